package dev.harbor.error;

import org.jspecify.annotations.Nullable;

/**
 * A load was not applied. If the exception is also {@link Retryable}, it was not or perhaps was,
 * and the same package may be handed over again.
 */
public class DestinationException extends HarborException {
  /** What was found, what was expected and what to do, in one message. */
  public DestinationException(String message) {
    super(message, null);
  }

  /** The same, with its cause. */
  public DestinationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
