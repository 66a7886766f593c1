package dev.harbor.error;

import org.jspecify.annotations.Nullable;

/** A source could not be read. The segment that was being read wrote nothing. */
public final class SourceException extends HarborException {
  /** What was found, what was expected and what to do, in one message. */
  public SourceException(String message) {
    super(message, null);
  }

  /** The same, with its cause. */
  public SourceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
