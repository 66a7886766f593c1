package dev.harbor.testkit;

import dev.harbor.destination.BlockReader;
import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.destination.TableRows;
import dev.harbor.schema.TableSchema;
import java.util.NoSuchElementException;

/** The rows of one table, as a destination sees them. */
record StagedRows(HandMadePackage load, StagedTable table) implements TableRows {
  @Override
  public TableSchema schema() {
    return table.schema();
  }

  @Override
  public long rowCount() {
    return table.rowCount();
  }

  @Override
  public boolean isNative() {
    return table.isEncoded();
  }

  @Override
  public RowReader openRows() {
    if (isNative()) {
      throw new IllegalStateException(
          "Cannot read rows of table '%s': they are native blocks".formatted(schema().name()));
    }
    return new Reader(load, table);
  }

  @Override
  public BlockReader openBlocks() {
    if (!isNative()) {
      throw new IllegalStateException(
          "Cannot read blocks of table '%s': its rows are in Harbor's form"
              .formatted(schema().name()));
    }
    return new StagedBlockReader(load, table.blocks(), null);
  }

  private static final class Reader implements RowReader {
    private final HandMadePackage load;
    private final StagedTable table;
    private int next;
    private boolean closed;

    Reader(HandMadePackage load, StagedTable table) {
      this.load = load;
      this.table = table;
      load.opened();
    }

    @Override
    public boolean hasNext() {
      return next < table.rowCount();
    }

    @Override
    public Row next() {
      if (closed) {
        throw new IllegalStateException("Cannot read a row: the reader is closed");
      }
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      load.beforeRow(table, next);
      return table.row(next++, load.id());
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        load.closed();
      }
    }
  }
}
