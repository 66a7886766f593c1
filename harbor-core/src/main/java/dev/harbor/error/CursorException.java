package dev.harbor.error;

import org.jspecify.annotations.Nullable;

/**
 * The cursor of an item is missing, null or not comparable. The segment that was being read wrote
 * nothing.
 */
public final class CursorException extends HarborException {
  /** What was found, what was expected and what to do, in one message. */
  public CursorException(String message) {
    super(message, null);
  }

  /** The same, with its cause. */
  public CursorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
