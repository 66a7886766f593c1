package dev.harbor.schema;

/** How {@link WriteDisposition#REPLACE} empties a table before it is filled again. */
public enum ReplaceStrategy {
  /**
   * Deletes the rows: readers never wait and never see an empty table, even with a snapshot that is
   * older than the load. Needs twice the space until the old rows are vacuumed.
   */
  DELETE,
  /**
   * Truncates the tables: faster and without dead rows, but readers wait until the load is
   * committed, and one with an older snapshot, such as a running backup, finds the table empty.
   */
  TRUNCATE
}
