package dev.harbor.reddit;

import static java.util.Objects.requireNonNull;

import dev.harbor.rest.http.RateLimiter;
import dev.harbor.rest.http.RequestPolicy;
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
import java.util.stream.Stream;
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
  private final String name;
  private final RedditClient client;
  private final @Nullable StreamControl control;
  private final List<Resource> resources;

  private RedditSource(String name, RedditParts parts) {
    this.name = name;
    this.client = parts.client();
    this.control = parts.control();
    this.resources = parts.resources();
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

  /**
   * A builder of a source of what is trending: the resources {@code submissions} and {@code
   * comments} of subreddits that it finds itself. What a run brought, no later one brings again.
   */
  public static Builder trending(RedditCredentials credentials, Trending what) {
    return builder(credentials).trending(what);
  }

  /** {@code reddit}, or {@code reddit_trending}. */
  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Resource> resources() {
    return resources;
  }

  /**
   * Ends a stream in peace: nothing more is asked for, and what came is emitted, so that the run
   * stores it and returns. Any thread may call this.
   */
  public void stop() {
    if (control != null) {
      control.stop();
    }
  }

  /** What the source has streamed so far; zeros if it does not stream. */
  public StreamStatistics statistics() {
    return control == null
        ? new StreamStatistics(0, 0, client.refusals(), 0)
        : control.statistics(client.refusals());
  }

  /** Ends running requests; a client that it made goes with it. */
  @Override
  public void close() {
    client.close();
  }

  /** Settings of a source. */
  public static final class Builder {
    final RedditCredentials credentials;
    final Map<String, Community> communities = new LinkedHashMap<>();
    final List<String> searches = new ArrayList<>();
    List<Listing> listings = List.of(Listing.NEW);
    List<Period> periods = List.of(Period.ALL);
    Set<String> resources = Set.copyOf(RedditParts.USUAL);
    @Nullable Instant since;
    Duration lookBack = Duration.ofHours(6);
    OnDelete onDelete = OnDelete.SCRUB;
    int refreshRequests = -1;
    @Nullable Trending trending;
    @Nullable CommentTrees trees;
    boolean keepsRaw;
    boolean appendsComments;
    int redditorsPerRun = 1_000;
    Duration redditorRefresh = Duration.ofDays(1);
    String baseUrl = "https://oauth.reddit.com";
    String tokenUrl = "https://www.reddit.com/api/v1/access_token";
    @Nullable OkHttpClient httpClient;
    @Nullable RateLimiter rateLimiter;
    @Nullable RequestPolicy requestPolicy;
    @Nullable StreamOptions stream;
    Clock clock = Clock.systemUTC();
    private @Nullable String userAgent;

    private Builder(RedditCredentials credentials) {
      this.credentials = credentials;
    }

    /**
     * Communities to read, more with each call: {@code java}, {@code r/java} or an address; {@code
     * java+kotlin} asks for both in one request, which suits quiet ones.
     *
     * @throws IllegalArgumentException if a name cannot be one
     */
    public Builder subreddits(String... names) {
      for (String name : names) {
        Community community =
            Community.group(Stream.of(name.split("\\+", -1)).map(SubredditName::of).toList());
        communities.putIfAbsent(community.key(), community);
      }
      return this;
    }

    /**
     * Users' collections of subreddits, more with each call: {@code user/NAME/m/COLLECTION}. They
     * have posts, but no stream of comments.
     *
     * @throws IllegalArgumentException if a name cannot be one
     */
    public Builder multireddits(String... names) {
      for (String name : names) {
        Community community = Community.multireddit(name);
        communities.putIfAbsent(community.key(), community);
      }
      return this;
    }

    /**
     * Posts that a search finds, besides those of the listings, more with each call: words, {@code
     * title:…}, {@code subreddit:…}, or an address. Reddit shows some 250 of them and ranks anew
     * for every page, so that this discovers, but misses things.
     */
    public Builder search(String... queries) {
      searches.addAll(List.of(queries));
      return this;
    }

    /** What is trending, in subreddits that the source finds itself; nothing else is read then. */
    public Builder trending(Trending what) {
      this.trending = requireNonNull(what, "what");
      return this;
    }

    /** Posts whose comments are read as trees, besides the newest comments of all. */
    public Builder commentTrees(CommentTrees chosen) {
      this.trees = requireNonNull(chosen, "chosen");
      return this;
    }

    /**
     * Makes a source that does not end: its posts and comments are followed until {@link
     * RedditSource#stop}. The pipeline needs segments of limited age, and parallelism for all its
     * resources; there are no redditors.
     */
    public Builder stream(StreamOptions options) {
      this.stream = requireNonNull(options, "options");
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

    /** What times {@link Listing#TOP} and its opposite are of; {@link Period#ALL} if not set. */
    public Builder periods(Period... times) {
      if (times.length == 0) {
        throw new IllegalArgumentException(
            "Cannot build a Reddit source without a period; name one such as WEEK");
      }
      this.periods = List.copyOf(new LinkedHashSet<>(List.of(times)));
      return this;
    }

    /**
     * Which resources the source has; {@code submissions}, {@code comments} and {@code redditors}
     * if not set; there is also {@code subreddits}. Redditors are the authors of what the first two
     * bring; alone they are those of everything listed.
     *
     * @throws IllegalArgumentException if there is no such resource
     */
    public Builder resources(String... names) {
      Set<String> chosen = Set.of(names);
      for (String name : names) {
        if (!RedditParts.CHOICE.contains(name)) {
          throw new IllegalArgumentException(
              "Cannot build a Reddit source with resource '%s': it has %s"
                  .formatted(name, RedditParts.CHOICE));
        }
      }
      if (chosen.isEmpty()) {
        throw new IllegalArgumentException(
            "Cannot build a Reddit source without a resource; it has " + RedditParts.CHOICE);
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

    /** What becomes of rows whose thing was deleted or removed; {@code SCRUB} if not set. */
    public Builder onDelete(OnDelete choice) {
      this.onDelete = requireNonNull(choice, "choice");
      return this;
    }

    /**
     * How many requests a run may spend, per resource, on asking for what it loaded earlier, 100
     * things each; 0 for none. If not set, it spends what the walks leave of two requests for each
     * listing.
     */
    public Builder refreshRequests(int perRun) {
      if (perRun < 0) {
        throw new IllegalArgumentException(
            "Cannot build a Reddit source: its requests for refresh are %d, but cannot be negative"
                .formatted(perRun));
      }
      this.refreshRequests = perRun;
      return this;
    }

    /** Keeps each post's and comment's whole answer in a column {@code raw}. */
    public Builder keepRaw() {
      this.keepsRaw = true;
      return this;
    }

    /** Appends comments, each once, instead of merging them; changes are not followed then. */
    public Builder appendComments() {
      this.appendsComments = true;
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

    /** How often and for how long requests are repeated; a stream repeats less by itself. */
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
      if (communities.isEmpty() && searches.isEmpty() && trending == null) {
        throw new IllegalStateException(
            "Cannot build a Reddit source without a subreddit; call subreddits(...)");
      }
      String agent = userAgent;
      if (agent == null) {
        throw new IllegalStateException(
            "Cannot build a Reddit source without a user agent, by which Reddit tells programs"
                + " apart; call userAgent(\"linux:my-app:1.0 (by /u/me)\")");
      }
      RedditParts parts = new RedditParts(this, agent);
      return new RedditSource(trending == null ? "reddit" : "reddit_trending", parts);
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
