package dev.harbor.testkit;

import dev.harbor.contract.QuarantinedRow;
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

/** A package that says what another one says, for tests that change some of it. */
class RewrittenPackage implements LoadPackage {
  final LoadPackage original;

  RewrittenPackage(LoadPackage original) {
    this.original = original;
  }

  @Override
  public LoadId id() {
    return original.id();
  }

  @Override
  public LoadId numberAfter(Optional<LoadId> newest) {
    return original.numberAfter(newest);
  }

  @Override
  public CheckpointKey key() {
    return original.key();
  }

  @Override
  public Optional<Checkpoint> base() {
    return original.base();
  }

  @Override
  public SchemaDiff schemaDiff() {
    return original.schemaDiff();
  }

  @Override
  public List<TableRows> tables() {
    return original.tables().stream().map(this::rewritten).toList();
  }

  TableRows rewritten(TableRows table) {
    return table;
  }

  @Override
  public Iterable<QuarantinedRow> quarantined() {
    return original.quarantined();
  }

  @Override
  public boolean releasesQuarantine() {
    return original.releasesQuarantine();
  }

  @Override
  public BlockReader blocks() {
    return original.blocks();
  }

  @Override
  public Checkpoint checkpoint() {
    return original.checkpoint();
  }

  @Override
  public boolean isNewTo(Optional<Checkpoint> current) {
    return original.isNewTo(current);
  }

  /** Rows of a table that say what others say. */
  static class RewrittenRows implements TableRows {
    final TableRows original;

    RewrittenRows(TableRows original) {
      this.original = original;
    }

    @Override
    public TableSchema schema() {
      return original.schema();
    }

    @Override
    public long rowCount() {
      return original.rowCount();
    }

    @Override
    public RowReader openRows() {
      RowReader reader = original.openRows();
      return new RowReader() {
        @Override
        public boolean hasNext() {
          return reader.hasNext();
        }

        @Override
        public Row next() {
          return rewritten(reader.next());
        }

        @Override
        public void close() {
          closing(reader);
        }
      };
    }

    Row rewritten(Row row) {
      return row;
    }

    void closing(RowReader reader) {
      reader.close();
    }

    @Override
    public boolean isNative() {
      return original.isNative();
    }

    @Override
    public BlockReader openBlocks() {
      return original.openBlocks();
    }
  }
}
