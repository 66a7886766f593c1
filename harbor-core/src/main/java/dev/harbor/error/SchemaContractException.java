package dev.harbor.error;

import org.jspecify.annotations.Nullable;

/**
 * A value does not fit the table and may not change it. The segment that was being read wrote
 * nothing.
 */
public final class SchemaContractException extends HarborException {
  /** What was found, what was expected and what to do, in one message. */
  public SchemaContractException(String message) {
    super(message, null);
  }

  /** The same, with its cause. */
  public SchemaContractException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
