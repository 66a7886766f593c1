package dev.harbor.reddit;

import dev.harbor.rest.http.RateLimiter;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What all sources of this JVM share that ask with one client id, since Reddit counts by it: the
 * budget, and the turn to unfold comments. Forgotten with the last of them. Thread-safe.
 */
final class ClientShare {
  /** By address and id; the value keeps its key alive, and is itself kept by its clients only. */
  private static final Map<ClientShare, WeakReference<ClientShare>> SHARED = new WeakHashMap<>();

  private final String key;
  private final RateLimiter limiter = RateLimiter.headerDriven();
  private final ReentrantLock unfolding = new ReentrantLock();

  private ClientShare(String key) {
    this.key = key;
  }

  /** The one of a client id at an API; one of its own where the id is not known. */
  static ClientShare of(String baseUrl, Optional<String> clientId) {
    if (clientId.isEmpty()) {
      return new ClientShare("");
    }
    ClientShare fresh = new ClientShare(baseUrl + ' ' + clientId.get());
    synchronized (SHARED) {
      WeakReference<ClientShare> known = SHARED.get(fresh);
      ClientShare share = known == null ? null : known.get();
      if (share == null) {
        SHARED.put(fresh, new WeakReference<>(fresh));
        return fresh;
      }
      return share;
    }
  }

  RateLimiter limiter() {
    return limiter;
  }

  ReentrantLock unfolding() {
    return unfolding;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClientShare share && share.key.equals(key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }
}
