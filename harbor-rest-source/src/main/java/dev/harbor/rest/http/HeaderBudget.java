package dev.harbor.rest.http;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** What the server's headers say that is left. Confined to its limiter's lock. */
final class HeaderBudget implements Budget {
  static final long AFTER_RESET = TimeUnit.SECONDS.toNanos(1);
  static final double NANOS = 1e9;
  private static final double RESERVE = 0.03;

  private final Duration window;
  private boolean known;
  private double remaining;
  private double limit;
  private long windowEnd;
  private long nextSlot;
  private int inFlight;

  HeaderBudget(Duration window, long now) {
    this.window = window;
    this.nextSlot = now;
  }

  @Override
  public OptionalDouble remaining() {
    return known ? OptionalDouble.of(remaining) : OptionalDouble.empty();
  }

  @Override
  public Duration tryTake(long now) {
    if (known && windowEnd - now <= 0) {
      rollOver(now);
    }
    if (known) {
      double left = remaining - inFlight;
      // The old server of Reddit refuses the very request that makes the budget zero.
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

  @Override
  public void failed() {
    inFlight--;
    remaining = Math.max(0, remaining - 1);
  }

  @Override
  public void answered(RestResponse response, long now, Instant date) {
    inFlight--;
    RateHeaders headers = RateHeaders.of(response, window, date);
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

  private void rollOver(long now) {
    // Told of nothing but zeros, one has to ask to know what the new window holds.
    known = limit > 0;
    remaining = limit;
    long over = now - windowEnd;
    windowEnd = now + window.toNanos() - over % window.toNanos();
  }
}
