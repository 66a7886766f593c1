package dev.harbor.reddit.simulator;

import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Runs a simulated Reddit until the process ends. */
final class SimulatorMain {
  private static final String USAGE =
      """
      options:
        --port n                     port to listen on; 0, the default, takes any that is free
        --seed n                     every content derives from it; 1
        --clock instant              where the clock stands, such as 2026-01-15T12:00:00Z
        --realtime                   the clock runs
        --speed n                    the clock runs n times as fast
        --history duration           before the clock's start; P60D
        --users n                    500
        --subreddits a=4,b=0.5       names and posts per hour; a standard world of sixteen
        --comments-per-post n        of the subreddits named; 6.5
        --still                      nothing changes after it was posted
        --requests n                 budget per window; 1000
        --window duration            PT10M
        --foreign n                  requests a minute that another process uses; 0
        --rate-headers form          decimal, integer, doubled, absent
        --retry-after                refusals say when to come again
        --virtual-limits             windows and tokens age by the clock of the world, not of the machine
        --token-life duration        P1D
        --rotating-refresh-tokens    every use of a refresh token answers a new one
        --one-token                  a new token ends the older ones
        --strict-agents              generic user agents are refused
        --short-pages share          of the pages; 0
        --stale-reads share          of the listings; 0
        --search-jitter share        of the pages of a search; 0
        --broken-text share          texts with NUL or half a surrogate pair; 0
        --stickies n                 per subreddit; 2
        --ancient-posts n            per subreddit, from before 2011; 2
        --era year                   form of the answers, 2016 to 2026; 2026
        --integers                   times and ratios without a fraction, as in dumps
        --help                       this text\
      """;

  private SimulatorMain() {}

  /**
   * Starts a simulator, prints the settings of a client, and waits.
   *
   * @param args as {@code --help} says; without any, the standard world on a free port
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public static void main(String... args) throws InterruptedException {
    run(System.out, args);
  }

  static void run(PrintStream out, String... args) throws InterruptedException {
    if (List.of(args).contains("--help")) {
      out.println(USAGE);
      return;
    }
    try (RedditSimulator simulator = RedditSimulator.start(options(args))) {
      out.println("REDDIT_OAUTH_URL=" + simulator.baseUrl());
      out.println("REDDIT_TOKEN_URL=" + simulator.tokenUrl());
      out.println("REDDIT_CLIENT_ID=" + simulator.clientId());
      out.println("REDDIT_CLIENT_SECRET=" + simulator.clientSecret());
      out.println("Control: " + simulator.baseUrl() + ControlEndpoint.PREFIX);
      new CountDownLatch(1).await();
    }
  }

  /**
   * The clock moves from the standard start, so that two runs with different clocks see one world.
   */
  static SimulatorOptions options(String... args) {
    // A client outside cannot move the virtual clock when it waits for the next window.
    SimulatorOptions options =
        SimulatorOptions.defaults()
            .withRateBudget(RateBudget.standard().withTimeBase(TimeBase.REAL))
            .withTokens(TokenPolicy.standard().withTimeBase(TimeBase.REAL));
    for (int i = 0; i < args.length; i++) {
      try {
        if (isFlag(args[i])) {
          options = flag(options, args[i]);
        } else {
          String value = value(args, i);
          options = valued(options, args[i++], value);
        }
      } catch (NumberFormatException | DateTimeException e) {
        throw new IllegalArgumentException(
            "Cannot read argument '%s': its value is of another form; %s"
                .formatted(args[i - 1], USAGE),
            e);
      }
    }
    return withComments(options, args);
  }

  private static boolean isFlag(String name) {
    return List.of(
            "--realtime",
            "--still",
            "--retry-after",
            "--virtual-limits",
            "--rotating-refresh-tokens",
            "--one-token",
            "--strict-agents",
            "--integers")
        .contains(name);
  }

  private static SimulatorOptions flag(SimulatorOptions options, String name) {
    RateBudget budget = options.settings().rateBudget;
    TokenPolicy tokens = options.settings().tokens;
    return switch (name) {
      case "--realtime" -> options.withClockSpeed(1);
      case "--still" -> options.withChanges(ChangeRates.none());
      case "--retry-after" ->
          options.withRateBudget(budget.withRefusals(RateBudget.Refusals.RETRY_AFTER));
      case "--virtual-limits" ->
          options
              .withRateBudget(budget.withTimeBase(TimeBase.VIRTUAL))
              .withTokens(tokens.withTimeBase(TimeBase.VIRTUAL));
      case "--rotating-refresh-tokens" ->
          options.withTokens(tokens.withRefreshTokens(TokenPolicy.RefreshTokens.ROTATING));
      case "--one-token" ->
          options.withTokens(tokens.withLiveTokens(TokenPolicy.LiveTokens.NEWEST));
      case "--strict-agents" -> options.withUserAgents(SimulatorOptions.UserAgents.STRICT);
      default -> options.withNumbers(SimulatorOptions.Numbers.INTEGERS);
    };
  }

  private static SimulatorOptions valued(SimulatorOptions options, String name, String value) {
    RateBudget budget = options.settings().rateBudget;
    return switch (name) {
      case "--port" -> options.withPort(Integer.parseInt(value));
      case "--seed" -> options.withSeed(Long.parseLong(value));
      case "--clock" -> options.withClock(Instant.parse(value));
      case "--speed" -> options.withClockSpeed(Double.parseDouble(value));
      case "--history" -> options.withHistory(Duration.parse(value));
      case "--users" -> options.withUsers(Integer.parseInt(value));
      case "--subreddits" -> options.withSubreddits(subreddits(value));
      case "--comments-per-post" -> options;
      case "--requests" -> options.withRateBudget(budget.withRequests(Integer.parseInt(value)));
      case "--window" -> options.withRateBudget(budget.withWindow(Duration.parse(value)));
      case "--foreign" ->
          options.withRateBudget(budget.withForeignRequests(Integer.parseInt(value)));
      case "--rate-headers" ->
          options.withRateBudget(
              budget.withHeaders(RateBudget.Headers.valueOf(value.toUpperCase(Locale.ROOT))));
      case "--token-life" ->
          options.withTokens(options.settings().tokens.withExpiresIn(Duration.parse(value)));
      case "--short-pages" -> options.withShortPages(Double.parseDouble(value));
      case "--stale-reads" -> options.withStaleReads(Double.parseDouble(value));
      case "--search-jitter" -> options.withSearchJitter(Double.parseDouble(value));
      case "--broken-text" -> options.withBrokenText(Double.parseDouble(value));
      case "--stickies" -> options.withStickies(Integer.parseInt(value));
      case "--ancient-posts" -> options.withAncientPosts(Integer.parseInt(value));
      case "--era" -> options.withEra(Integer.parseInt(value));
      default -> throw unknown(name);
    };
  }

  private static List<SimulatedSubreddit> subreddits(String value) {
    var subreddits = new ArrayList<SimulatedSubreddit>();
    for (String each : value.split(",", -1)) {
      String[] part = each.split("=", 2);
      double rate = part.length < 2 ? 1 : Double.parseDouble(part[1]);
      subreddits.add(SimulatedSubreddit.of(part[0].strip(), rate));
    }
    return subreddits;
  }

  private static SimulatorOptions withComments(SimulatorOptions options, String... args) {
    int at = List.of(args).indexOf("--comments-per-post");
    if (at < 0) {
      return options;
    }
    double mean = Double.parseDouble(args[at + 1]);
    return options.withSubreddits(
        options.subreddits().stream().map(each -> each.withCommentsPerPost(mean)).toList());
  }

  private static String value(String[] args, int index) {
    if (!USAGE.contains("  " + args[index] + " ")) {
      throw unknown(args[index]);
    }
    if (index + 1 >= args.length) {
      throw new IllegalArgumentException(
          "Cannot read argument '%s': its value is missing; %s".formatted(args[index], USAGE));
    }
    return args[index + 1];
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException("Cannot read argument '%s'; %s".formatted(name, USAGE));
  }
}
