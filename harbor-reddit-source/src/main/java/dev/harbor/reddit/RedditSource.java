package dev.harbor.reddit;

import static java.util.Objects.requireNonNull;

import dev.harbor.rest.http.Authorization;
import dev.harbor.rest.http.RateLimiter;
import dev.harbor.rest.http.RequestPolicy;
import dev.harbor.rest.http.RestClient;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Extractor;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Reddit's communities: the resources {@code submissions}, {@code comments} and {@code redditors},
 * which are merged into tables of those names. A first run takes what the listings hold, at most
 * 1,000 things each; a later one what is new, late or changed at their top.
 *
 * <p>To be closed after its last run. Thread-safe.
 */
public final class RedditSource implements Source, AutoCloseable {
  private static final List<String> RESOURCES =
      List.of(WalkScope.SUBMISSIONS, WalkScope.COMMENTS, WalkScope.REDDITORS);

  private final RedditClient client;
  private final List<Resource> resources;

  private RedditSource(RedditClient client, List<Resource> resources) {
    this.client = client;
    this.resources = resources;
  }

  /** A builder of a source that asks with these credentials. */
  public static Builder builder(RedditCredentials credentials) {
    return new Builder(requireNonNull(credentials, "credentials"));
  }

  /**
   * A source of these communities with the settings of the environment: {@code REDDIT_CLIENT_ID},
   * {@code REDDIT_CLIENT_SECRET} and {@code REDDIT_USER_AGENT}, and those that {@link
   * #builder(Map)} names.
   *
   * @throws IllegalStateException if something is missing; the message names all of it
   * @throws IllegalArgumentException if a setting or a name cannot be used
   */
  public static RedditSource fromEnvironment(String... subreddits) {
    return builder(System.getenv()).subreddits(subreddits).build();
  }

  /**
   * A builder with settings by their usual names, such as {@code System.getenv()}: {@code
   * REDDIT_USER_AGENT}; {@code REDDIT_CLIENT_ID} and {@code REDDIT_CLIENT_SECRET}, with {@code
   * REDDIT_USERNAME} and {@code REDDIT_PASSWORD} or {@code REDDIT_REFRESH_TOKEN} for a user; or
   * {@code REDDIT_ACCESS_TOKEN} alone; {@code REDDIT_OAUTH_URL} and {@code REDDIT_TOKEN_URL} where
   * they are not Reddit's.
   *
   * @throws IllegalStateException if something is missing; the message names all of it
   * @throws IllegalArgumentException if a setting cannot be used
   */
  public static Builder builder(Map<String, String> variables) {
    return new RedditEnvironment(variables).builder();
  }

  /** {@code reddit}. */
  @Override
  public String name() {
    return "reddit";
  }

  @Override
  public List<Resource> resources() {
    return resources;
  }

  /** Ends running requests; a client that it made goes with it. */
  @Override
  public void close() {
    client.close();
  }

  /** Settings of a source. */
  public static final class Builder {
    private final RedditCredentials credentials;
    private final Map<String, String> subreddits = new LinkedHashMap<>();
    private List<Listing> listings = List.of(Listing.NEW);
    private Set<String> resources = Set.copyOf(RESOURCES);
    private @Nullable Instant since;
    private Duration lookBack = Duration.ofHours(6);
    private int redditorsPerRun = 1_000;
    private Duration redditorRefresh = Duration.ofDays(1);
    private String baseUrl = "https://oauth.reddit.com";
    private String tokenUrl = "https://www.reddit.com/api/v1/access_token";
    private @Nullable String userAgent;
    private @Nullable OkHttpClient httpClient;
    private @Nullable RateLimiter rateLimiter;
    private RequestPolicy requestPolicy = RequestPolicy.defaults();
    private Clock clock = Clock.systemUTC();

    private Builder(RedditCredentials credentials) {
      this.credentials = credentials;
    }

    /**
     * Communities to read, more with each call: {@code java}, {@code r/java} or an address.
     *
     * @throws IllegalArgumentException if a name cannot be one
     */
    public Builder subreddits(String... names) {
      for (String name : names) {
        String bare = SubredditName.of(name);
        subreddits.putIfAbsent(SubredditName.key(bare), bare);
      }
      return this;
    }

    /** Which listings of posts to read; {@link Listing#NEW} if not set. */
    public Builder listings(Listing... kinds) {
      if (kinds.length == 0) {
        throw new IllegalArgumentException(
            "Cannot build a Reddit source without a listing; name one such as NEW");
      }
      this.listings = List.copyOf(new LinkedHashSet<>(List.of(kinds)));
      return this;
    }

    /**
     * Which resources the source has; all three if not set. Redditors are the authors of what the
     * other two bring; alone they are those of everything listed.
     *
     * @throws IllegalArgumentException if there is no such resource
     */
    public Builder resources(String... names) {
      Set<String> chosen = Set.of(names);
      for (String name : names) {
        if (!RESOURCES.contains(name)) {
          throw new IllegalArgumentException(
              "Cannot build a Reddit source with resource '%s': it has %s"
                  .formatted(name, RESOURCES));
        }
      }
      if (chosen.isEmpty()) {
        throw new IllegalArgumentException(
            "Cannot build a Reddit source without a resource; it has " + RESOURCES);
      }
      this.resources = chosen;
      return this;
    }

    /**
     * Posts and comments from then on only. Reddit has no search by time: this ends the walk
     * through a listing earlier, but never makes it longer.
     */
    public Builder since(Instant first) {
      this.since = requireNonNull(first, "first");
      return this;
    }

    /**
     * How much older than the newest thing of the last run a whole page must be to end a walk,
     * where its ids do not end it before; 6 hours if not set.
     */
    public Builder lookBack(Duration time) {
      this.lookBack = notNegative(time, "look-back");
      return this;
    }

    /**
     * How many users a run asks for at most; the rest is left for the next one; 1,000 if not set.
     */
    public Builder redditorsPerRun(int requests) {
      if (requests < 1) {
        throw new IllegalArgumentException(
            "Cannot build a Reddit source: redditors per run is %d, but must be at least 1"
                .formatted(requests));
      }
      this.redditorsPerRun = requests;
      return this;
    }

    /** How long a user who was asked for is not asked for again; a day if not set. */
    public Builder redditorRefresh(Duration time) {
      this.redditorRefresh = notNegative(time, "refresh of redditors");
      return this;
    }

    /** Where the API is; {@code https://oauth.reddit.com} if not set. */
    public Builder baseUrl(String url) {
      this.baseUrl = requireNonNull(url, "url");
      return this;
    }

    /** Where tokens come from; {@code https://www.reddit.com/api/v1/access_token} if not set. */
    public Builder tokenUrl(String url) {
      this.tokenUrl = requireNonNull(url, "url");
      return this;
    }

    /**
     * What the program calls itself, such as {@code linux:my-app:1.0 (by /u/me)}; must be set.
     * Harbor's name and version are appended.
     *
     * @throws IllegalArgumentException if Reddit would refuse it: too short, a library's default, a
     *     browser's
     */
    public Builder userAgent(String text) {
      this.userAgent = UserAgent.of(requireNonNull(text, "text"));
      return this;
    }

    /** A client to send by, which stays the caller's; the source makes its own if not set. */
    public Builder httpClient(OkHttpClient client) {
      this.httpClient = requireNonNull(client, "client");
      return this;
    }

    /** The budget of the client id, for several sources that share it; its own if not set. */
    public Builder rateLimiter(RateLimiter shared) {
      this.rateLimiter = requireNonNull(shared, "shared");
      return this;
    }

    /** How often and for how long requests are repeated. */
    public Builder requestPolicy(RequestPolicy policy) {
      this.requestPolicy = requireNonNull(policy, "policy");
      return this;
    }

    /** Tells when tokens end; the system's if not set. */
    public Builder clock(Clock tokenClock) {
      this.clock = requireNonNull(tokenClock, "tokenClock");
      return this;
    }

    /**
     * The source; no request is made.
     *
     * @throws IllegalStateException if there is no subreddit or no user agent
     * @throws IllegalArgumentException if an address is none
     */
    public RedditSource build() {
      if (subreddits.isEmpty()) {
        throw new IllegalStateException(
            "Cannot build a Reddit source without a subreddit; call subreddits(...)");
      }
      String agent = userAgent;
      if (agent == null) {
        throw new IllegalStateException(
            "Cannot build a Reddit source without a user agent, by which Reddit tells programs apart; call userAgent(\"linux:my-app:1.0 (by /u/me)\")");
      }
      RedditClient client = client(agent);
      return new RedditSource(client, resources(client));
    }

    private RedditClient client(String agent) {
      RestClient tokens = rest(tokenUrl, agent).build();
      Authorization authorization = credentials.authorization(tokens, tokenUrl, clock);
      RestClient.Builder api = rest(baseUrl, agent).authorization(authorization);
      if (rateLimiter != null) {
        api.rateLimiter(rateLimiter);
      }
      return new RedditClient(api.build(), tokens, authorization);
    }

    private RestClient.Builder rest(String url, String agent) {
      RestClient.Builder rest = RestClient.builder(url).userAgent(agent).policy(requestPolicy);
      return httpClient == null ? rest : rest.httpClient(httpClient);
    }

    private List<Resource> resources(RedditClient client) {
      ListingWalk.Bounds bounds =
          new ListingWalk.Bounds(
              since == null ? null : since.getEpochSecond(), lookBack.toSeconds());
      WalkScope scope =
          new WalkScope(List.copyOf(subreddits.values()), listings, resources, bounds);
      AuthorFeed feed = new AuthorFeed();
      List<Resource> all = new ArrayList<>();
      all.add(
          Shapes.hints(
                  merged(
                      WalkScope.SUBMISSIONS,
                      "id",
                      new ListingExtractor(
                          WalkScope.SUBMISSIONS, client, scope, Shapes::post, feed)),
                  true)
              .build());
      all.add(
          Shapes.hints(
                  merged(
                      WalkScope.COMMENTS,
                      "id",
                      new ListingExtractor(
                          WalkScope.COMMENTS, client, scope, Shapes::comment, feed)),
                  false)
              .build());
      all.add(
          RedditorShape.hints(
                  merged(
                      WalkScope.REDDITORS,
                      "name",
                      new RedditorExtractor(client, scope, feed, redditorsPerRun, redditorRefresh)))
              .build());
      return all.stream().filter(resource -> resources.contains(resource.name())).toList();
    }

    private static Resource.Builder merged(String name, String key, Extractor extractor) {
      return Resource.builder(name, extractor).primaryKey(key).disposition(WriteDisposition.MERGE);
    }

    private static Duration notNegative(Duration time, String what) {
      if (requireNonNull(time, what).isNegative()) {
        throw new IllegalArgumentException(
            "Cannot build a Reddit source: its %s is %s, but cannot be negative"
                .formatted(what, time));
      }
      return time;
    }
  }
}
