package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.SourceLists.Ranked;
import dev.harbor.reddit.simulator.SourceLists.Sort;
import dev.harbor.reddit.simulator.SourceLists.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Posts, comments and subreddits by their names. Thread-safe. */
final class InfoEndpoint implements Endpoint {
  private static final Pattern BY_ID = Pattern.compile("/by_id/(.+)");
  private static final int MAX_NAMES = 100;

  private final Reddit reddit;
  private final Access access;
  private final Content content;
  private final ThingJson things;

  InfoEndpoint(Reddit reddit, Access access, Content content, ThingJson things) {
    this.reddit = reddit;
    this.access = access;
    this.content = content;
    this.things = things;
  }

  @Override
  public @Nullable Answer answer(ApiRequest request, Grant grant) {
    Matcher matcher = BY_ID.matcher(request.path());
    if (matcher.matches()) {
      return byId(request, matcher.group(1));
    }
    return request.path().equals("/api/info") ? info(request) : null;
  }

  private Answer info(ApiRequest request) {
    String names = request.parameter("sr_name");
    if (names != null) {
      return subreddits(request, names);
    }

    String url = request.parameter("url");
    if (url != null) {
      return Answer.json(things.listing(request, linking(url, request.now()), null));
    }
    String ids = request.parameter("id");
    Set<String> asked = ids == null ? Set.of() : names(ids);
    JsonWriter body = request.json();
    var found = new ArrayList<Fullname>();
    for (String each : asked.size() > MAX_NAMES ? Set.<String>of() : asked) {
      Fullname name = Fullname.parse(each);
      if (name != null && isServed(name, request.now())) {
        found.add(name);
      }
    }
    ThingJson.beginListing(body, found.size(), null);
    found.forEach(name -> write(body, name, request.now()));
    return Answer.json(ThingJson.endListing(body, null));
  }

  /** Posts of this address among the newest, and advertisements, which nothing else finds. */
  private List<Thing> linking(String url, long now) {
    if (url.startsWith(Content.PROMOTED_URL)) {
      Fullname name = Fullname.parse("t3_" + url.substring(Content.PROMOTED_URL.length()));
      Thing thing = name == null ? null : reddit.thing(name, now);
      return thing instanceof Post post && post.isPromoted() ? List.of(post) : List.of();
    }
    var found = new ArrayList<Thing>();
    for (Subreddit subreddit : reddit.world().open(now)) {
      for (Ranked each : reddit.lists().posts(subreddit, Sort.NEW, Span.ALL, now)) {
        boolean links = each.thing() instanceof Post post && content.url(post).equals(url);
        if (links && reddit.isListed(each.thing(), now)) {
          found.add(each.thing());
        }
      }
    }
    return found.subList(0, Math.min(MAX_NAMES, found.size()));
  }

  private boolean isServed(Fullname name, long now) {
    if (name.kind() == Fullname.SUBREDDIT) {
      Subreddit subreddit = reddit.world().subreddit(name.number(), now);
      return subreddit != null && access.refusal(subreddit, now) == null;
    }
    Thing thing = reddit.thing(name, now);
    boolean promoted = thing instanceof Post post && post.isPromoted();
    return thing != null && !promoted && reddit.isOpen(thing.subreddit(), now);
  }

  private void write(JsonWriter body, Fullname name, long now) {
    Thing thing = reddit.thing(name, now);
    Subreddit subreddit = thing == null ? reddit.world().subreddit(name.number(), now) : null;
    if (thing != null) {
      things.write(body, thing, now);
    } else if (subreddit != null) {
      SubredditJson.write(body, subreddit, now);
    }
  }

  private Answer subreddits(ApiRequest request, String names) {
    var found = new ArrayList<Subreddit>();
    for (String name : names(names)) {
      Subreddit subreddit = reddit.world().subreddit(name, request.now());
      if (subreddit != null && access.refusal(subreddit, request.now()) == null) {
        found.add(subreddit);
      }
    }
    JsonWriter body = request.json();
    ThingJson.beginListing(body, found.size(), null);
    found.forEach(each -> SubredditJson.write(body, each, request.now()));
    return Answer.json(ThingJson.endListing(body, null));
  }

  // Unlike /api/info this is a page: 25 entries unless a limit is sent, and the rest is dropped
  // silently.
  private Answer byId(ApiRequest request, String names) {
    var wanted = PageRequest.of(request::parameter);
    var found = new ArrayList<Thing>();
    for (String each : names(names)) {
      Fullname name = Fullname.parse(each);
      boolean post = name != null && name.kind() == Fullname.POST;
      Thing thing = name != null && post ? reddit.thing(name, request.now()) : null;
      if (thing != null && reddit.isOpen(thing.subreddit(), request.now())) {
        found.add(thing);
      }
    }
    List<Thing> page = found.subList(0, Math.min(found.size(), wanted.limit()));
    return Answer.json(things.listing(request, page, null));
  }

  private static Set<String> names(String csv) {
    var names = new LinkedHashSet<String>();
    for (String each : csv.split(",", -1)) {
      names.add(each.strip());
    }
    return names;
  }
}
