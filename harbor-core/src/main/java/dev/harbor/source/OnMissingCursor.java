package dev.harbor.source;

/** What becomes of an item whose cursor is absent or null. */
public enum OnMissingCursor {
  /** The resource fails with {@code CursorException}. */
  FAIL,
  /** The item is stored, in every run that reads it; the cursor stays where it is. */
  INCLUDE,
  /** The item is left out, and counted among those left out. */
  EXCLUDE
}
