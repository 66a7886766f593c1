package dev.harbor.testkit;

import dev.harbor.contract.QuarantinedRow;
import dev.harbor.destination.BlockReader;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.TableRows;
import dev.harbor.schema.Column;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A package that a test made, see {@link LoadPackages}. It can be loaded as often as the test
 * likes, on one thread after the other, and counts the readers that are open.
 */
public final class HandMadePackage implements LoadPackage {
  private final Optional<Checkpoint> base;
  private final List<StagedTable> staged;
  private final List<PackageHook> hooks;
  private final @Nullable RuntimeException sourceFailure;
  private final AtomicInteger openReaders = new AtomicInteger();
  private volatile Checkpoint checkpoint;
  private volatile List<QuarantinedRow> quarantined = List.of();
  private volatile boolean releasing;

  HandMadePackage(
      Optional<Checkpoint> base,
      Checkpoint checkpoint,
      List<StagedTable> staged,
      List<PackageHook> hooks,
      @Nullable RuntimeException sourceFailure) {
    this.base = base;
    this.checkpoint = checkpoint;
    this.staged = staged;
    this.hooks = List.copyOf(hooks);
    this.sourceFailure = sourceFailure;
  }

  /** How many readers of rows or blocks are open; 0 once a load is over, however it ended. */
  public int openReaders() {
    return openReaders.get();
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
    awaitSeal();
    List<TableSchema> addedTables = new ArrayList<>();
    List<SchemaDiff.ColumnChange> addedColumns = new ArrayList<>();
    List<String> emptied = new ArrayList<>();
    for (StagedTable table : staged) {
      Optional<TableSchema> before =
          base.stream()
              .flatMap(known -> known.tables().stream())
              .filter(known -> known.name().equals(table.schema().name()))
              .findFirst();
      if (before.isEmpty()) {
        addedTables.add(table.schema());
      }
      for (Column column : table.schema().columns()) {
        if (before.isPresent() && before.get().column(column.name()).isEmpty()) {
          addedColumns.add(new SchemaDiff.ColumnChange(table.schema().name(), column));
        }
      }
      if (before.isPresent() && isReplaced(table) && table.rowCount() == 0) {
        emptied.add(table.schema().name());
      }
    }
    return new SchemaDiff(addedTables, addedColumns, emptied, List.of());
  }

  @Override
  public List<TableRows> tables() {
    awaitSeal();
    List<TableRows> tables = new ArrayList<>();
    for (StagedTable table : staged) {
      if (table.rowCount() > 0 || isReplaced(table)) {
        tables.add(new StagedRows(this, table));
      }
    }
    return List.copyOf(tables);
  }

  HandMadePackage quarantining(List<QuarantinedRow> items, boolean releases) {
    quarantined = List.copyOf(items);
    releasing = releases;
    return this;
  }

  @Override
  public Iterable<QuarantinedRow> quarantined() {
    awaitSeal();
    return quarantined;
  }

  @Override
  public boolean releasesQuarantine() {
    return releasing;
  }

  @Override
  public BlockReader blocks() {
    for (StagedTable table : staged) {
      if (table.rowCount() > 0 && !table.isEncoded()) {
        throw new IllegalStateException(
            "Cannot read native blocks: there was no encoder for table '%s'"
                .formatted(table.schema().name()));
      }
    }
    List<EncodedBlock> blocks = new ArrayList<>();
    int longest = staged.stream().mapToInt(table -> table.blocks().size()).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (StagedTable table : staged) {
        if (i < table.blocks().size()) {
          blocks.add(table.blocks().get(i));
        }
      }
    }
    return new StagedBlockReader(this, blocks, sourceFailure);
  }

  @Override
  public Checkpoint checkpoint() {
    awaitSeal();
    return checkpoint;
  }

  void opened() {
    openReaders.incrementAndGet();
  }

  void closed() {
    openReaders.decrementAndGet();
  }

  void beforeRow(StagedTable table, int row) {
    for (PackageHook hook : hooks) {
      if (hook.row() == row && hook.table().equals(table.schema().name())) {
        hook.action().run();
      }
    }
  }

  private void awaitSeal() {
    if (sourceFailure != null) {
      throw sourceFailure;
    }
  }

  private static boolean isReplaced(StagedTable table) {
    return table.schema().writeDisposition() == WriteDisposition.REPLACE;
  }
}
