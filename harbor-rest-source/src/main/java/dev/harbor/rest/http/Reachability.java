package dev.harbor.rest.http;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a moment that an API could not be reached, so that ten resources in a row do not
 * each find out for themselves. Thread-safe.
 */
final class Reachability {
  private static final long MEMORY = TimeUnit.SECONDS.toNanos(15);

  private final Pause pause;
  private @Nullable RestException last;
  private long since;

  Reachability(Pause pause) {
    this.pause = pause;
  }

  /** Throws if it was given up a moment ago. */
  synchronized void check() {
    if (last != null && pause.nanoTime() - since < MEMORY) {
      throw new RestException(last.failure(), String.valueOf(last.getMessage()), last);
    }
  }

  synchronized void givenUp(RestException exception) {
    last = exception;
    since = pause.nanoTime();
  }

  synchronized void reached() {
    last = null;
  }
}
