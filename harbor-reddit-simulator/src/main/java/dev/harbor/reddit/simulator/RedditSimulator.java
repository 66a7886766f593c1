package dev.harbor.reddit.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A simulated Reddit that listens on a port of the local machine.
 *
 * <p>What it answers is a pure function of the options, the virtual time and what {@link
 * #interventions()} and {@link #faults()} were told. It writes nothing to disk; its memory does not
 * grow with the number of requests. Thread-safe.
 */
public final class RedditSimulator implements AutoCloseable {
  private final SimulatorOptions options;
  private final SimulatedClock clock;
  private final Reddit reddit;
  private final Tokens tokens;
  private final Faults faults;
  private final RequestLog log = new RequestLog();
  private final Interventions interventions;
  private final Truth truth;
  private final Server server;

  private RedditSimulator(SimulatorOptions options) {
    Settings settings = options.settings();
    this.options = options;
    this.clock = new SimulatedClock(settings.clock, settings.clockSpeed);
    this.reddit = new Reddit(settings);
    this.tokens = new Tokens(settings, clock);
    this.faults = new Faults(settings.seed);
    this.interventions = new Interventions(reddit, clock);
    this.truth = new Truth(reddit, clock);
    this.server =
        new Server(
            clock, new Gate(reddit, tokens, clock), faults, log, new ControlEndpoint(this, log));
  }

  /**
   * Starts a simulator.
   *
   * @param options of its world
   * @return a server that accepts requests; close it
   * @throws java.io.UncheckedIOException if the port cannot be listened on
   */
  public static RedditSimulator start(SimulatorOptions options) {
    var simulator = new RedditSimulator(options);
    simulator.server.start(options.settings().port);
    return simulator;
  }

  /**
   * Returns where the data are; the value for {@code REDDIT_OAUTH_URL}.
   *
   * @return without a slash at the end
   */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.port();
  }

  /**
   * Returns the whole address of the token endpoint; the value for {@code REDDIT_TOKEN_URL}.
   *
   * @return the base URL and {@code /api/v1/access_token}
   */
  public String tokenUrl() {
    return baseUrl() + TokenEndpoint.PATH;
  }

  /**
   * Returns the id of the app that the token endpoint knows.
   *
   * @return user name of HTTP Basic
   */
  public String clientId() {
    return app().clientId();
  }

  /**
   * Returns the secret of the app that the token endpoint knows.
   *
   * @return password of HTTP Basic
   */
  public String clientSecret() {
    return app().clientSecret();
  }

  /**
   * Returns the app with its account and refresh token.
   *
   * @return as the options said
   */
  public SimulatedApp app() {
    return options.settings().app;
  }

  /**
   * Returns the options that the simulator was started with.
   *
   * @return the same
   */
  public SimulatorOptions options() {
    return options;
  }

  /**
   * Returns the virtual time.
   *
   * @return now, in the world
   */
  public Instant now() {
    return clock.now();
  }

  /**
   * Moves the virtual clock forward: what is created, edited, removed in between has happened.
   *
   * @param step zero or more
   */
  public void advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException(
          "Cannot advance the clock by %s: zero or more is expected".formatted(step));
    }
    clock.advance(step);
  }

  /**
   * Returns what goes wrong.
   *
   * @return to add rules to
   */
  public Faults faults() {
    return faults;
  }

  /**
   * Returns the hands in the world: edit, delete, remove, approve and so on.
   *
   * @return acts at the virtual time of each call
   */
  public Interventions interventions() {
    return interventions;
  }

  /**
   * Returns what a perfect loader would hold.
   *
   * @return computed at the virtual time of each call
   */
  public Truth truth() {
    return truth;
  }

  /**
   * Returns the newest 10,000 requests, control requests left out.
   *
   * @return oldest first; unmodifiable
   */
  public List<SimulatedRequest> requests() {
    return log.newest();
  }

  /**
   * Returns how many requests there were, control requests left out.
   *
   * @return since the start
   */
  public long requestCount() {
    return log.count();
  }

  /** Ends all access tokens at once, as if the app had been revoked. */
  public void revokeTokens() {
    tokens.revokeAll();
  }

  /**
   * Returns what another simulator needs to go on from here; see {@link
   * SimulatorOptions#resumedFrom}. Tokens and fault rules are not part of it.
   *
   * @return four texts; unmodifiable
   */
  public Map<String, String> state() {
    return Map.of(
        "seed", Long.toString(options.seed()),
        "clock_start", options.clockStart().toString(),
        "clock", now().toString(),
        "chronicle", reddit.chronicle().text());
  }

  /** Stops listening; connections are closed. */
  @Override
  public void close() {
    server.close();
  }
}
