package dev.harbor.destination;

import org.jspecify.annotations.Nullable;

/**
 * A row of a table: one value per column, in the order of the table's columns, each null or of the
 * column's {@link dev.harbor.schema.DataType#javaClass()}. Immutable but for the arrays of binary
 * values, which belong to the row.
 */
public final class Row {
  private final long item;
  private final @Nullable Object[] values;

  /**
   * A row of these values.
   *
   * @param item ordinal, within the package, of the item that the row came from; nested rows have
   *     that of their root
   * @param values one per column; not copied
   */
  public Row(long item, @Nullable Object... values) {
    this.item = item;
    this.values = values;
  }

  /**
   * Ordinal, within the package, of the item that the row came from. Of two rows with one key the
   * one with the greater ordinal wins, together with the nested rows of the same ordinal.
   */
  public long item() {
    return item;
  }

  /** Number of values. */
  public int size() {
    return values.length;
  }

  /** The value of the column at a place. */
  public @Nullable Object value(int column) {
    return values[column];
  }
}
