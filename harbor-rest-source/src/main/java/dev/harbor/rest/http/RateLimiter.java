package dev.harbor.rest.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Says when a request may be sent. A 429 silences everybody who shares the object, whatever is left
 * of the budget.
 *
 * <p>Give one object to all clients that use the same client id, or ask {@link RateLimiters} for
 * it. Thread-safe.
 */
public final class RateLimiter {
  private final Duration window;
  private final Pause pause;
  private final Budget budget;
  private boolean silent;
  private long silentUntil;
  private int throttledInARow;
  private long refusals;

  private RateLimiter(Duration window, Pause pause, Budget budget) {
    this.window = window;
    this.pause = pause;
    this.budget = budget;
  }

  /** A limiter for windows of ten minutes, as Reddit has them. */
  public static RateLimiter headerDriven() {
    return headerDriven(Duration.ofMinutes(10));
  }

  /**
   * A limiter that spends the budget which the server's headers tell of, such as {@code
   * x-ratelimit-remaining} and {@code -reset}: freely while more than half is left, evenly over the
   * rest of the window below that, and not at all below a small reserve.
   *
   * @param window length of the server's windows; resets that lie farther away are not believed
   */
  public static RateLimiter headerDriven(Duration window) {
    return headerDriven(window, Pause.REAL);
  }

  /**
   * A limiter that lets through so many requests a period, evenly, and none beyond that.
   *
   * @param burst how many may be sent at once after a time without any
   */
  public static RateLimiter tokenBucket(int requests, Duration period, int burst) {
    return tokenBucket(requests, period, burst, Pause.REAL);
  }

  static RateLimiter headerDriven(Duration window, Pause pause) {
    positive(window, "window");
    return new RateLimiter(window, pause, new HeaderBudget(window, pause.nanoTime()));
  }

  static RateLimiter tokenBucket(int requests, Duration period, int burst, Pause pause) {
    positive(period, "period");
    if (requests < 1 || burst < 1) {
      throw new IllegalArgumentException(
          "Cannot make a rate limiter: it has %d requests a period and a burst of %d, but both must be at least 1"
              .formatted(requests, burst));
    }
    return new RateLimiter(
        period, pause, new TokenBucket(requests, period, burst, pause.nanoTime()));
  }

  private static void positive(Duration time, String what) {
    if (requireNonNull(time, what).isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          "Cannot make a rate limiter: its %s is %s, but must be longer than nothing"
              .formatted(what, time));
    }
  }

  /** How many answers have said so far that there were too many requests. */
  public synchronized long refusals() {
    return refusals;
  }

  /** Requests left, as far as is known. */
  public synchronized OptionalDouble remaining() {
    return budget.remaining();
  }

  /**
   * Takes leave to send one request, which is to be answered or failed: zero; else what to wait.
   */
  synchronized Duration tryAcquire() {
    long now = pause.nanoTime();
    if (silent && silentUntil - now > 0) {
      return Duration.ofNanos(silentUntil - now);
    }
    silent = false;
    return budget.tryTake(now);
  }

  /** Gives back what a request took that had no answer; it counts as spent. */
  synchronized void failed() {
    budget.failed();
  }

  /** Reads the budget from an answer. */
  synchronized void answered(RestResponse response) {
    budget.answered(response, pause.nanoTime(), pause.now());
  }

  /** Ends a row of 429. */
  synchronized void accepted() {
    throttledInARow = 0;
  }

  /** Whether a 403 is what some APIs, GitHub's among them, say instead of 429. */
  boolean isSpent(RestResponse response) {
    OptionalDouble left = RateHeaders.of(response, window, pause.now()).remaining();
    return response.status() == 403
        && !response.isHtml()
        && (response.header("retry-after").isPresent()
            || (left.isPresent() && left.getAsDouble() == 0));
  }

  /** Silences everybody for as long as a 429 asks, and says how long that is. */
  synchronized Duration throttled(RestResponse response, RequestPolicy policy) {
    throttledInARow++;
    refusals++;
    Optional<Duration> asked = RetryAfter.of(response, pause.now());
    OptionalDouble reset = RateHeaders.of(response, window, pause.now()).reset();
    Duration wait;
    if (asked.isPresent()) {
      // "Retry-After: 0" again and again must not become a busy loop.
      Duration least = policy.delayAfter(throttledInARow);
      wait = asked.get().compareTo(least) < 0 && throttledInARow > 1 ? least : asked.get();
    } else if (reset.isPresent()) {
      wait =
          Duration.ofNanos(
              (long) (reset.getAsDouble() * HeaderBudget.NANOS) + HeaderBudget.AFTER_RESET);
    } else {
      wait = policy.throttleDelayAfter(throttledInARow);
    }
    if (wait.compareTo(policy.maxThrottleDelay()) > 0) {
      wait = policy.maxThrottleDelay();
    }
    wait = wait.plus(Duration.ofNanos((long) (pause.chance() * HeaderBudget.AFTER_RESET)));
    long until = pause.nanoTime() + wait.toNanos();
    silentUntil = silent && silentUntil - until > 0 ? silentUntil : until;
    silent = true;
    return wait;
  }
}
