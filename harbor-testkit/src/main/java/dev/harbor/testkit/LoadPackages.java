package dev.harbor.testkit;

import static java.util.Objects.requireNonNull;

import dev.harbor.contract.QuarantinedRow;
import dev.harbor.destination.Destination;
import dev.harbor.destination.NativeRows;
import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import dev.harbor.state.ResourceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes packages by hand, for the tests of a destination: tables, then rows, each with its nested
 * rows behind it. Harbor's own columns are filled in. Confined to one thread.
 *
 * <pre>{@code
 * TableSchema posts = KitTables.root("posts", APPEND, Column.required("id", BIGINT));
 * TableSchema tags = KitTables.nested(posts, "tags", Column.required("value", TEXT));
 * HandMadePackage load = LoadPackages.next(destination, key)
 *     .row(posts, 1L).nested(tags, "java").nested(tags, "jvm")
 *     .row(posts, 2L)
 *     .build();
 * }</pre>
 */
public final class LoadPackages {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00.123456Z");

  private final CheckpointKey key;
  private final Map<String, StagedTable> staged = new LinkedHashMap<>();
  private final List<PackageHook> hooks = new ArrayList<>();
  private final List<QuarantinedRow> quarantined = new ArrayList<>();
  private boolean releasing;
  private @Nullable Checkpoint base;
  private LoadId id = LoadId.at(FIRST);
  private ResourceState state = ResourceState.empty();
  private @Nullable NativeRows nativeRows;
  private @Nullable RuntimeException sourceFailure;
  private long item = -1;

  private LoadPackages(CheckpointKey key) {
    this.key = requireNonNull(key, "key");
  }

  /** A first package of a lane, without a base, with rows in Harbor's own form. */
  public static LoadPackages first(CheckpointKey key) {
    return new LoadPackages(key);
  }

  /**
   * The next package of a lane: its base is the checkpoint that the destination has now. Rows are
   * in Harbor's own form until {@link #nativeIn} is called.
   */
  public static LoadPackages next(Destination destination, CheckpointKey key) {
    LoadPackages packages = new LoadPackages(key);
    destination.checkpoint(key).ifPresent(packages::base);
    return packages;
  }

  /** The checkpoint the rows are extracted from; the load id follows its, and the state is its. */
  public LoadPackages base(Checkpoint checkpoint) {
    this.base = checkpoint;
    this.id = checkpoint.loadId().after(checkpoint.loadId());
    this.state = checkpoint.state();
    return this;
  }

  /** The load id, until the destination asks for a greater one. */
  public LoadPackages id(LoadId loadId) {
    this.id = requireNonNull(loadId, "loadId");
    return this;
  }

  /** The state that is committed with the rows. */
  public LoadPackages state(ResourceState resourceState) {
    this.state = requireNonNull(resourceState, "resourceState");
    return this;
  }

  /** Rows are encoded by this destination where it has an encoder. */
  public LoadPackages nativeIn(NativeRows destination) {
    this.nativeRows = requireNonNull(destination, "destination");
    return this;
  }

  /**
   * Declares a table, which may stay without rows: a replaced one is then emptied, another one only
   * made or changed. Not needed for tables with rows.
   */
  public LoadPackages table(TableSchema schema) {
    staged.computeIfAbsent(schema.name(), name -> new StagedTable(schema));
    return this;
  }

  /**
   * Adds a row to a root table, of an item of its own.
   *
   * @param values one per column that is not Harbor's own
   */
  public LoadPackages row(TableSchema schema, @Nullable Object... values) {
    table(schema);
    item++;
    StagedTable table = required(schema.name());
    String nonce = key + "/" + id;
    table.add(item, KitTables.rootRow(schema, nonce, item, values));
    return this;
  }

  /**
   * Adds a row to a nested table, below the last row of its parent.
   *
   * @param values one per column that is not Harbor's own
   */
  public LoadPackages nested(TableSchema schema, @Nullable Object... values) {
    table(schema);
    StagedTable parent = required(schema.parentName().orElse(""));
    StagedTable root = parent;
    while (root.schema().parentName().isPresent()) {
      root = required(root.schema().parentName().get());
    }
    StagedTable table = required(schema.name());
    KitTables.Parentage parentage =
        new KitTables.Parentage(
            parent.lastId(), root.lastId(), table.childrenOf(item, parent.lastId()));
    table.addNested(item, parent.lastId(), KitTables.nestedRow(schema, parentage, values));
    return this;
  }

  /** Adds an item that a contract kept out of its tables. */
  public LoadPackages quarantined(QuarantinedRow row) {
    quarantined.add(requireNonNull(row, "row"));
    return this;
  }

  /** Lets go the items that earlier packages of the lane kept out of their tables. */
  public LoadPackages releasingQuarantine() {
    this.releasing = true;
    return this;
  }

  /**
   * Does something each time before a row is handed over, on the thread that reads it, such as
   * failing or waiting. Of native rows, before the block that has it.
   *
   * @param table name of the table
   * @param row its place among the rows of the table, from 0
   * @param action what is done
   */
  public LoadPackages beforeRow(String table, int row, Runnable action) {
    hooks.add(new PackageHook(table, row, action));
    return this;
  }

  /**
   * The source fails before the package is sealed: whatever waits for the seal gets this exception,
   * and native blocks end with it.
   */
  public LoadPackages failingSource(RuntimeException failure) {
    this.sourceFailure = requireNonNull(failure, "failure");
    return this;
  }

  /** The package, sealed. This builder must not be used again. */
  public HandMadePackage build() {
    if (nativeRows != null) {
      NativeRows.Encoders encoders = nativeRows.encoders(key);
      for (StagedTable table : staged.values()) {
        encoders
            .encoder(table.schema(), table.schema().columns())
            .ifPresent(encoder -> table.encodeWith(encoder));
      }
    }
    emptyReplacedTables();
    List<TableSchema> tables = tablesAfterwards();
    Checkpoint checkpoint = new Checkpoint(key, id, FIRST, tables, state);
    return new HandMadePackage(
            Optional.ofNullable(base),
            checkpoint,
            List.copyOf(staged.values()),
            hooks,
            sourceFailure)
        .quarantining(quarantined, releasing);
  }

  /** A replaced table that the lane has and this package does not name is left without rows. */
  private void emptyReplacedTables() {
    List<String> replacedRoots =
        staged.values().stream()
            .map(StagedTable::schema)
            .filter(schema -> schema.writeDisposition() == WriteDisposition.REPLACE)
            .map(TableSchema::name)
            .toList();
    if (base == null || replacedRoots.isEmpty()) {
      return;
    }
    for (TableSchema schema : base.tables()) {
      if (schema.writeDisposition() == WriteDisposition.REPLACE) {
        table(schema);
      }
    }
  }

  private List<TableSchema> tablesAfterwards() {
    Map<String, TableSchema> tables = new LinkedHashMap<>();
    if (base != null) {
      base.tables().forEach(schema -> tables.put(schema.name(), schema));
    }
    for (StagedTable table : staged.values()) {
      tables.merge(table.schema().name(), table.schema(), LoadPackages::union);
    }
    return List.copyOf(tables.values());
  }

  private static TableSchema union(TableSchema before, TableSchema now) {
    List<Column> columns = new ArrayList<>(now.columns());
    before.columns().stream()
        .filter(column -> now.column(column.name()).isEmpty())
        .forEach(columns::add);
    return now.withColumns(Collections.unmodifiableList(columns));
  }

  private StagedTable required(String table) {
    StagedTable found = staged.get(table);
    if (found == null) {
      throw new IllegalStateException(
          "Cannot add a nested row: parent table '%s' has no row yet".formatted(table));
    }
    return found;
  }
}
