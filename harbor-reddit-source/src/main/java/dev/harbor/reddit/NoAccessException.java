package dev.harbor.reddit;

/** A community cannot be read, however often it is asked. */
final class NoAccessException extends Exception {
  private final String reason;

  NoAccessException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why, in a few words. */
  String reason() {
    return reason;
  }
}
