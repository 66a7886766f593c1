package dev.harbor.internal.normalize;

/** Text holds NUL or half a surrogate pair; where, the one who added it knows. */
final class UnstorableTextException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnstorableTextException() {
    super("NUL or half a surrogate pair", null, false, false);
  }
}
