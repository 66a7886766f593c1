package dev.harbor.rest.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often and for how long a request is repeated. Immutable.
 *
 * <p>Connection errors, cut bodies, 408 and 5xx are repeated after a random part of a delay that
 * doubles. 429 waits as long as the server says, in either form of {@code Retry-After} or by its
 * rate-limit headers, else a minute, which doubles to ten.
 */
public final class RequestPolicy {
  private static final RequestPolicy DEFAULTS = new Builder().build();

  private final int attempts;
  private final Duration firstDelay;
  private final Duration maxDelay;
  private final Duration timeLimit;
  private final Duration connectLimit;
  private final Duration throttleDelay;
  private final Duration maxThrottleDelay;
  private final int throttleAttempts;

  private RequestPolicy(Builder builder) {
    this.attempts = builder.attempts;
    this.firstDelay = builder.firstDelay;
    this.maxDelay = builder.maxDelay;
    this.timeLimit = builder.timeLimit;
    this.connectLimit = builder.connectLimit;
    this.throttleDelay = builder.throttleDelay;
    this.maxThrottleDelay = builder.maxThrottleDelay;
    this.throttleAttempts = builder.throttleAttempts;
  }

  /** Seven attempts within five minutes; no connection: given up within a minute. */
  public static RequestPolicy defaults() {
    return DEFAULTS;
  }

  /** A builder that holds the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** How often a request is sent before errors are final. */
  public int attempts() {
    return attempts;
  }

  /** Greatest delay before the second attempt; doubles from then on. */
  public Duration firstDelay() {
    return firstDelay;
  }

  /** Greatest delay between two attempts. */
  public Duration maxDelay() {
    return maxDelay;
  }

  /**
   * No attempt begins later than this after the first one; waits that a 429 asks for not counted.
   */
  public Duration timeLimit() {
    return timeLimit;
  }

  /** The same while no connection comes about at all. */
  public Duration connectLimit() {
    return connectLimit;
  }

  /** Wait after a 429 that does not say how long; doubles with each in a row. */
  public Duration throttleDelay() {
    return throttleDelay;
  }

  /** Greatest wait after a 429, whatever it says. */
  public Duration maxThrottleDelay() {
    return maxThrottleDelay;
  }

  /** How many 429 a request may have in a row. */
  public int throttleAttempts() {
    return throttleAttempts;
  }

  /** The delay that attempt number {@code made + 1} begins after, at most. */
  Duration delayAfter(int made) {
    return doubled(firstDelay, made - 1, maxDelay);
  }

  /** The wait after the nth 429 in a row that does not say how long. */
  Duration throttleDelayAfter(int inARow) {
    return doubled(throttleDelay, inARow - 1, maxThrottleDelay);
  }

  private static Duration doubled(Duration first, int times, Duration max) {
    Duration delay = first.multipliedBy(1L << Math.min(Math.max(times, 0), 20));
    return delay.compareTo(max) > 0 ? max : delay;
  }

  /** Settings of a policy. */
  public static final class Builder {
    private int attempts = 7;
    private Duration firstDelay = Duration.ofSeconds(1);
    private Duration maxDelay = Duration.ofMinutes(1);
    private Duration timeLimit = Duration.ofMinutes(5);
    private Duration connectLimit = Duration.ofSeconds(45);
    private Duration throttleDelay = Duration.ofMinutes(1);
    private Duration maxThrottleDelay = Duration.ofMinutes(10);
    private int throttleAttempts = 10;

    private Builder() {}

    /** How often a request is sent before errors are final; 7 if not set. */
    public Builder attempts(int number) {
      this.attempts = positive(number, "attempts");
      return this;
    }

    /** Delays between attempts: 1 s, doubling to 60 s, if not set. */
    public Builder delays(Duration first, Duration max) {
      this.firstDelay = notNegative(first, "first delay");
      this.maxDelay = notNegative(max, "greatest delay");
      return this;
    }

    /** Time after which no attempt begins; 5 minutes if not set. */
    public Builder timeLimit(Duration limit) {
      this.timeLimit = notNegative(limit, "time limit");
      return this;
    }

    /** The same while no connection comes about; 45 s if not set. */
    public Builder connectLimit(Duration limit) {
      this.connectLimit = notNegative(limit, "connect limit");
      return this;
    }

    /** Waits after a 429 that does not say how long: 60 s, doubling to 600 s, if not set. */
    public Builder throttleDelays(Duration first, Duration max) {
      this.throttleDelay = notNegative(first, "first throttle delay");
      this.maxThrottleDelay = notNegative(max, "greatest throttle delay");
      return this;
    }

    /** How many 429 a request may have in a row; 10 if not set. */
    public Builder throttleAttempts(int number) {
      this.throttleAttempts = positive(number, "throttle attempts");
      return this;
    }

    /** The policy. */
    public RequestPolicy build() {
      return new RequestPolicy(this);
    }

    private static int positive(int number, String what) {
      if (number < 1) {
        throw new IllegalArgumentException(
            "Cannot build a request policy: %s is %d, but must be at least 1"
                .formatted(what, number));
      }
      return number;
    }

    private static Duration notNegative(Duration time, String what) {
      if (requireNonNull(time, what).isNegative()) {
        throw new IllegalArgumentException(
            "Cannot build a request policy: %s is %s, but cannot be negative"
                .formatted(what, time));
      }
      return time;
    }
  }
}
