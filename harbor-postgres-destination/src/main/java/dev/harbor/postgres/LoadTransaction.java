package dev.harbor.postgres;

import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.TableRows;
import dev.harbor.schema.ReplaceStrategy;
import dev.harbor.schema.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The whole of one load, in order: lock, check, number, migrate, write, validate, remember, commit.
 * Confined to one thread.
 */
final class LoadTransaction {
  /** The column of root tables that names the load. */
  static final String LOAD_ID = "_dlt_load_id";

  private final Session session;
  private final LoadPackage load;
  private final String dataset;
  private final Options options;
  private final SystemTables system;

  /**
   * Settings of a load.
   *
   * @param uniqueRowIds whether every table gets a unique index on its row ids
   * @param statementMillis time a statement may take; 0 means no limit
   * @param lockMillis time to wait for a lock of a table
   * @param replaceStrategy how tables are emptied
   */
  record Options(
      boolean uniqueRowIds,
      long statementMillis,
      long lockMillis,
      ReplaceStrategy replaceStrategy) {}

  LoadTransaction(Session session, LoadPackage load, Options options) {
    this.session = session;
    this.load = load;
    this.dataset = load.key().dataset();
    this.options = options;
    this.system = new SystemTables(session, dataset);
  }

  /** Applies the package, all or nothing. */
  LoadReceipt run() {
    TransactionSettings.apply(session, load.key().pipeline(), options);
    Locks.lane(session, load.key());
    if (isLoaded(stored())) {
      return LoadReceipt.alreadyLoaded(load.id());
    }

    // Others may have committed to the documents while this one waited for the dataset.
    Locks.dataset(session, dataset);
    SystemTables.Stored newest = stored();
    if (isLoaded(newest)) {
      return LoadReceipt.alreadyLoaded(load.id());
    }
    load.numberAfter(system.newestLoad());

    Map<String, TableSchema> tables = tables();
    Refusals.check(tables.values(), load);
    drop(load.schemaDiff().droppedTables());
    Map<String, Target> targets = migrate(tables);
    TableWriter writer = new TableWriter(session, load, targets, options);
    writer.write();

    new QuarantineTable(session, dataset).take(load);

    Validation validation = new Validation(session, dataset, writer);
    validation.check();

    session.doing("store the checkpoint of '" + load.key() + "'");
    system.store(load, newest);
    session.doing("commit load " + load.id());
    session.commit();
    return LoadReceipt.loaded(load.id(), validation.receipts())
        .withRefused(writer.keptCount(), writer.kept());
  }

  private SystemTables.Stored stored() {
    session.doing("read the checkpoint of '" + load.key() + "'");
    return system.read(load.key());
  }

  private boolean isLoaded(SystemTables.Stored newest) {
    return system.hasLoaded(load, newest) || !load.isNewTo(system.checkpointFor(load, newest));
  }

  /**
   * Every table of the lane that has rows or had some, those of this package included, parents
   * first.
   */
  private Map<String, TableSchema> tables() {
    Map<String, TableSchema> tables = new LinkedHashMap<>();
    for (TableRows rows : load.tables()) {
      tables.put(rows.schema().name(), rows.schema());
    }
    load.checkpoint().tables().stream()
        .filter(table -> table.rowKey().isPresent())
        .forEach(table -> tables.putIfAbsent(table.name(), table));
    return tables;
  }

  /** Not with CASCADE: a view that somebody made is refused, and the load with it. */
  private void drop(List<String> names) {
    if (!names.isEmpty()) {
      session.doing("drop tables " + names);
      session.execute(
          "DROP TABLE IF EXISTS "
              + names.stream()
                  .map(name -> Identifiers.quote(dataset, name))
                  .collect(Collectors.joining(", ")));
    }
  }

  private Map<String, Target> migrate(Map<String, TableSchema> tables) {
    session.doing("look at the tables of dataset '" + dataset + "'");
    Set<String> names = new LinkedHashSet<>(tables.keySet());
    SystemTables.DEFINITIONS.forEach(definition -> names.add(definition.name()));
    Catalog catalog = Catalog.read(session, dataset, names);
    Migrator migrator = new Migrator(session, dataset, catalog);
    migrator.migrate(parentsFirst(tables));
    Catalog after = migrator.hasChanged() ? Catalog.read(session, dataset, names) : catalog;

    Map<String, Target> targets = new LinkedHashMap<>();
    tables.forEach(
        (name, schema) ->
            targets.put(
                name,
                new Target(
                    dataset, schema, after.table(name).orElseThrow(), migrator.created(name))));
    return targets;
  }

  private static List<TableSchema> parentsFirst(Map<String, TableSchema> tables) {
    Map<String, TableSchema> sorted = new LinkedHashMap<>();
    tables.values().forEach(table -> addAfterParent(table, tables, sorted));
    return new ArrayList<>(sorted.values());
  }

  private static void addAfterParent(
      TableSchema table, Map<String, TableSchema> tables, Map<String, TableSchema> sorted) {
    TableSchema parent = table.parent() == null ? null : tables.get(table.parent());
    if (parent != null && !sorted.containsKey(parent.name())) {
      addAfterParent(parent, tables, sorted);
    }
    sorted.putIfAbsent(table.name(), table);
  }
}
