package dev.harbor.destination;

import dev.harbor.schema.TableSchema;

/**
 * The rows of one table in a package. Implemented by Harbor and its test kit; methods may be added.
 */
public interface TableRows {
  /** The table as it is after the load. */
  TableSchema schema();

  /** Number of rows, zero for a table that is only emptied. */
  long rowCount();

  /**
   * Opens the rows, in the order they came; may be called again, for a retry.
   *
   * @return rows with one value per column of {@link #schema()}, to be closed by the caller
   * @throws IllegalStateException if the rows are in the destination's own form: see {@link
   *     #isNative()}
   */
  RowReader openRows();

  /**
   * Whether the rows are in the form of an encoder that the destination gave, to be read by {@link
   * #openBlocks()}.
   */
  boolean isNative();

  /**
   * Opens the native blocks, in the order they were filled; may be called again, for a retry.
   *
   * @return blocks, to be closed by the caller
   * @throws IllegalStateException if the rows are not native
   */
  BlockReader openBlocks();
}
