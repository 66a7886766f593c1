package dev.harbor.internal.spool;

import dev.harbor.contract.QuarantinedRow;
import dev.harbor.destination.Block;
import dev.harbor.destination.BlockReader;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.TableRows;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package whose segment is complete: nothing of it changes any more but its load id. Confined to
 * the thread that loads.
 */
public final class SealedPackage implements LoadPackage, AutoCloseable {
  private final Optional<Checkpoint> base;
  private final SchemaDiff diff;
  private final List<TableRows> tables;
  private final RowSpool spool;
  private Checkpoint checkpoint;
  private boolean blocksTaken;

  /**
   * Seals a segment.
   *
   * @param base checkpoint that the segment was extracted from
   * @param checkpoint where it leads to, under a first load id
   * @param diff what it changes
   * @param spool its rows
   */
  public SealedPackage(
      Optional<Checkpoint> base, Checkpoint checkpoint, SchemaDiff diff, RowSpool spool) {
    this.base = base;
    this.checkpoint = checkpoint;
    this.diff = diff;
    this.spool = spool;
    Map<String, TableSpool> spools = new LinkedHashMap<>();
    spool.seal().forEach(each -> spools.put(each.table().name(), each));
    List<TableRows> rows = new ArrayList<>();
    for (TableSchema table : checkpoint.tables()) {
      @Nullable TableSpool own = spools.get(table.name());
      if ((own != null && own.rowCount() > 0) || diff.emptiedTables().contains(table.name())) {
        rows.add(new SpooledRows(table, own, this::id));
      }
    }
    this.tables = List.copyOf(rows);
  }

  @Override
  public LoadId id() {
    return checkpoint.loadId();
  }

  @Override
  public LoadId numberAfter(Optional<LoadId> newest) {
    newest.map(id()::after).ifPresent(id -> checkpoint = checkpoint.withLoadId(id));
    return id();
  }

  @Override
  public CheckpointKey key() {
    return checkpoint.key();
  }

  @Override
  public Optional<Checkpoint> base() {
    return base;
  }

  @Override
  public SchemaDiff schemaDiff() {
    return diff;
  }

  @Override
  public List<TableRows> tables() {
    return tables;
  }

  @Override
  public Iterable<QuarantinedRow> quarantined() {
    return spool.quarantine();
  }

  @Override
  public boolean releasesQuarantine() {
    return spool.releasesQuarantine();
  }

  @Override
  public BlockReader blocks() {
    if (blocksTaken) {
      throw new IllegalStateException(
          "Cannot read the blocks of load " + id() + " twice; use tables()");
    }
    blocksTaken = true;
    return new AllBlocks(tables.iterator());
  }

  @Override
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  @Override
  public void close() {
    spool.close();
  }

  /** Blocks of one table after the other. */
  private static final class AllBlocks implements BlockReader {
    private final Iterator<TableRows> rest;
    private @Nullable BlockReader current;

    AllBlocks(Iterator<TableRows> rest) {
      this.rest = rest;
    }

    @Override
    public @Nullable Block next() {
      while (true) {
        BlockReader reader = current;
        Block block = reader == null ? null : reader.next();
        if (block != null) {
          return block;
        }
        close();
        if (!rest.hasNext()) {
          return null;
        }
        current = rest.next().openBlocks();
      }
    }

    @Override
    public void close() {
      BlockReader reader = current;
      if (reader != null) {
        reader.close();
        current = null;
      }
    }
  }
}
