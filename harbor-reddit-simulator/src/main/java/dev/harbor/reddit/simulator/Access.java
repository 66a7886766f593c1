package dev.harbor.reddit.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may see which subreddit, and what the others are told. Thread-safe. */
final class Access {
  private final Reddit reddit;

  Access(Reddit reddit) {
    this.reddit = reddit;
  }

  /** The subreddits that a path names, or the refusal. Exactly one of the two is there. */
  record Granted(List<Subreddit> subreddits, @Nullable Answer refusal) {}

  Granted grant(String names, long now) {
    if (names.equalsIgnoreCase("all") || names.equalsIgnoreCase("popular")) {
      return new Granted(
          reddit.world().open(now).stream().filter(s -> reddit.isOpen(s, now)).toList(), null);
    }

    String[] each = names.split("[+ ]", -1);
    var found = new ArrayList<Subreddit>();
    for (String name : each) {
      Subreddit subreddit = reddit.world().subreddit(name, now);
      if (subreddit != null && !found.contains(subreddit)) {
        found.add(subreddit);
      }
    }
    if (found.isEmpty()) {
      return new Granted(List.of(), unknown(names));
    }
    for (Subreddit subreddit : found) {
      Answer refusal = refusal(subreddit, now);
      if (refusal != null) {
        return new Granted(List.of(), refusal);
      }
    }
    return new Granted(found, null);
  }

  /** Null where anybody may read. */
  @Nullable Answer refusal(Subreddit subreddit, long now) {
    return switch (reddit.kind(subreddit, now)) {
      case PUBLIC, RESTRICTED, USER -> null;
      case PRIVATE -> refused(403, "Forbidden", "private", "");
      case QUARANTINED ->
          refused(
              403,
              "Forbidden",
              "quarantined",
              ", \"quarantine_message\": \"Are you sure?\", \"quarantine_message_html\": \"Are you"
                  + " sure?\"");
      case GATED ->
          refused(
              403,
              "Forbidden",
              "gated",
              ", \"interstitial_warning_message\": \"Mature content ahead.\"");
      case BANNED -> refused(404, "Not Found", "banned", "");
    };
  }

  /** What an anchor in a place that may not be seen brings. */
  static Answer privateAnchor() {
    return refused(403, "Forbidden", "private", "");
  }

  private static Answer unknown(String names) {
    return Answer.redirect("/subreddits/search?q=" + names.replace("+", "%2B"));
  }

  private static Answer refused(int status, String message, String reason, String more) {
    String form = "{\"reason\": \"%s\"%s, \"message\": \"%s\", \"error\": %d}";
    return Answer.json(status, form.formatted(reason, more, message, status));
  }
}
