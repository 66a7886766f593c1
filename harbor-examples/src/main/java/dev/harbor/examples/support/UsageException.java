package dev.harbor.examples.support;

/**
 * Says that the caller's arguments or settings cannot be used; nothing was contacted yet.
 *
 * <p>{@link Exit} turns it into status 2.
 */
public final class UsageException extends RuntimeException {
  /**
   * Creates the exception.
   *
   * @param message names the argument or setting and what was expected, never a setting's value
   */
  public UsageException(String message) {
    super(message);
  }

  /**
   * Creates the exception with what it was found by.
   *
   * @param message names the argument or setting and what was expected, never a setting's value
   * @param cause the reader's own complaint
   */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
