package dev.harbor.rest.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One limiter per client id, for programs with several sources: APIs count requests by client id,
 * not by source. Keep one object per program. Thread-safe.
 */
public final class RateLimiters {
  private final Map<String, RateLimiter> byClientId = new ConcurrentHashMap<>();
  private final Supplier<RateLimiter> fresh;

  private RateLimiters(Supplier<RateLimiter> fresh) {
    this.fresh = fresh;
  }

  /**
   * No limiters yet.
   *
   * @param fresh makes the limiter of a client id that is asked for the first time
   */
  public static RateLimiters of(Supplier<RateLimiter> fresh) {
    return new RateLimiters(requireNonNull(fresh, "fresh"));
  }

  /** The limiter of a client id: the same object for the same id. */
  public RateLimiter of(String clientId) {
    return byClientId.computeIfAbsent(requireNonNull(clientId, "clientId"), id -> fresh.get());
  }

  /** How many there are; client ids are not shown. */
  @Override
  public String toString() {
    return "RateLimiters[" + byClientId.size() + "]";
  }
}
