package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.SourceLists.Ranked;
import dev.harbor.reddit.simulator.SourceLists.Sort;
import dev.harbor.reddit.simulator.SourceLists.Span;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Search for posts, at most 250 of them; and, by type, for subreddits and users. Thread-safe. */
final class SearchEndpoint implements Endpoint {
  static final int CAP = 250;
  private static final Pattern PATH = Pattern.compile("(?:/r/([^/]+))?/search");
  // So that a search for nothing in a world of millions ends.
  private static final int MOST_LOOKED_AT = 200_000;

  private final Reddit reddit;
  private final Access access;
  private final Content content;
  private final ListingEndpoint pages;
  private final DiscoveryEndpoint discovery;
  private final Bounded<Key, List<Ranked>> found = new Bounded<>(16);

  private record Key(
      String query, List<Subreddit> in, String sort, Span span, long now, int events) {}

  SearchEndpoint(
      Reddit reddit,
      Access access,
      Content content,
      ListingEndpoint pages,
      DiscoveryEndpoint discovery) {
    this.reddit = reddit;
    this.access = access;
    this.content = content;
    this.pages = pages;
    this.discovery = discovery;
  }

  @Override
  public @Nullable Answer answer(ApiRequest request, Grant grant) {
    Matcher matcher = PATH.matcher(request.path());
    if (!matcher.matches()) {
      return null;
    }
    String query = request.text("q");
    if (query.matches("https?://\\S+")) {
      String url = URLEncoder.encode(query, StandardCharsets.UTF_8);
      return Answer.redirect("/submit?url=" + url);
    }
    String types = request.text("type", "link");
    return switch (types) {
      case "sr" -> discovery.subreddits(request);
      case "user" -> discovery.users(request);
      case "link" -> posts(request, matcher.group(1));
      default -> several(request, types, matcher.group(1));
    };
  }

  /** One listing per type. */
  private Answer several(ApiRequest request, String types, @Nullable String names) {
    var parts = new ArrayList<String>();
    for (String type : types.split(",", -1)) {
      switch (type) {
        case "sr" -> parts.add(discovery.subreddits(request).body());
        case "user" -> parts.add(discovery.users(request).body());
        case "link" -> parts.add(posts(request, names).body());
        default -> {}
      }
    }
    return Answer.json(200, "[" + String.join(", ", parts) + "]");
  }

  private Answer posts(ApiRequest request, @Nullable String names) {
    boolean restricted = List.of("1", "on", "true").contains(request.text("restrict_sr"));
    Access.Granted granted = access.grant(names == null ? "all" : names, request.now());
    if (granted.refusal() != null) {
      return granted.refusal();
    }
    List<Subreddit> in = restricted ? granted.subreddits() : reddit.world().open(request.now());
    Span span = request.parameter("t") == null ? Span.ALL : Span.of(request.parameter("t"));
    String sort = request.text("sort", "relevance");
    var key = new Key(request.text("q"), in, sort, span, request.now(), reddit.chronicle().size());
    return pages.page(request, jittered(found.get(key, this::find), request), List.of());
  }

  private List<Ranked> find(Key key) {
    var query = SearchQuery.of(key.query());
    var matches = new ArrayList<Post>();
    long oldest = Math.max(key.span().startAt(key.now()), reddit.world().historyStart());
    int lookedAt = 0;
    for (long day = Math.floorDiv(key.now(), World.DAY);
        day >= Math.floorDiv(oldest, World.DAY) && lookedAt < MOST_LOOKED_AT;
        day--) {
      for (Subreddit subreddit : key.in()) {
        for (Post post : reddit.world().posts(subreddit, day)) {
          lookedAt++;
          boolean inTime = post.created() <= key.now() && post.created() >= oldest;
          if (inTime
              && reddit.isListed(post, key.now())
              && query.matches(document(post, key.now()))) {
            matches.add(post);
          }
        }
      }
    }
    return ranked(matches, key);
  }

  private List<Ranked> ranked(List<Post> matches, Key key) {
    long now = key.now();
    var ranked = new ArrayList<Ranked>();
    for (Post post : matches) {
      double rank =
          switch (key.sort()) {
            case "new" -> post.created();
            case "top" -> reddit.scores().score(post, now);
            case "hot" -> reddit.scores().rank(post, Sort.HOT, now);
            case "comments" -> reddit.threads().count(post, now);
            default -> post.dice().unit("relevance " + key.query());
          };
      ranked.add(new Ranked(post, rank));
    }
    ranked.sort(Ranked.ORDER);
    return List.copyOf(ranked.subList(0, Math.min(CAP, ranked.size())));
  }

  // Other nodes of the cluster order otherwise: what moves over the edge of a page is lost or
  // doubled.
  private List<Ranked> jittered(List<Ranked> ranked, ApiRequest request) {
    Dice page = Dice.of(reddit.settings().seed, "search " + request.text("after"));
    if (!page.chance("jitter", reddit.settings().searchJitter)) {
      return ranked;
    }
    var moved = new ArrayList<Ranked>();
    for (int i = 0; i < ranked.size(); i++) {
      moved.add(new Ranked(ranked.get(i).thing(), -(i + 6 * page.part(i).unit("place"))));
    }
    moved.sort(Comparator.comparingDouble(Ranked::rank).reversed());
    return moved;
  }

  private SearchQuery.Document document(Post post, long now) {
    String flair = content.flair(post, now);
    Map<String, String> fields =
        Map.of(
            "title", content.title(post, now),
            "selftext", content.text(post, now),
            "author", content.authorName(post, now),
            "subreddit", post.subreddit().name(),
            "flair", flair == null ? "" : flair,
            "flair_name", flair == null ? "" : flair,
            "url", content.url(post),
            "site", content.domain(post),
            "self", content.isSelf(post) ? "yes" : "no",
            "nsfw", content.isAdult(post) ? "yes" : "no");
    return new SearchQuery.Document() {
      @Override
      public String field(String name) {
        return fields.getOrDefault(name, "").toLowerCase(Locale.ROOT);
      }

      @Override
      public String all() {
        return String.join(
            "\n", field("title"), field("selftext"), field("author"), field("flair"));
      }
    };
  }
}
