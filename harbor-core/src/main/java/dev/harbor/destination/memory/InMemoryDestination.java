package dev.harbor.destination.memory;

import static java.util.Objects.requireNonNull;

import dev.harbor.destination.DatasetReader;
import dev.harbor.destination.Destination;
import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.RowReader;
import dev.harbor.destination.TableReceipt;
import dev.harbor.destination.TableRows;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A full destination on maps: appends, replaces, and merges by every strategy but {@code SCD2},
 * nested tables included, each package all or nothing. What it stores is gone with the object.
 * Thread-safe: loads are applied one after the other, and readers never wait.
 */
public final class InMemoryDestination implements Destination, DatasetReader {
  private static final DestinationCapabilities EVERYTHING =
      DestinationCapabilities.defaults()
          .withWriteDispositions(WriteDisposition.values())
          .withMergeStrategies(
              MergeStrategy.UPSERT, MergeStrategy.DELETE_INSERT, MergeStrategy.INSERT_ONLY)
          .withQuarantine();

  private final DestinationCapabilities capabilities;
  private final ReentrantLock commits = new ReentrantLock(true);
  private volatile Map<String, Dataset> datasets = Map.of();

  /** An empty destination that appends, replaces and merges. */
  public InMemoryDestination() {
    this(EVERYTHING);
  }

  /**
   * An empty destination that refuses what is not declared.
   *
   * @param capabilities what it shall do
   * @throws IllegalArgumentException if it declares the merge strategy {@code SCD2}
   */
  public InMemoryDestination(DestinationCapabilities capabilities) {
    requireNonNull(capabilities, "capabilities");
    if (capabilities.mergeStrategies().contains(MergeStrategy.SCD2)) {
      throw new IllegalArgumentException(
          "Cannot make an in-memory destination with merge strategies %s: it has all but SCD2"
              .formatted(capabilities.mergeStrategies()));
    }
    this.capabilities = capabilities;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public DestinationCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public Optional<Checkpoint> checkpoint(CheckpointKey key) {
    return dataset(key.dataset()).checkpoint(key);
  }

  @Override
  public LoadReceipt load(LoadPackage load) {
    // Both wait until the package is sealed: other lanes must not wait with it.
    List<TableRows> tables = load.tables();
    SchemaDiff diff = load.schemaDiff();
    SupportedShapes shapes = new SupportedShapes(name(), capabilities);
    tables.forEach(table -> shapes.require(table.schema()));
    diff.addedTables().forEach(shapes::require);
    diff.addedColumns().forEach(change -> shapes.require(change.table(), change.column()));

    lockFor(load);
    try {
      Dataset current = dataset(load.key().dataset());
      if (!load.isNewTo(current.checkpoint(load.key()))) {
        return LoadReceipt.alreadyLoaded(load.id());
      }
      LoadId id = load.numberAfter(current.newest());
      DatasetDraft draft = new DatasetDraft(current.tables());
      draft.change(diff);
      List<TableReceipt> receipts = draft.apply(tables, diff, load.checkpoint());
      publish(load.key().dataset(), current.with(draft.tables(), load));
      return LoadReceipt.loaded(id, receipts);
    } finally {
      commits.unlock();
    }
  }

  @Override
  public List<TableSchema> tables(String dataset, Collection<LoadId> loadIds) {
    return dataset(dataset).tablesOf(loadIds);
  }

  @Override
  public List<CheckpointKey> lanes(String dataset, String pipeline) {
    return dataset(dataset).checkpoints().keySet().stream()
        .filter(key -> key.pipeline().equals(pipeline))
        .toList();
  }

  @Override
  public RowReader openRows(String dataset, List<TableSchema> lineage, Collection<LoadId> loadIds) {
    return LineageRows.open(dataset(dataset), lineage, loadIds);
  }

  @Override
  public Optional<Map<String, Set<String>>> realColumns(String dataset, Collection<String> tables) {
    Map<String, Set<String>> real = new HashMap<>();
    for (String table : tables) {
      dataset(dataset)
          .table(table)
          .ifPresent(
              stored ->
                  real.put(
                      table,
                      stored.columns().stream().map(Column::name).collect(Collectors.toSet())));
    }
    return Optional.of(real);
  }

  @Override
  public void readQuarantine(String dataset, String pipeline, Consumer<Kept> consumer) {
    dataset(dataset).quarantine().stream()
        .filter(kept -> kept.key().pipeline().equals(pipeline))
        .forEach(consumer);
  }

  /**
   * The rows of a table, in the order they were inserted, each with a value or null per column of
   * the table; Harbor's columns, which start with {@code _dlt_}, included.
   *
   * @return unmodifiable; empty if there is no such table
   */
  public List<Map<String, @Nullable Object>> rows(String dataset, String table) {
    return dataset(dataset).table(table).map(StoredTable::rowsByName).orElse(List.of());
  }

  /** Names of a dataset's tables, in the order they were created; empty if there is none. */
  public List<String> tables(String dataset) {
    return List.copyOf(dataset(dataset).tables().keySet());
  }

  /** The columns of a table, in its order; empty if there is no such table. */
  public List<Column> columns(String dataset, String table) {
    return dataset(dataset).table(table).map(StoredTable::columns).orElse(List.of());
  }

  private Dataset dataset(String name) {
    return datasets.getOrDefault(name, Dataset.EMPTY);
  }

  private void publish(String name, Dataset changed) {
    Map<String, Dataset> next = new HashMap<>(datasets);
    next.put(name, changed);
    datasets = next;
  }

  private void lockFor(LoadPackage load) {
    try {
      commits.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DestinationException(
          "Cannot apply load %s to '%s': the thread was interrupted before its turn came"
              .formatted(load.id(), load.key()),
          e);
    }
  }
}
