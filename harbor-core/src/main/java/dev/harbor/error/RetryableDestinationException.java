package dev.harbor.error;

import org.jspecify.annotations.Nullable;

/**
 * A load that may succeed, or may already have succeeded, when the same package is handed over
 * again: a lost connection, a deadlock, a lock not granted in time.
 */
public final class RetryableDestinationException extends DestinationException implements Retryable {
  /** What was found, what was expected and what to do, in one message. */
  public RetryableDestinationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
