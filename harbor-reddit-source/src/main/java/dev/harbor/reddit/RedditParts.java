package dev.harbor.reddit;

import dev.harbor.rest.http.Authorization;
import dev.harbor.rest.http.RequestPolicy;
import dev.harbor.rest.http.RestClient;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Extractor;
import dev.harbor.source.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the parts of a source of its settings. */
final class RedditParts {
  /** Resources of a source that is not told which. */
  static final List<String> USUAL =
      List.of(WalkScope.SUBMISSIONS, WalkScope.COMMENTS, WalkScope.REDDITORS);

  /** Resources that can be chosen. */
  static final List<String> CHOICE =
      List.of(WalkScope.SUBMISSIONS, WalkScope.COMMENTS, WalkScope.REDDITORS, WalkScope.SUBREDDITS);

  private static final int STREAM_ATTEMPTS = 3;
  private static final String GAP_TABLE = "_harbor_gaps";

  private final RedditSource.Builder settings;
  private final RedditClient client;
  private final @Nullable StreamControl control;

  RedditParts(RedditSource.Builder settings, String agent) {
    this.settings = settings;
    this.control = settings.stream == null ? null : new StreamControl(settings.stream);
    RestClient tokens = rest(settings.tokenUrl, agent).build();
    Authorization authorization =
        settings.credentials.authorization(tokens, settings.tokenUrl, settings.clock);
    ClientShare share = ClientShare.of(settings.baseUrl, settings.credentials.clientId());
    RestClient api =
        rest(settings.baseUrl, agent)
            .authorization(authorization)
            .rateLimiter(settings.rateLimiter == null ? share.limiter() : settings.rateLimiter)
            .build();
    this.client = new RedditClient(api, tokens, authorization, share);
  }

  RedditClient client() {
    return client;
  }

  @Nullable StreamControl control() {
    return control;
  }

  List<Resource> resources() {
    return settings.trending == null ? walked() : trending(settings.trending);
  }

  private List<Resource> trending(Trending what) {
    ThingRows posts = new ThingRows(true, settings.onDelete, settings.keepsRaw, false);
    ThingRows comments = new ThingRows(false, settings.onDelete, settings.keepsRaw, false);
    TrendingExtractor extractor = new TrendingExtractor(client, what, posts, comments);
    Resource submissions =
        Shapes.hints(merged(WalkScope.SUBMISSIONS, "id", extractor), posts).build();
    Resource.Builder below =
        Resource.dependent(WalkScope.COMMENTS, extractor::comments)
            .primaryKey("id")
            .disposition(WriteDisposition.MERGE)
            .dependsOn(submissions);
    return List.of(submissions, Shapes.hints(below, comments).build());
  }

  private List<Resource> walked() {
    WalkScope scope = scope();
    Lanes lanes =
        new Lanes(
            client, scope, new AuthorFeed(), new GapFeed(), Optional.ofNullable(settings.trees));
    List<Resource> all = new ArrayList<>();
    if (settings.resources.contains(WalkScope.SUBMISSIONS)) {
      all.add(things(WalkScope.SUBMISSIONS, lanes, true));
    }
    if (settings.resources.contains(WalkScope.COMMENTS)) {
      all.add(things(WalkScope.COMMENTS, lanes, false));
    }
    // A stream has no end that redditors could wait for.
    if (control == null && settings.resources.contains(WalkScope.REDDITORS)) {
      RedditorExtractor redditors =
          new RedditorExtractor(
              client, scope, lanes.authors(), settings.redditorsPerRun, settings.redditorRefresh);
      all.add(RedditorShape.hints(merged(WalkScope.REDDITORS, "name", redditors)).build());
    }
    if (settings.resources.contains(WalkScope.SUBREDDITS)) {
      SubredditExtractor subreddits = new SubredditExtractor(client, scope.communities());
      all.add(SubredditExtractor.hints(merged(WalkScope.SUBREDDITS, "id", subreddits)).build());
    }
    if (settings.resources.contains(WalkScope.SUBMISSIONS)
        || settings.resources.contains(WalkScope.COMMENTS)) {
      GapExtractor gaps = new GapExtractor(client, lanes.gaps());
      all.add(GapExtractor.hints(merged(WalkScope.GAPS, "id", gaps).table(GAP_TABLE)).build());
    }
    return List.copyOf(all);
  }

  private Resource things(String name, Lanes lanes, boolean arePosts) {
    boolean appends = !arePosts && settings.appendsComments;
    ThingRows rows = new ThingRows(arePosts, settings.onDelete, settings.keepsRaw, appends);
    Extractor extractor =
        control == null
            ? new ListingExtractor(name, lanes, rows, settings.refreshRequests)
            : new StreamExtractor(name, lanes, rows, control);
    Resource.Builder builder = merged(name, "id", extractor);
    if (appends) {
      builder.disposition(WriteDisposition.APPEND);
    }
    return Shapes.hints(builder, rows).build();
  }

  private WalkScope scope() {
    Long since = settings.since == null ? null : (Long) settings.since.getEpochSecond();
    return new WalkScope(
        List.copyOf(settings.communities.values()),
        new WalkScope.PostListings(settings.listings, settings.periods),
        settings.searches,
        settings.resources,
        new ListingWalk.Bounds(since, settings.lookBack.toSeconds()));
  }

  private RestClient.Builder rest(String url, String agent) {
    RequestPolicy policy = settings.requestPolicy;
    if (policy == null) {
      // A stream tries again by itself, and meanwhile looks at other listings.
      policy =
          control == null
              ? RequestPolicy.defaults()
              : RequestPolicy.builder().attempts(STREAM_ATTEMPTS).build();
    }
    RestClient.Builder rest = RestClient.builder(url).userAgent(agent).policy(policy);
    return settings.httpClient == null ? rest : rest.httpClient(settings.httpClient);
  }

  private static Resource.Builder merged(String name, String key, Extractor extractor) {
    return Resource.builder(name, extractor).primaryKey(key).disposition(WriteDisposition.MERGE);
  }
}
