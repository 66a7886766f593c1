package dev.harbor.rest.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Spends the budget that the server's headers {@code x-ratelimit-remaining}, {@code -used} and
 * {@code -reset} tell of: freely while more than half is left, evenly over the rest of the window
 * below that, and not at all below a small reserve. A 429 silences everybody who shares the object.
 *
 * <p>Give one object to all clients that use the same client id. Thread-safe.
 */
public final class RateLimiter {
  private static final double RESERVE = 0.03;
  private static final long AFTER_RESET = TimeUnit.SECONDS.toNanos(1);
  private static final double NANOS = 1e9;

  private final Duration window;
  private final Pause pause;

  private boolean known;
  private double remaining;
  private double limit;
  private long windowEnd;
  private long nextSlot;
  private int inFlight;
  private boolean silent;
  private long silentUntil;
  private int throttledInARow;

  private RateLimiter(Duration window, Pause pause) {
    this.window = window;
    this.pause = pause;
    this.nextSlot = pause.nanoTime();
  }

  /** A limiter for windows of ten minutes, as Reddit has them. */
  public static RateLimiter headerDriven() {
    return headerDriven(Duration.ofMinutes(10));
  }

  /** A limiter for windows of a length; resets that lie farther away are not believed. */
  public static RateLimiter headerDriven(Duration window) {
    return headerDriven(window, Pause.REAL);
  }

  static RateLimiter headerDriven(Duration window, Pause pause) {
    if (requireNonNull(window, "window").isNegative() || window.isZero()) {
      throw new IllegalArgumentException(
          "Cannot make a rate limiter: its window is %s, but must be longer than nothing"
              .formatted(window));
    }
    return new RateLimiter(window, pause);
  }

  /** Requests left in the window, as far as is known. */
  public synchronized OptionalDouble remaining() {
    return known ? OptionalDouble.of(remaining) : OptionalDouble.empty();
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
    if (known) {
      rollOver(now);
      double left = remaining - inFlight;
      // The old server refuses the very request that makes the budget zero.
      double reserve = limit < 4 ? 0 : Math.max(1, limit * RESERVE);
      if (left <= reserve) {
        return Duration.ofNanos(windowEnd - now + AFTER_RESET);
      }
      if (left < limit / 2) {
        if (nextSlot - now > 0) {
          return Duration.ofNanos(nextSlot - now);
        }
        nextSlot = now + (long) ((windowEnd - now) / (left - reserve));
      }
    }
    inFlight++;
    return Duration.ZERO;
  }

  /** Gives back what a request took that had no answer; it counts as spent. */
  synchronized void failed() {
    inFlight--;
    remaining = Math.max(0, remaining - 1);
  }

  /** Reads the budget from an answer. */
  synchronized void answered(RestResponse response) {
    inFlight--;
    long now = pause.nanoTime();
    RateHeaders headers = RateHeaders.of(response, window);
    if (headers.remaining().isEmpty()) {
      remaining = Math.max(0, remaining - 1);
      return;
    }
    remaining = headers.remaining().getAsDouble();
    limit =
        headers.used().isPresent()
            ? remaining + headers.used().getAsDouble()
            : Math.max(limit, remaining);
    if (headers.reset().isPresent()) {
      windowEnd = now + (long) (headers.reset().getAsDouble() * NANOS);
    } else if (!known) {
      windowEnd = now + window.toNanos();
    }
    known = true;
  }

  /** Ends a row of 429. */
  synchronized void accepted() {
    throttledInARow = 0;
  }

  /** Silences everybody for as long as a 429 asks, and says how long that is. */
  synchronized Duration throttled(RestResponse response, RequestPolicy policy) {
    throttledInARow++;
    Optional<Duration> asked = RetryAfter.of(response, pause.now());
    OptionalDouble reset = RateHeaders.of(response, window).reset();
    Duration wait;
    if (asked.isPresent()) {
      // "Retry-After: 0" again and again must not become a busy loop.
      Duration least = policy.delayAfter(throttledInARow);
      wait = asked.get().compareTo(least) < 0 && throttledInARow > 1 ? least : asked.get();
    } else if (reset.isPresent()) {
      wait = Duration.ofNanos((long) (reset.getAsDouble() * NANOS) + AFTER_RESET);
    } else {
      wait = policy.throttleDelayAfter(throttledInARow);
    }
    if (wait.compareTo(policy.maxThrottleDelay()) > 0) {
      wait = policy.maxThrottleDelay();
    }
    wait = wait.plus(Duration.ofNanos((long) (pause.chance() * AFTER_RESET)));
    long until = pause.nanoTime() + wait.toNanos();
    silentUntil = silent && silentUntil - until > 0 ? silentUntil : until;
    silent = true;
    return wait;
  }

  private void rollOver(long now) {
    if (windowEnd - now <= 0) {
      remaining = limit;
      long over = now - windowEnd;
      windowEnd = now + window.toNanos() - over % window.toNanos();
    }
  }
}
