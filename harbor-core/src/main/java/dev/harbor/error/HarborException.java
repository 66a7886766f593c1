package dev.harbor.error;

import org.jspecify.annotations.Nullable;

/**
 * Everything that Harbor throws beside the JDK's exceptions for wrong arguments and wrong states.
 */
public abstract class HarborException extends RuntimeException {
  /** For subclasses. */
  protected HarborException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
