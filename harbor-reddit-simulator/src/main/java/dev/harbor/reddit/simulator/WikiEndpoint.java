package dev.harbor.reddit.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The wiki of a subreddit: some pages, each with a history of revisions. Thread-safe. */
final class WikiEndpoint implements Endpoint {
  private static final Pattern PATH =
      Pattern.compile("/r/([^/+]+)/wiki/(?:(pages)|(revisions)(?:/(.+))?|(.+))");
  private static final List<String> PAGES = List.of("index", "faq", "rules", "config/sidebar");
  private static final int REVISIONS = 60;
  private static final int DAYS_APART = 3;

  private final Reddit reddit;
  private final Access access;
  private final Pages pages;

  /** One text of a page. */
  private record Revision(String page, int number, long at, Account author, Dice dice) {
    String id() {
      return new UUID(dice.bits("id high"), dice.bits("id low")).toString();
    }

    String text() {
      return "# " + page + "\n\nRevision " + number + ": read <this> & that.";
    }
  }

  WikiEndpoint(Reddit reddit, Access access, Pages pages) {
    this.reddit = reddit;
    this.access = access;
    this.pages = pages;
  }

  @Override
  public @Nullable Answer answer(ApiRequest request, Grant grant) {
    Matcher matcher = PATH.matcher(request.path());
    if (!matcher.matches()) {
      return null;
    }
    Access.Granted granted = access.grant(matcher.group(1), request.now());
    if (granted.refusal() != null) {
      return granted.refusal();
    }

    Subreddit subreddit = granted.subreddits().get(0);
    if (matcher.group(2) != null) {
      JsonWriter json = request.json().begin().text("kind", "wikipagelisting").beginList("data");
      PAGES.forEach(json::text);
      return Answer.json(json.endList().end());
    }
    if (matcher.group(3) != null) {
      String page = matcher.group(4);
      return page == null || PAGES.contains(page)
          ? revisions(request, subreddit, page == null ? PAGES : List.of(page))
          : missing("PAGE_NOT_FOUND");
    }
    String page = matcher.group(5);
    return PAGES.contains(page)
        ? page(request, newest(subreddit, page, request.now()))
        : missing("PAGE_NOT_CREATED");
  }

  private static Answer missing(String reason) {
    return Answer.json(404, "{\"reason\": \"" + reason + "\", \"message\": \"Not Found\"}");
  }

  private Revision newest(Subreddit subreddit, String page, long now) {
    return revision(subreddit, page, newestNumber(now));
  }

  private Revision revision(Subreddit subreddit, String page, int number) {
    Dice dice = Dice.of(subreddit.dice().key(), page).part(number);
    List<Account> people = reddit.people().all();
    long at =
        reddit.world().start()
            + (long) (number - REVISIONS) * DAYS_APART * World.DAY
            + dice.below("second", DAYS_APART * World.DAY - 1);
    return new Revision(page, number, at, dice.pick("author", people), dice);
  }

  private int newestNumber(long now) {
    long days = Math.max(0, now - reddit.world().start()) / World.DAY;
    return REVISIONS - 1 + (int) (days / DAYS_APART);
  }

  private Answer page(ApiRequest request, Revision revision) {
    JsonWriter json = request.json().begin().text("kind", "wikipage").begin("data");
    json.text("content_md", revision.text()).text("content_html", Texts.html(revision.text()));
    json.no("may_revise").nulls("reason").number("revision_date", revision.at());
    json.text("revision_id", revision.id()).name("revision_by");
    AccountJson.write(json, revision.author(), Account.Fate.NORMAL, request.now());
    return Answer.json(json.end().end());
  }

  private Answer revisions(ApiRequest request, Subreddit subreddit, List<String> of) {
    var items = new LinkedHashMap<String, Consumer<JsonWriter>>();
    for (int number = newestNumber(request.now()); number >= 0; number--) {
      for (String page : of) {
        Revision revision = revision(subreddit, page, number);
        items.put("WikiRevision_" + revision.id(), json -> write(json, revision, request.now()));
      }
    }
    return pages.page(request, items);
  }

  // Bare: neither kind nor data.
  private static void write(JsonWriter json, Revision revision, long now) {
    json.begin().number("timestamp", revision.at()).text("reason", null);
    json.name("author");
    AccountJson.write(json, revision.author(), Account.Fate.NORMAL, now);
    json.text("page", revision.page()).text("id", revision.id()).no("revision_hidden").end();
  }
}
