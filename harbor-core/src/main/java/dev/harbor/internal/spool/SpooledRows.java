package dev.harbor.internal.spool;

import dev.harbor.destination.Block;
import dev.harbor.destination.BlockReader;
import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.destination.TableRows;
import dev.harbor.internal.spool.TableSpool.Run;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.LoadId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rows of one table in a sealed package. Confined to the thread that loads. */
final class SpooledRows implements TableRows {
  private final TableSchema schema;
  private final @Nullable TableSpool spool;
  private final Supplier<LoadId> loadId;

  SpooledRows(TableSchema schema, @Nullable TableSpool spool, Supplier<LoadId> loadId) {
    this.schema = schema;
    this.spool = spool;
    this.loadId = loadId;
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  @Override
  public long rowCount() {
    return spool == null ? 0 : spool.rowCount();
  }

  @Override
  public boolean isNative() {
    return spool == null || spool.runs().stream().allMatch(Run::isNative);
  }

  @Override
  public RowReader openRows() {
    if (spool == null) {
      return new Rows(new Blocks(null, loadId.get()), schema, loadId.get());
    }
    if (spool.runs().stream().anyMatch(Run::isNative)) {
      throw new IllegalStateException(
          "Cannot read rows of table '%s' one by one: they are in the destination's own form; use openBlocks()"
              .formatted(schema.name()));
    }
    return new Rows(new Blocks(spool, loadId.get()), schema, loadId.get());
  }

  @Override
  public BlockReader openBlocks() {
    if (!isNative()) {
      throw new IllegalStateException(
          "Cannot read blocks of table '%s': its rows are in Harbor's own form; use openRows()"
              .formatted(schema.name()));
    }
    return new Blocks(spool, loadId.get());
  }

  /** The blocks of a table, run after run. */
  private static final class Blocks implements BlockReader {
    private final @Nullable TableSpool spool;
    private final byte[] stamp;
    private byte[] buffer = new byte[0];
    private int run;
    private int block;

    Blocks(@Nullable TableSpool spool, LoadId loadId) {
      this.spool = spool;
      this.stamp = loadId.text().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public @Nullable Block next() {
      TableSpool from = spool;
      while (from != null && run < from.runs().size()) {
        Run current = from.runs().get(run);
        if (block < current.blocks().size()) {
          return load(from, current, current.blocks().get(block++));
        }
        run++;
        block = 0;
      }
      return null;
    }

    private Block load(TableSpool from, Run current, SpooledBlock next) {
      try {
        byte[] bytes = next.load(from.file(), buffer, stamp);
        if (!next.isInMemory()) {
          buffer = bytes;
        }
        return new Block(
            current.schema(), current.schema().columns(), bytes, next.length(), next.rowCount());
      } catch (IOException e) {
        throw new UncheckedIOException(
            "Cannot read rows of table '%s' from a temporary file: %s"
                .formatted(current.schema().name(), e.getMessage()),
            e);
      }
    }

    @Override
    public void close() {
      run = Integer.MAX_VALUE;
    }
  }

  /** Rows of Harbor's own form. */
  private static final class Rows implements RowReader {
    private final Blocks blocks;
    private final TableSchema schema;
    private final LoadId loadId;
    private ByteBuffer current = ByteBuffer.allocate(0);
    private int[] places = new int[0];
    private @Nullable TableSchema layout;

    Rows(Blocks blocks, TableSchema schema, LoadId loadId) {
      this.blocks = blocks;
      this.schema = schema;
      this.loadId = loadId;
    }

    @Override
    // Blocks of one run share their table.
    @SuppressWarnings("ReferenceEquality")
    public boolean hasNext() {
      while (!current.hasRemaining()) {
        Block block = blocks.next();
        if (block == null) {
          return false;
        }
        current = ByteBuffer.wrap(block.bytes(), 0, block.length());
        if (block.table() != layout) {
          layout = block.table();
          places =
              block.layout().stream().mapToInt(column -> schema.indexOf(column.name())).toArray();
        }
      }
      return true;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more rows of table '" + schema.name() + "'");
      }
      return RowForm.read(current, places, schema.columns().size(), loadId);
    }

    @Override
    public void close() {
      blocks.close();
      current = ByteBuffer.allocate(0);
    }
  }
}
