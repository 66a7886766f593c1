package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.Account.Fate;
import dev.harbor.reddit.simulator.SourceLists.Ranked;
import dev.harbor.reddit.simulator.SourceLists.Sort;
import dev.harbor.reddit.simulator.SourceLists.Span;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Users: who they are and what they wrote. Thread-safe. */
final class UserEndpoint implements Endpoint {
  private static final Pattern USER =
      Pattern.compile(
          "/(?:user|u)/([^/]+)/(about|submitted|comments|overview|gilded|upvoted|downvoted|hidden|saved)");
  private static final Set<String> OWN = Set.of("upvoted", "downvoted", "hidden", "saved");
  private static final Pattern SORT = Pattern.compile("new|hot|top|controversial");

  private final Reddit reddit;
  private final ListingEndpoint pages;

  UserEndpoint(Reddit reddit, ListingEndpoint pages) {
    this.reddit = reddit;
    this.pages = pages;
  }

  @Override
  public @Nullable Answer answer(ApiRequest request, Grant grant) {
    if (request.path().equals("/api/v1/me")) {
      return me(request, grant);
    }
    Matcher matcher = USER.matcher(request.path());
    if (!matcher.matches()) {
      return null;
    }

    Account account = reddit.people().find(matcher.group(1));
    Fate fate = account == null ? Fate.DELETED : reddit.people().fate(account, request.now());
    if (account == null || fate == Fate.DELETED || fate == Fate.SHADOW_BANNED) {
      return Answer.notFound();
    }
    if (OWN.contains(matcher.group(2)) && !account.name().equalsIgnoreCase(grant.username())) {
      return Answer.json(403, "{\"error\": 403}");
    }
    if (matcher.group(2).equals("about")) {
      JsonWriter json = request.json();
      AccountJson.write(json, account, fate, request.now());
      return Answer.json(json);
    }
    return fate == Fate.SUSPENDED
        ? Answer.forbidden()
        : written(request, account, matcher.group(2));
  }

  private Answer written(ApiRequest request, Account account, String what) {
    String sent = request.parameter("sort");
    Sort sort = sent != null && SORT.matcher(sent).matches() ? Sort.of(sent) : Sort.NEW;
    List<Ranked> ranked =
        switch (what) {
          case "submitted" -> list(request, account, sort, true);
          case "comments" -> list(request, account, sort, false);
          case "gilded", "upvoted", "downvoted", "hidden", "saved" -> List.of();
          default ->
              SourceLists.merged(
                  List.of(list(request, account, sort, true), list(request, account, sort, false)));
        };
    return pages.page(request, ranked, List.of());
  }

  private List<Ranked> list(ApiRequest request, Account account, Sort sort, boolean posts) {
    long now = request.now();
    boolean byTime = sort == Sort.NEW || sort == Sort.HOT;
    int enough = byTime ? SourceLists.CAP : Integer.MAX_VALUE;
    long from = byTime ? Long.MIN_VALUE : spanOf(request).startAt(now);
    List<Thing> written =
        posts
            ? reddit.authorship().posts(account, now, enough)
            : reddit.authorship().comments(account, now, enough);
    List<Thing> shown =
        written.stream()
            .filter(each -> each.created() >= from && reddit.isOpen(each.subreddit(), now))
            .toList();
    return reddit.lists().best(shown, sort, now);
  }

  // Unlike a subreddit's, a user's best of all time is the default.
  private static Span spanOf(ApiRequest request) {
    String sent = request.parameter("t");
    return sent == null ? Span.ALL : Span.of(sent.toLowerCase(Locale.ROOT));
  }

  private Answer me(ApiRequest request, Grant grant) {
    Account account = grant.username() == null ? null : reddit.people().find(grant.username());
    if (account == null) {
      return Answer.forbidden();
    }
    JsonWriter json = request.json();
    AccountJson.writeOwn(json, account, request.now());
    return Answer.json(json);
  }
}
