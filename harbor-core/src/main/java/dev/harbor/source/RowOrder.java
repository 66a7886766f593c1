package dev.harbor.source;

/** In which order of its cursor a resource emits items. */
public enum RowOrder {
  /** Smallest value first: Harbor can commit in between. */
  ASCENDING,
  /** Greatest value first: nothing more can come once a value lies before the window. */
  DESCENDING,
  /** In no order that can be relied on. */
  UNORDERED
}
