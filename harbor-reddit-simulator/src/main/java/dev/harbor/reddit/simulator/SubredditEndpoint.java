package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.Account.Fate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a subreddit says of itself. Thread-safe. */
final class SubredditEndpoint implements Endpoint {
  private static final Pattern PATH =
      Pattern.compile("/r/([^/+]+)/about(?:/(rules|sticky|moderators))?");
  private static final String RANDOM = "/r/random";
  private static final int MODERATORS = 3;

  private final Reddit reddit;
  private final Access access;
  private final Content content;

  SubredditEndpoint(Reddit reddit, Access access, Content content) {
    this.reddit = reddit;
    this.access = access;
    this.content = content;
  }

  @Override
  public @Nullable Answer answer(ApiRequest request, Grant grant) {
    if (request.path().equals(RANDOM)) {
      List<Subreddit> open = reddit.world().open(request.now());
      Dice dice = Dice.of(reddit.settings().seed, "random " + request.now());
      return open.isEmpty() ? Answer.notFound() : Answer.redirect(dice.pick("r", open).path());
    }
    Matcher matcher = PATH.matcher(request.path());
    if (!matcher.matches()) {
      return null;
    }
    Access.Granted granted = access.grant(matcher.group(1), request.now());
    if (granted.refusal() != null) {
      return granted.refusal();
    }

    Subreddit subreddit = granted.subreddits().get(0);
    String what = matcher.group(2);
    if (what == null) {
      JsonWriter json = request.json();
      SubredditJson.write(json, subreddit, request.now());
      return Answer.json(json);
    }
    return switch (what) {
      case "rules" -> rules(request, subreddit);
      case "sticky" -> sticky(request, subreddit);
      default -> moderators(request, subreddit);
    };
  }

  private static Answer rules(ApiRequest request, Subreddit subreddit) {
    JsonWriter json = request.json().begin().beginList("rules");
    int count = 2 + subreddit.dice().below("rules", 5);
    for (int i = 0; i < count; i++) {
      String text = i % 2 == 0 ? "Be kind & <civil>." : "";
      json.begin().text("kind", i == 0 ? "all" : "link").text("description", text);
      json.text("short_name", "Rule " + (i + 1)).text("violation_reason", "Rule " + (i + 1));
      json.seconds("created_utc", SubredditJson.created(subreddit) + i).number("priority", i);
      if (!text.isEmpty()) {
        json.text("description_html", Texts.html(text));
      }
      json.end();
    }
    json.endList().beginList("site_rules").text("Spam").text("Threatening & harassing").endList();
    json.beginList("site_rules_flow").begin().text("reasonTextToShow", "This is spam");
    json.text("reasonText", "This is spam").end().endList();
    return Answer.json(json.end());
  }

  private Answer sticky(ApiRequest request, Subreddit subreddit) {
    List<Post> stickies = reddit.stickies(subreddit, request.now());
    int number = request.integer("num", 1, 1, 2);
    return number > stickies.size()
        ? Answer.notFound()
        : Answer.redirect(content.permalink(stickies.get(number - 1)));
  }

  private Answer moderators(ApiRequest request, Subreddit subreddit) {
    List<Account> people = reddit.people().all();
    JsonWriter json = request.json().begin().text("kind", "UserList").begin("data");
    json.beginList("children");
    for (int i = 0; i < MODERATORS; i++) {
      Account account = subreddit.dice().part(i).pick("moderator", people);
      if (reddit.people().fate(account, request.now()) == Fate.NORMAL) {
        json.begin().text("name", account.name()).text("id", account.fullname().toString());
        json.seconds("date", SubredditJson.created(subreddit) + i).nulls("author_flair_text");
        json.beginList("mod_permissions").text("all").endList().end();
      }
    }
    return Answer.json(json.endList().end().end());
  }
}
