package dev.harbor.source;

/** What becomes of a nested value at a path of items. */
public enum Nesting {
  /** Rows of a nested table; of a dictionary one row. What lists become unless told otherwise. */
  CHILD_TABLE,
  /**
   * Columns of the row, however deep. What dictionaries become unless told otherwise; a list has a
   * nested table all the same.
   */
  FLATTEN,
  /** JSON in one column. A scalar at the path stays a scalar. */
  JSON,
  /** Nothing: the value is left out, with everything below it, scalars too. */
  DROP
}
