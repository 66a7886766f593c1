package dev.harbor.schema;

/** How the rows of a load meet the rows that are already in their table. */
public enum WriteDisposition {
  /** They are added. */
  APPEND,
  /**
   * They take the place of all of them, nested tables included; a load without rows empties the
   * tables.
   */
  REPLACE,
  /** They update the records they identify and are added otherwise, by a {@link MergeStrategy}. */
  MERGE
}
