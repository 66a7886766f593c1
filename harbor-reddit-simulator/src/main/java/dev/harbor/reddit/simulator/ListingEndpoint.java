package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.Listings.Page;
import dev.harbor.reddit.simulator.Listings.Standing;
import dev.harbor.reddit.simulator.SourceLists.Ranked;
import dev.harbor.reddit.simulator.SourceLists.Sort;
import dev.harbor.reddit.simulator.SourceLists.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Listings of subreddits: posts by sort, and the stream of comments. Thread-safe. */
final class ListingEndpoint implements Endpoint {
  private static final Pattern POSTS =
      Pattern.compile("/r/([^/]+)(?:/(new|hot|top|rising|controversial))?");
  private static final Pattern COMMENTS = Pattern.compile("/r/([^/]+)/comments");

  private static final double PROMOTED = 0.008;
  private static final int PLACE = 3;
  private static final double EMPTY_READS = 0.25;

  private final Reddit reddit;
  private final Access access;
  private final Listings listings;
  private final ThingJson things;

  ListingEndpoint(Reddit reddit, Access access, Listings listings, ThingJson things) {
    this.reddit = reddit;
    this.access = access;
    this.listings = listings;
    this.things = things;
  }

  @Override
  public @Nullable Answer answer(ApiRequest request, Grant grant) {
    Matcher posts = POSTS.matcher(request.path());
    if (posts.matches()) {
      String sort = posts.group(2);
      return posts(request, posts.group(1), Sort.of(sort == null ? "hot" : sort));
    }
    Matcher comments = COMMENTS.matcher(request.path());
    return comments.matches() ? comments(request, comments.group(1)) : null;
  }

  private Answer posts(ApiRequest request, String names, Sort sort) {
    Access.Granted granted = access.grant(names, request.now());
    if (granted.refusal() != null) {
      return granted.refusal();
    }

    List<Post> stickies = List.of();
    if (sort == Sort.HOT && granted.subreddits().size() == 1 && !isMerged(names)) {
      stickies = reddit.stickies(granted.subreddits().get(0), request.now());
    }
    return page(request, capped(names, ranked(request, granted.subreddits(), sort)), stickies);
  }

  /** Posts of several subreddits, of each at most as many as one list holds. */
  Answer posts(ApiRequest request, List<Subreddit> subreddits, Sort sort) {
    return page(request, ranked(request, subreddits, sort), List.of());
  }

  List<Ranked> ranked(ApiRequest request, List<Subreddit> subreddits, Sort sort) {
    Span span = Span.of(request.parameter("t"));
    long at = asOf(request);
    return at < 0
        ? List.of()
        : SourceLists.merged(
            subreddits.stream().map(each -> reddit.lists().posts(each, sort, span, at)).toList());
  }

  private Answer comments(ApiRequest request, String names) {
    Access.Granted granted = access.grant(names, request.now());
    if (granted.refusal() != null) {
      return granted.refusal();
    }

    long at = asOf(request);
    List<List<Ranked>> lists =
        granted.subreddits().stream()
            .filter(each -> at >= 0)
            .map(each -> reddit.lists().comments(each, at))
            .toList();
    return page(request, capped(names, SourceLists.merged(lists)), List.of());
  }

  // One of several caches may lag behind, or know nothing yet.
  private long asOf(ApiRequest request) {
    Dice dice = Dice.of(reddit.settings().seed, request.path() + new TreeMap<>(request.query()));
    Dice cache = dice.part(request.now());
    if (!cache.chance("stale", reddit.settings().staleReads)) {
      return request.now();
    }
    return cache.chance("empty", EMPTY_READS) ? -1 : request.now() - 5 - cache.below("lag", 26);
  }

  private static boolean isMerged(String names) {
    return names.equalsIgnoreCase("all") || names.equalsIgnoreCase("popular");
  }

  private static List<Ranked> capped(String names, List<Ranked> merged) {
    return isMerged(names) ? merged.subList(0, Math.min(SourceLists.CAP, merged.size())) : merged;
  }

  /** Cuts and renders a page; stickies stand in front of the first one, beside its limit. */
  Answer page(ApiRequest request, List<Ranked> ranked, List<Post> stickies) {
    var wanted = PageRequest.of(request::parameter);
    Standing standing = listings.standing(wanted.anchor(), request.now());
    if (standing == Standing.FORBIDDEN) {
      return Access.privateAnchor();
    }

    Map<String, Thing> visible = visible(ranked, stickies, request.now());
    Page page = listings.page(List.copyOf(visible.keySet()), wanted, request.path(), request.now());
    var shown = new ArrayList<Thing>();
    if (standing == Standing.UNKNOWN) {
      shown.addAll(stickies);
    }
    for (String name : page.names()) {
      Thing thing = visible.get(name);
      if (thing != null) {
        shown.add(thing);
      }
    }
    Page ended = ended(page, shown, wanted);
    addPromotion(request, shown);
    return Answer.json(things.listing(request, shown, ended));
  }

  // Beside the limit, and never last: nothing is found behind an advertisement.
  private void addPromotion(ApiRequest request, List<Thing> shown) {
    boolean all = request.path().toLowerCase(Locale.ROOT).startsWith("/r/all");
    Dice dice = Dice.of(reddit.settings().seed, "promoted " + request.path() + request.now());
    String page = "page " + request.parameter("after");
    if (all && shown.size() > PLACE && shown.get(0) instanceof Post) {
      if (dice.chance(page, PROMOTED * shown.size())) {
        shown.add(PLACE, reddit.world().promoted(request.now() / 3600));
      }
    }
  }

  // Stickies count: with them a page can be full although the list behind it has ended.
  private static Page ended(Page page, List<Thing> shown, PageRequest wanted) {
    boolean full = shown.size() > page.names().size() && shown.size() >= wanted.limit();
    if (page.after() != null || !full) {
      return page;
    }
    String last = shown.get(shown.size() - 1).fullname().toString();
    return new Page(page.names(), last, page.before());
  }

  private Map<String, Thing> visible(List<Ranked> ranked, List<Post> without, long now) {
    var visible = new LinkedHashMap<String, Thing>();
    for (Ranked each : ranked) {
      Thing thing = each.thing();
      boolean sticky = thing instanceof Post post && without.contains(post);
      if (!sticky && reddit.isListed(thing, now)) {
        visible.put(thing.fullname().toString(), thing);
      }
    }
    return visible;
  }
}
