package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.SimulatorOptions.UserAgents;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way of a request: user agent, token, budget, scope, endpoint. Thread-safe. */
final class Gate {
  private static final Pattern GENERIC_AGENT =
      Pattern.compile(
          "(?i)(java|okhttp|python|curl|apache-httpclient|go-http-client|wget).*|.{0,6}");
  private static final Pattern HISTORY = Pattern.compile("/u(?:ser)?/[^/]+/(?!about|m/).*");
  private static final Pattern WIKI = Pattern.compile("/r/[^/]+/wiki/.*");
  private static final int TOKENS_PER_WINDOW = 300;
  private static final int ANONYMOUS_PER_WINDOW = 100;

  private final Settings settings;
  private final Dialect dialect;
  private final Tokens tokens;
  private final TokenEndpoint tokenEndpoint;
  private final RateLimiter limiter;
  private final RateLimiter tokenLimiter;
  private final RateLimiter anonymousLimiter;
  private final List<Endpoint> endpoints;

  Gate(Reddit reddit, Tokens tokens, SimulatedClock clock) {
    this.settings = reddit.settings();
    this.dialect = reddit.dialect();
    this.tokens = tokens;
    this.tokenEndpoint = new TokenEndpoint(settings.app, tokens);
    this.limiter = new RateLimiter(settings.rateBudget, clock);
    this.tokenLimiter = new RateLimiter(settings.rateBudget.withRequests(TOKENS_PER_WINDOW), clock);
    this.anonymousLimiter =
        new RateLimiter(settings.rateBudget.withRequests(ANONYMOUS_PER_WINDOW), clock);
    this.endpoints = endpoints(reddit);
  }

  private static List<Endpoint> endpoints(Reddit reddit) {
    var access = new Access(reddit);
    var content = new Content(reddit);
    var things = new ThingJson(reddit, content);
    var listings = new Listings(reddit);
    var posts = new ListingEndpoint(reddit, access, listings, things);
    var pages = new Pages(listings);
    var discovery = new DiscoveryEndpoint(reddit, pages);
    return List.of(
        posts,
        new UserEndpoint(reddit, posts),
        new InfoEndpoint(reddit, access, content, things),
        new TreeEndpoint(reddit, access, content, things),
        new MoreEndpoint(reddit, content, things),
        new SearchEndpoint(reddit, access, content, posts, discovery),
        new SubredditEndpoint(reddit, access, content),
        new WikiEndpoint(reddit, access, pages),
        new DuplicatesEndpoint(reddit, content, things, pages),
        discovery,
        new FrontEndpoint(reddit, content, posts));
  }

  /** Null where the request carries no good token. */
  @Nullable Grant grant(ApiRequest request) {
    String header = request.header("authorization");
    boolean bearer = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7);
    return header != null && bearer ? tokens.find(header.substring(7).strip()) : null;
  }

  int budgetLeft(String client) {
    return limiter.left(client);
  }

  Answer answer(ApiRequest request, @Nullable Grant grant) {
    String agent = request.header("user-agent");
    boolean generic = agent == null || GENERIC_AGENT.matcher(agent).matches();
    if (generic && settings.userAgents == UserAgents.STRICT) {
      return Answer.html(429, "Too Many Requests").withHeader("Retry-After", "10");
    }
    if (request.path().equals(TokenEndpoint.PATH)) {
      boolean granted = tokenLimiter.take(TokenEndpoint.client(request)).granted();
      return granted ? tokenEndpoint.answer(request) : Answer.tooManyRequests();
    }
    if (grant == null) {
      boolean granted = anonymousLimiter.take("-").granted();
      return granted ? unauthorized() : Answer.tooManyRequests();
    }
    return limited(request, grant);
  }

  private Answer limited(ApiRequest request, Grant grant) {
    RateLimiter.Count count = limiter.take(grant.clientId());
    if (!count.granted()) {
      return limiter.refused(count);
    }
    if (!grant.allows(scope(request.path()))) {
      return Answer.forbidden()
          .withHeader("WWW-Authenticate", "Bearer realm=\"reddit\", error=\"insufficient_scope\"");
    }
    Answer answer = dialect.told(endpoint(request, grant), request.now());
    return answer.status() == 200 ? limiter.told(answer, count) : answer;
  }

  private Answer endpoint(ApiRequest request, Grant grant) {
    boolean posted = request.method().equals("POST") && request.path().equals(MoreEndpoint.PATH);
    if (posted) {
      return first(request.withForm(), grant);
    }
    return request.method().equals("GET")
        ? first(request, grant)
        : Answer.error(405, "Method Not Allowed");
  }

  private Answer first(ApiRequest request, Grant grant) {
    for (Endpoint endpoint : endpoints) {
      Answer answer = endpoint.answer(request, grant);
      if (answer != null) {
        return answer;
      }
    }
    return Answer.notFound();
  }

  private static String scope(String path) {
    if (path.equals("/api/v1/me")) {
      return "identity";
    }
    if (WIKI.matcher(path).matches()) {
      return "wikiread";
    }
    if (path.startsWith("/subreddits/mine")) {
      return "mysubreddits";
    }
    return HISTORY.matcher(path).matches() ? "history" : "read";
  }

  private static Answer unauthorized() {
    return Answer.error(401, "Unauthorized")
        .withHeader("WWW-Authenticate", "Bearer realm=\"reddit\", error=\"invalid_token\"");
  }
}
