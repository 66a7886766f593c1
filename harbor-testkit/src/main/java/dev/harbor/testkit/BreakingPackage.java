package dev.harbor.testkit;

import dev.harbor.contract.QuarantinedRow;
import dev.harbor.destination.Block;
import dev.harbor.destination.BlockReader;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.destination.TableRows;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package whose rows end with an exception half-way; one without rows fails when its checkpoint
 * is asked for. Confined to one thread.
 */
final class BreakingPackage implements LoadPackage {
  private final LoadPackage whole;
  private long rowsLeft = -1;
  private boolean broken;

  BreakingPackage(LoadPackage whole) {
    this.whole = whole;
  }

  boolean isBroken() {
    return broken;
  }

  @Override
  public LoadId id() {
    return whole.id();
  }

  @Override
  public LoadId numberAfter(Optional<LoadId> newest) {
    return whole.numberAfter(newest);
  }

  @Override
  public CheckpointKey key() {
    return whole.key();
  }

  @Override
  public Optional<Checkpoint> base() {
    return whole.base();
  }

  @Override
  public SchemaDiff schemaDiff() {
    return whole.schemaDiff();
  }

  @Override
  public List<TableRows> tables() {
    List<TableRows> tables = whole.tables();
    if (rowsLeft < 0) {
      rowsLeft = tables.stream().mapToLong(TableRows::rowCount).sum() / 2;
    }
    return tables.stream().<TableRows>map(BreakingTable::new).toList();
  }

  @Override
  public Iterable<QuarantinedRow> quarantined() {
    return whole.quarantined();
  }

  @Override
  public boolean releasesQuarantine() {
    return whole.releasesQuarantine();
  }

  @Override
  public BlockReader blocks() {
    // How many rows will come is not known yet: the first block is let through.
    rowsLeft = 1;
    return new BreakingBlocks(whole.blocks());
  }

  @Override
  public Checkpoint checkpoint() {
    if (whole.tables().stream().allMatch(table -> table.rowCount() == 0)) {
      throw breakNow();
    }
    return whole.checkpoint();
  }

  private RuntimeException breakNow() {
    broken = true;
    return new IllegalStateException("The rows of this package were made to end half-way");
  }

  private void take(long rows) {
    if (rowsLeft <= 0) {
      throw breakNow();
    }
    rowsLeft -= rows;
  }

  private final class BreakingTable implements TableRows {
    private final TableRows rows;

    BreakingTable(TableRows rows) {
      this.rows = rows;
    }

    @Override
    public TableSchema schema() {
      return rows.schema();
    }

    @Override
    public long rowCount() {
      return rows.rowCount();
    }

    @Override
    public boolean isNative() {
      return rows.isNative();
    }

    @Override
    public RowReader openRows() {
      return new BreakingRows(rows.openRows());
    }

    @Override
    public BlockReader openBlocks() {
      return new BreakingBlocks(rows.openBlocks());
    }
  }

  private final class BreakingRows implements RowReader {
    private final RowReader reader;

    BreakingRows(RowReader reader) {
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      return reader.hasNext();
    }

    @Override
    public Row next() {
      take(1);
      return reader.next();
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  private final class BreakingBlocks implements BlockReader {
    private final BlockReader reader;

    BreakingBlocks(BlockReader reader) {
      this.reader = reader;
    }

    @Override
    public @Nullable Block next() {
      Block block = reader.next();
      take(block == null ? 0 : block.rowCount());
      return block;
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
