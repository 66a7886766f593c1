package dev.harbor.reddit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a source streams. Immutable.
 *
 * @param queueSize how many things of a resource may wait to be stored; when there are as many,
 *     Reddit is not asked for more
 * @param shortestInterval how often a listing is asked for at most
 * @param longestInterval how often a quiet listing is asked for, while the budget allows
 * @param retryWait how long a stream waits after an error before it goes on
 */
public record StreamOptions(
    int queueSize, Duration shortestInterval, Duration longestInterval, Duration retryWait) {
  private static final StreamOptions STANDARD =
      new StreamOptions(
          1_000, Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofSeconds(30));

  /** Checks the numbers. */
  public StreamOptions {
    requireNonNull(retryWait, "retryWait");
    if (queueSize < 1
        || shortestInterval.isNegative()
        || shortestInterval.isZero()
        || longestInterval.compareTo(shortestInterval) < 0
        || retryWait.isNegative()) {
      throw new IllegalArgumentException(
          "Cannot stream with a queue of %d, intervals from %s to %s and a wait of %s: expected at least 1, a growing pair and no negative time"
              .formatted(queueSize, shortestInterval, longestInterval, retryWait));
    }
  }

  /** A queue of 1,000, intervals from 1 to 8 seconds, and 30 seconds after an error. */
  public static StreamOptions standard() {
    return STANDARD;
  }

  /** The same with another queue. */
  public StreamOptions withQueueSize(int things) {
    return new StreamOptions(things, shortestInterval, longestInterval, retryWait);
  }

  /** The same with other intervals. */
  public StreamOptions withIntervals(Duration shortest, Duration longest) {
    return new StreamOptions(queueSize, shortest, longest, retryWait);
  }

  /** The same with another wait after errors. */
  public StreamOptions withRetryWait(Duration wait) {
    return new StreamOptions(queueSize, shortestInterval, longestInterval, wait);
  }
}
