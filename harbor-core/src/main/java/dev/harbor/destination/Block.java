package dev.harbor.destination;

import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import java.util.List;

/**
 * Whole rows of one table in a destination's own form. The array is Harbor's and valid until the
 * next block is read.
 *
 * @see RowEncoder
 */
public final class Block {
  private final TableSchema table;
  private final List<Column> layout;
  private final byte[] bytes;
  private final int length;
  private final int rowCount;

  /**
   * A block.
   *
   * @param table the table as it was when the block was begun
   * @param layout columns that each row of the block has
   * @param bytes rows, from index 0
   * @param length number of valid bytes
   * @param rowCount number of rows
   */
  public Block(TableSchema table, List<Column> layout, byte[] bytes, int length, int rowCount) {
    this.table = table;
    this.layout = layout;
    this.bytes = bytes;
    this.length = length;
    this.rowCount = rowCount;
  }

  /** The table as it was when the block was begun. */
  public TableSchema table() {
    return table;
  }

  /** Columns that each row of the block has; the same object for every block of a run. */
  public List<Column> layout() {
    return layout;
  }

  /** Rows, from index 0; valid up to {@link #length()}. */
  public byte[] bytes() {
    return bytes;
  }

  /** Number of valid bytes. */
  public int length() {
    return length;
  }

  /** Number of rows. */
  public int rowCount() {
    return rowCount;
  }
}
