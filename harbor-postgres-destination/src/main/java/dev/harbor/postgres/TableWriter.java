package dev.harbor.postgres;

import dev.harbor.contract.QuarantinedRow;
import dev.harbor.contract.SchemaContract;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.RowCounts;
import dev.harbor.destination.TableRows;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.ReplaceStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a package, root table by root table. Confined to one thread. */
final class TableWriter {
  private static final long ANALYZE_FROM = 10_000;

  private final Session session;
  private final LoadPackage load;
  private final Map<String, Target> targets;
  private final Indexes indexes;
  private final ReplaceStrategy replaceStrategy;
  private final Map<String, TableRows> rows = new LinkedHashMap<>();
  private final Set<String> emptied;
  private final Map<String, RowCounts> counts = new LinkedHashMap<>();
  private final List<QuarantinedRow> kept = new ArrayList<>();
  private long keptCount;
  private int staged;

  TableWriter(
      Session session,
      LoadPackage load,
      Map<String, Target> targets,
      LoadTransaction.Options options) {
    this.session = session;
    this.load = load;
    this.targets = targets;
    this.indexes = new Indexes(session, options.uniqueRowIds());
    this.replaceStrategy = options.replaceStrategy();
    load.tables().forEach(table -> rows.put(table.schema().name(), table));
    this.emptied = new LinkedHashSet<>(load.schemaDiff().emptiedTables());
  }

  /** Writes everything. */
  void write() {
    for (Target root : targets.values()) {
      if (root.schema().isRoot()) {
        indexes.relax(root);
        if (stagedRows(root.name()) > 0) {
          indexes.enforceKey(root);
        }
        forget(root, nestedIn(root));
        if (keepsRefusedRows(root)) {
          writeOrIsolate(root, nestedIn(root));
        } else {
          write(root, nestedIn(root));
        }
      }
    }
    targets.values().stream()
        .filter(target -> target.created() && insertedInto(target) >= ANALYZE_FROM)
        .forEach(target -> session.execute("ANALYZE " + target.sql()));
  }

  private void write(Target root, List<Target> nested) {
    switch (root.schema().writeDisposition()) {
      case APPEND -> append(root, nested);
      case REPLACE -> replace(root, nested);
      case MERGE -> merge(root, nested);
    }
  }

  private boolean keepsRefusedRows(Target root) {
    SchemaContract contract = root.schema().contract();
    return contract != null && contract.keepsRefusedRows() && stagedRows(root.name()) > 0;
  }

  /** All at once, and if the server refuses a row, without the items that it refuses. */
  private void writeOrIsolate(Target root, List<Target> nested) {
    Map<String, RowCounts> before = new LinkedHashMap<>(counts);
    session.savepoint("_h_whole");
    try {
      write(root, nested);
      session.execute("SET CONSTRAINTS ALL IMMEDIATE");
      session.release("_h_whole");
    } catch (DestinationException e) {
      if (!session.refusedRow()) {
        throw e;
      }
      session.undoTo("_h_whole");
      counts.clear();
      counts.putAll(before);
      isolate(root, nested);
    }
  }

  private void isolate(Target root, List<Target> nested) {
    boolean merges = root.schema().writeDisposition() == WriteDisposition.MERGE;
    if (root.schema().writeDisposition() == WriteDisposition.REPLACE) {
      empty(with(root, nested));
    }
    if (merges) {
      with(root, nested).stream().filter(target -> !target.created()).forEach(indexes::ensure);
    }
    Isolation isolation =
        new Isolation(
            session,
            load,
            () -> ++staged,
            part -> merges ? merge(root, nested, part) : insert(part));
    isolation.run(with(root, nested), rows).forEach(this::add);
    isolation.kept().forEach(kept::add);
    keptCount += isolation.keptCount();
    with(root, nested).stream()
        .filter(target -> merges ? target.created() : rows.containsKey(target.name()))
        .forEach(indexes::ensure);
  }

  private static Map<String, RowCounts> insert(Map<Target, Staging> part) {
    Map<String, RowCounts> done = new LinkedHashMap<>();
    part.forEach((target, some) -> done.put(target.name(), RowCounts.inserted(some.insertAll())));
    return done;
  }

  private Map<String, RowCounts> merge(
      Target root, List<Target> nested, Map<Target, Staging> part) {
    Map<Target, Staging> below = new LinkedHashMap<>(part);
    Staging roots = java.util.Objects.requireNonNull(below.remove(root));
    return new StagedTree(session, roots, nested, List.copyOf(below.values()), ++staged)
        .merge(load.checkpoint().committedAt());
  }

  /** Items that the server refused and that went to quarantine, the first ones. */
  List<QuarantinedRow> kept() {
    return kept;
  }

  long keptCount() {
    return keptCount;
  }

  /** Every table that something was done in or sent to, with what was done. */
  Map<String, RowCounts> counts() {
    return counts;
  }

  /** Rows that the package has for a table. */
  long stagedRows(String table) {
    TableRows packed = rows.get(table);
    return packed == null ? 0 : packed.rowCount();
  }

  /** A table that was written to. */
  Target target(String table) {
    Target target = targets.get(table);
    if (target == null) {
      throw new IllegalStateException("No table '" + table + "' in this load");
    }
    return target;
  }

  private List<Target> nestedIn(Target root) {
    List<Target> nested = new ArrayList<>();
    for (Target target : targets.values()) {
      if (!target.schema().isRoot() && rootOf(target.schema()).equals(root.name())) {
        nested.add(target);
      }
    }
    return nested;
  }

  private String rootOf(TableSchema table) {
    @Nullable String parent = table.parent();
    if (parent == null) {
      return table.name();
    }
    Target above = targets.get(parent);
    if (above == null) {
      throw new DestinationException(
          "Cannot load table '%s': its parent table '%s' is not in the package"
              .formatted(table.name(), parent));
    }
    return rootOf(above.schema());
  }

  private void append(Target root, List<Target> nested) {
    for (Target target : with(root, nested)) {
      store(target);
    }
  }

  private void store(Target target) {
    TableRows packed = rows.get(target.name());
    if (packed == null) {
      return;
    }
    long stored = packed.rowCount() == 0 ? 0 : send(target, packed);
    add(target, RowCounts.inserted(stored));
    session.doing("load table '" + target.name() + "'");
    indexes.ensure(target);
  }

  /** Straight into the target, unless somebody changed the type of a column. */
  private long send(Target target, TableRows packed) {
    session.doing("load table '" + target.name() + "'");
    List<Column> columns = target.schema().columns();
    return target.takes(columns)
        ? new CopyWriter(session).write(packed, target.sql())
        : Staging.fill(session, target, packed, ++staged).insertAll();
  }

  /** What a refresh drops of tables that are not replaced anyway. */
  private void forget(Target root, List<Target> nested) {
    if (root.schema().writeDisposition() != WriteDisposition.REPLACE) {
      empty(with(root, nested).stream().filter(target -> emptied.contains(target.name())).toList());
    }
  }

  private void replace(Target root, List<Target> nested) {
    List<Target> all = with(root, nested);
    if (all.stream()
        .noneMatch(target -> rows.containsKey(target.name()) || emptied.contains(target.name()))) {
      return;
    }
    empty(all);
    all.forEach(this::store);
  }

  private void empty(List<Target> all) {
    switch (replaceStrategy) {
      case DELETE -> all.forEach(this::delete);
      case TRUNCATE -> truncate(all);
    }
  }

  /** A reader with an older snapshot keeps its rows. */
  private void delete(Target target) {
    session.doing("empty table '" + target.name() + "'");
    long deleted = target.created() ? 0 : session.execute("DELETE FROM " + target.sql());
    add(target, new RowCounts(0, 0, deleted, 0, 0));
  }

  /** All in one statement, so that two loads cannot wait for each other's locks. */
  private void truncate(List<Target> all) {
    List<Target> old = all.stream().filter(target -> !target.created()).toList();
    for (Target target : all) {
      session.doing("empty table '" + target.name() + "'");
      long rowsThere = target.created() ? 0 : session.count("SELECT count(*) FROM " + target.sql());
      add(target, new RowCounts(0, 0, rowsThere, 0, 0));
    }
    if (!old.isEmpty()) {
      session.execute("TRUNCATE " + String.join(", ", old.stream().map(Target::sql).toList()));
    }
  }

  private void merge(Target root, List<Target> nested) {
    TableRows packed = rows.get(root.name());
    if (packed == null || packed.rowCount() == 0) {
      refuseOrphans(root, nested);
      return;
    }
    with(root, nested).stream().filter(target -> !target.created()).forEach(indexes::ensure);
    Staging roots = stage(root, packed);
    List<Staging> below = new ArrayList<>();
    for (Target target : nested) {
      TableRows children = rows.get(target.name());
      if (children != null && children.rowCount() > 0) {
        below.add(stage(target, children));
      }
    }
    Map<Target, Staging> all = new LinkedHashMap<>(Map.of(root, roots));
    below.forEach(some -> all.put(some.target(), some));
    merge(root, nested, all).forEach(this::add);
    with(root, nested).stream().filter(Target::created).forEach(indexes::ensure);
  }

  private void refuseOrphans(Target root, List<Target> nested) {
    for (Target target : nested) {
      if (stagedRows(target.name()) > 0) {
        throw new DestinationException(
            "Cannot merge into table '%s': the package has rows of it, but none of its root table '%s'"
                .formatted(target.name(), root.name()));
      }
    }
  }

  private Staging stage(Target target, TableRows packed) {
    session.doing("load table '" + target.name() + "'");
    return Staging.fill(session, target, packed, ++staged);
  }

  private long insertedInto(Target target) {
    RowCounts done = counts.get(target.name());
    return done == null ? 0 : done.inserted();
  }

  private static List<Target> with(Target root, List<Target> nested) {
    List<Target> all = new ArrayList<>();
    all.add(root);
    all.addAll(nested);
    return all;
  }

  private void add(Target target, RowCounts more) {
    add(target.name(), more);
  }

  private void add(String table, RowCounts more) {
    counts.merge(table, more, RowCounts::plus);
  }
}
