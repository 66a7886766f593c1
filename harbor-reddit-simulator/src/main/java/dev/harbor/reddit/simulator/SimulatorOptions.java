package dev.harbor.reddit.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What the simulated Reddit looks like: its world, its clock, and how strict it is. Two simulators
 * with equal options answer the same request at the same virtual time with the same bytes.
 * Immutable.
 */
public final class SimulatorOptions {

  /** What to do with requests whose user agent is missing or a library's default. */
  public enum UserAgents {
    /** Answer them. */
    LENIENT,
    /** Answer 429 and HTML, as Reddit may. */
    STRICT
  }

  /** How whole numbers of seconds and ratios are written. */
  public enum Numbers {
    /** {@code 1776093091.0}, as the API does. */
    FRACTIONS,
    /** {@code 1776093091}, as the public dumps do. */
    INTEGERS
  }

  private final Settings settings;

  private SimulatorOptions(Settings settings) {
    this.settings = settings;
  }

  /**
   * Returns a world of some twenty subreddits of all kinds, with 60 days of history and a clock
   * that stands at 2026-01-15T12:00:00Z until it is advanced.
   *
   * @return options that need nothing else
   */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(new Settings());
  }

  /**
   * Returns these options with another seed.
   *
   * @param seed every content derives from it
   * @return a copy
   */
  public SimulatorOptions withSeed(long seed) {
    return change(to -> to.seed = seed);
  }

  /**
   * Returns these options with a fixed port.
   *
   * @param port to listen on; 0, the default, takes any that is free
   * @return a copy
   */
  public SimulatorOptions withPort(int port) {
    return change(to -> to.port = port);
  }

  /**
   * Returns these options with another start of the clock, before which the history lies.
   *
   * @param start part of the world: another start is another world
   * @return a copy
   */
  public SimulatorOptions withClockStart(Instant start) {
    return change(
        to -> {
          to.clockStart = start;
          to.clock = start;
        });
  }

  /**
   * Returns these options with a clock that stands later than its start, in the same world.
   *
   * @param now not before the start
   * @return a copy
   */
  public SimulatorOptions withClock(Instant now) {
    if (now.isBefore(settings.clockStart)) {
      throw new IllegalArgumentException(
          "Cannot set the clock to %s: it starts at %s, a later time is expected"
              .formatted(now, settings.clockStart));
    }
    return change(to -> to.clock = now);
  }

  /**
   * Returns these options with a clock that runs by itself.
   *
   * @param speed virtual seconds per real second; 0, the default, is a clock that is only moved by
   *     hand
   * @return a copy
   */
  public SimulatorOptions withClockSpeed(double speed) {
    return change(to -> to.clockSpeed = speed);
  }

  /**
   * Returns these options with another length of history before the clock's start.
   *
   * @param length at least a day
   * @return a copy
   */
  public SimulatorOptions withHistory(Duration length) {
    if (length.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException(
          "Cannot use a history of %s: at least a day is expected".formatted(length));
    }
    return change(to -> to.history = length);
  }

  /**
   * Returns these options with other subreddits.
   *
   * @param subreddits in an order that is part of the world
   * @return a copy
   */
  public SimulatorOptions withSubreddits(SimulatedSubreddit... subreddits) {
    return withSubreddits(List.of(subreddits));
  }

  /**
   * Returns these options with other subreddits.
   *
   * @param subreddits in an order that is part of the world; no name twice
   * @return a copy
   */
  public SimulatorOptions withSubreddits(List<SimulatedSubreddit> subreddits) {
    var names =
        subreddits.stream().map(s -> s.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    if (subreddits.isEmpty() || names.size() < subreddits.size()) {
      throw new IllegalArgumentException(
          "Cannot use %d subreddits with %d names: at least one, and each name once, is expected"
              .formatted(subreddits.size(), names.size()));
    }
    return change(to -> to.subreddits = List.copyOf(subreddits));
  }

  /**
   * Returns these options with another number of users.
   *
   * @param count at least 10
   * @return a copy
   */
  public SimulatorOptions withUsers(int count) {
    if (count < 10) {
      throw new IllegalArgumentException(
          "Cannot use %d users: at least 10 are expected".formatted(count));
    }
    return change(to -> to.users = count);
  }

  /**
   * Returns these options with other rates of change.
   *
   * @param rates {@link ChangeRates#none()} for a world that stands still between postings
   * @return a copy
   */
  public SimulatorOptions withChanges(ChangeRates rates) {
    return change(to -> to.changes = rates);
  }

  /**
   * Returns these options with other tokens.
   *
   * @param policy of their life
   * @return a copy
   */
  public SimulatorOptions withTokens(TokenPolicy policy) {
    return change(to -> to.tokens = policy);
  }

  /**
   * Returns these options with another rate limit.
   *
   * @param budget per client
   * @return a copy
   */
  public SimulatorOptions withRateBudget(RateBudget budget) {
    return change(to -> to.rateBudget = budget);
  }

  /**
   * Returns these options with other credentials.
   *
   * @param app that the token endpoint knows
   * @return a copy
   */
  public SimulatorOptions withApp(SimulatedApp app) {
    return change(to -> to.app = app);
  }

  /**
   * Returns these options with pages that are one to five items short, but not the last.
   *
   * @param share of the pages
   * @return a copy
   */
  public SimulatorOptions withShortPages(double share) {
    ChangeRates.requireShare("shortPages", share);
    return change(to -> to.shortPages = share);
  }

  /**
   * Returns these options with answers in the form of another year.
   *
   * @param year from 2016 to 2026, the default
   * @return a copy
   */
  public SimulatorOptions withEra(int year) {
    return change(to -> to.era = Interventions.requireYear(year));
  }

  /**
   * Returns these options with numbers in another form.
   *
   * @param form with or without a fraction
   * @return a copy
   */
  public SimulatorOptions withNumbers(Numbers form) {
    return change(to -> to.numbers = form);
  }

  /**
   * Returns these options with listings that some of the time are as old as five to thirty seconds,
   * or empty, as if several caches answered.
   *
   * @param share of the requests for listings
   * @return a copy
   */
  public SimulatorOptions withStaleReads(double share) {
    ChangeRates.requireShare("staleReads", share);
    return change(to -> to.staleReads = share);
  }

  /**
   * Returns these options with a search whose order is another on some pages.
   *
   * @param share of the pages
   * @return a copy
   */
  public SimulatorOptions withSearchJitter(double share) {
    ChangeRates.requireShare("searchJitter", share);
    return change(to -> to.searchJitter = share);
  }

  /**
   * Returns these options with another number of stickied posts per subreddit.
   *
   * @param count 0 to 2
   * @return a copy
   */
  public SimulatorOptions withStickies(int count) {
    if (count < 0 || count > 2) {
      throw new IllegalArgumentException(
          "Cannot use %d stickied posts: 0 to 2 are expected".formatted(count));
    }
    return change(to -> to.stickies = count);
  }

  /**
   * Returns these options with another number of posts per subreddit from before 2011, whose ids
   * are short and whose {@code edited} is {@code true}.
   *
   * @param count 0 to 60
   * @return a copy
   */
  public SimulatorOptions withAncientPosts(int count) {
    if (count < 0 || count > 60) {
      throw new IllegalArgumentException(
          "Cannot use %d ancient posts: 0 to 60 are expected".formatted(count));
    }
    return change(to -> to.ancientPosts = count);
  }

  /**
   * Returns these options with texts that hold a NUL character or half a surrogate pair.
   *
   * @param share of the posts and comments
   * @return a copy
   */
  public SimulatorOptions withBrokenText(double share) {
    ChangeRates.requireShare("brokenText", share);
    return change(to -> to.brokenText = share);
  }

  /**
   * Returns these options with another treatment of user agents.
   *
   * @param treatment lenient or strict
   * @return a copy
   */
  public SimulatorOptions withUserAgents(UserAgents treatment) {
    return change(to -> to.userAgents = treatment);
  }

  /**
   * Returns these options, continuing where another simulator with the same options stopped.
   *
   * @param state what its {@link RedditSimulator#state()} returned
   * @return a copy
   */
  public SimulatorOptions resumedFrom(Map<String, String> state) {
    return change(
        to -> {
          to.seed = Long.parseLong(required(state, "seed"));
          to.clockStart = Instant.parse(required(state, "clock_start"));
          to.clock = Instant.parse(required(state, "clock"));
          to.chronicle = required(state, "chronicle");
        });
  }

  /**
   * Returns the seed.
   *
   * @return every content derives from it
   */
  public long seed() {
    return settings.seed;
  }

  /**
   * Returns the start of the clock.
   *
   * @return the end of the history
   */
  public Instant clockStart() {
    return settings.clockStart;
  }

  /**
   * Returns the subreddits.
   *
   * @return in their order; unmodifiable
   */
  public List<SimulatedSubreddit> subreddits() {
    return settings.subreddits;
  }

  Settings settings() {
    return settings;
  }

  private SimulatorOptions change(Consumer<Settings> change) {
    var copy = settings.copy();
    change.accept(copy);
    return new SimulatorOptions(copy);
  }

  private static String required(Map<String, String> state, String key) {
    String value = state.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "Cannot resume a simulator: '%s' is missing among %s. Pass what state() returned"
              .formatted(key, state.keySet()));
    }
    return value;
  }
}
