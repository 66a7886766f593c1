package dev.harbor.reddit.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A post and the posts that repeat it; pages are those of the second listing. Thread-safe. */
final class DuplicatesEndpoint implements Endpoint {
  private static final Pattern PATH = Pattern.compile("(?:/r/[^/]+)?/duplicates/([0-9a-z]+)");

  private final Reddit reddit;
  private final Content content;
  private final ThingJson things;
  private final Pages pages;

  DuplicatesEndpoint(Reddit reddit, Content content, ThingJson things, Pages pages) {
    this.reddit = reddit;
    this.content = content;
    this.things = things;
    this.pages = pages;
  }

  @Override
  public @Nullable Answer answer(ApiRequest request, Grant grant) {
    Matcher matcher = PATH.matcher(request.path());
    if (!matcher.matches()) {
      return null;
    }
    Fullname name = Fullname.parse("t3_" + matcher.group(1));
    Thing thing = name == null ? null : reddit.thing(name, request.now());
    if (!(thing instanceof Post post) || !reddit.isOpen(post.subreddit(), request.now())) {
      return Answer.notFound();
    }

    JsonWriter json = request.json().beginList();
    ThingJson.beginListing(json, 1, null);
    things.write(json, post, request.now());
    ThingJson.endListing(json, null);
    pages.write(json, request, duplicates(post, request.now()));
    return Answer.json(json.endList());
  }

  private Map<String, Consumer<JsonWriter>> duplicates(Post post, long now) {
    var found = new LinkedHashMap<String, Consumer<JsonWriter>>();
    // Crossposts repeat posts of the day before.
    long day = Math.floorDiv(post.created(), World.DAY) + 1;
    for (Subreddit subreddit : reddit.world().open(now)) {
      for (Post each : reddit.world().posts(subreddit, day)) {
        boolean listed = each.created() <= now && reddit.isListed(each, now);
        if (listed && post.equals(content.crosspostSource(each))) {
          found.put(each.fullname().toString(), json -> things.write(json, each, now));
        }
      }
    }
    return found;
  }
}
