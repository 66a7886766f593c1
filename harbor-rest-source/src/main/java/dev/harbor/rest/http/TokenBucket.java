package dev.harbor.rest.http;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** So many requests a period, of which some may be sent at once. Confined to its limiter's lock. */
final class TokenBucket implements Budget {
  private final double capacity;
  private final double nanosPerToken;
  private double tokens;
  private long filledAt;

  TokenBucket(int requests, Duration period, int burst, long now) {
    this.capacity = burst;
    this.nanosPerToken = (double) period.toNanos() / requests;
    this.tokens = burst;
    this.filledAt = now;
  }

  @Override
  public Duration tryTake(long now) {
    tokens = Math.min(capacity, tokens + Math.max(0, now - filledAt) / nanosPerToken);
    filledAt = now;
    // Rounding must not make a caller come back for a billionth of a token.
    if (tokens > 1 - 1e-9) {
      tokens = Math.max(0, tokens - 1);
      return Duration.ZERO;
    }
    return Duration.ofNanos((long) Math.ceil((1 - tokens) * nanosPerToken));
  }

  @Override
  public void failed() {}

  @Override
  public void answered(RestResponse response, long now, Instant date) {}

  @Override
  public OptionalDouble remaining() {
    return OptionalDouble.of(tokens);
  }
}
