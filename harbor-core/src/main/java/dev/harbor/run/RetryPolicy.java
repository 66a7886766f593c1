package dev.harbor.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often and after which pauses a load is tried again. Immutable.
 *
 * @param retries tries after the first one
 * @param firstDelay pause before the first retry
 * @param factor by which each further pause is longer
 * @param maxDelay longest pause
 * @param jitter share of a pause, from 0 to 1, by which it may be shorter at random
 */
public record RetryPolicy(
    int retries, Duration firstDelay, double factor, Duration maxDelay, double jitter) {
  /** Checks the ranges. */
  public RetryPolicy {
    requireNonNull(firstDelay, "firstDelay");
    requireNonNull(maxDelay, "maxDelay");
    if (retries < 0 || factor < 1 || jitter < 0 || jitter > 1 || firstDelay.isNegative()) {
      throw new IllegalArgumentException(
          "Cannot make a retry policy of %d retries, first delay %s, factor %s, jitter %s: retries and delay must not be negative, the factor at least 1, the jitter within 0 and 1"
              .formatted(retries, firstDelay, factor, jitter));
    }
  }

  /** Three retries, after 5, 10 and 20 seconds, each up to a fifth shorter. */
  public static RetryPolicy exponential() {
    return new RetryPolicy(3, Duration.ofSeconds(5), 2, Duration.ofMinutes(5), 0.2);
  }

  /** No retry. */
  public static RetryPolicy none() {
    return new RetryPolicy(0, Duration.ZERO, 1, Duration.ZERO, 0);
  }

  /** Immediate retries, for tests. */
  public static RetryPolicy immediate(int retries) {
    return new RetryPolicy(retries, Duration.ZERO, 1, Duration.ZERO, 0);
  }

  /**
   * The pause before a retry.
   *
   * @param retry number of the retry, from 1
   * @param random from 0 to 1, decides how much of the jitter is taken
   */
  public Duration delay(int retry, double random) {
    double millis = (double) firstDelay.toMillis() * Math.pow(factor, retry - 1.0);
    double capped = Math.min(millis, (double) maxDelay.toMillis());
    return Duration.ofMillis((long) (capped * (1 - jitter * random)));
  }
}
