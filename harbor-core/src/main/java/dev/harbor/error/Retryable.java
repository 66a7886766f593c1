package dev.harbor.error;

import java.time.Duration;
import java.util.Optional;

/** An exception after which the same call may be made again. */
public interface Retryable {
  /** How long the other side asked to wait; empty if it did not say. */
  default Optional<Duration> retryAfter() {
    return Optional.empty();
  }
}
