package dev.harbor.postgres;

import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes schema, tables and columns as the lane needs them, going by what is really there: a table
 * or column that somebody dropped is made again. Issues no DDL where nothing is missing. Confined
 * to one thread.
 */
final class Migrator {
  /** Columns that a table can have in its life, dropped ones included. */
  private static final int MAX_COLUMNS = 1_600;

  private final Session session;
  private final String dataset;
  private final Catalog catalog;
  private final Set<String> created = new HashSet<>();
  private boolean changed;

  Migrator(Session session, String dataset, Catalog catalog) {
    this.session = session;
    this.dataset = dataset;
    this.catalog = catalog;
  }

  /** Makes what is missing: the schema, the system tables, and the tables, parents first. */
  void migrate(Collection<TableSchema> tables) {
    if (!catalog.hasSchema()) {
      session.doing("create schema '" + dataset + "'");
      Identifiers.check("schema", dataset);
      ddl("CREATE SCHEMA " + Identifiers.quote(dataset));
    }
    for (SystemTables.Definition system : SystemTables.DEFINITIONS) {
      if (catalog.table(system.name()).isEmpty()) {
        session.doing("create table '" + system.name() + "'");
        ddl(system.create(dataset));
      }
    }
    for (TableSchema table : tables) {
      migrate(table);
    }
  }

  /** Whether a table was made. */
  boolean created(String table) {
    return created.contains(table);
  }

  /** Whether anything was made. */
  boolean hasChanged() {
    return changed;
  }

  private void migrate(TableSchema table) {
    var real = catalog.table(table.name());
    if (real.isEmpty()) {
      session.doing("create table '" + table.name() + "'");
      create(table);
    } else {
      session.doing("change table '" + table.name() + "'");
      checkDrift(table, real.get());
      addColumns(table, real.get());
    }
  }

  private void create(TableSchema table) {
    Identifiers.check("table", table.name());
    requireRoom(table, table.columns().size());
    String columns =
        table.columns().stream().map(Migrator::define).collect(Collectors.joining(", "));
    // Room on each page lets updates stay where the row was.
    String storage =
        table.writeDisposition() == WriteDisposition.MERGE ? " WITH (fillfactor=90)" : "";
    ddl(
        "CREATE TABLE "
            + Identifiers.quote(dataset, table.name())
            + " ("
            + columns
            + ")"
            + storage);
    created.add(table.name());
  }

  private static String define(Column column) {
    return define(column, column.nullable());
  }

  private static String define(Column column, boolean nullable) {
    Identifiers.check("column", column.name());
    return Identifiers.quote(column.name())
        + ' '
        + SqlTypes.sqlType(column)
        + (nullable ? "" : " NOT NULL");
  }

  private void checkDrift(TableSchema table, Catalog.Table real) {
    if (!real.isLoadable()) {
      throw new DestinationException(
          "Cannot load table '%s': it is a %s, expected a table. Rename or drop it"
              .formatted(table.name(), kind(real)));
    }
    real.columns()
        .forEach(
            (name, column) -> {
              if (column.isRequired() && table.column(name).isEmpty()) {
                throw new DestinationException(
                    "Cannot load table '%s': its column '%s' is NOT NULL without a default, and the load has no such column. Give it a default, or drop NOT NULL"
                        .formatted(table.name(), name));
              }
            });
  }

  private static String kind(Catalog.Table real) {
    return switch (real.kind()) {
      case "v" -> "view";
      case "m" -> "materialized view";
      case "f" -> "foreign table";
      default -> "relation of kind " + real.kind();
    };
  }

  private void addColumns(TableSchema table, Catalog.Table real) {
    List<Column> missing =
        table.columns().stream()
            .filter(column -> !real.columns().containsKey(column.name()))
            .toList();
    if (missing.isEmpty()) {
      return;
    }

    requireRoom(table, (int) real.slotsUsed() + missing.size());
    String target = Identifiers.quote(dataset, table.name());
    boolean hasRows = session.test("SELECT EXISTS (SELECT FROM " + target + ")");
    List<String> additions = new ArrayList<>();
    for (Column column : missing) {
      boolean relaxed = hasRows && !column.nullable();
      if (relaxed && !column.hints().rootKey()) {
        refuseKey(table, column);
        System.getLogger("dev.harbor.postgres")
            .log(
                Level.WARNING,
                "column '%s' of table '%s' is added without NOT NULL: the table has rows"
                    .formatted(column.name(), table.name()));
      }
      additions.add("ADD COLUMN " + define(column, column.nullable() || relaxed));
    }
    ddl("ALTER TABLE " + target + ' ' + String.join(", ", additions));
    missing.stream()
        .filter(column -> hasRows && column.hints().rootKey())
        .forEach(column -> fillRootKey(table, column));
  }

  private static void refuseKey(TableSchema table, Column column) {
    if (column.hints().primaryKey() || column.hints().rowKey()) {
      throw new DestinationException(
          "Cannot load table '%s': its key column '%s' is missing and the table has rows, which would have no key. Restore the column, or empty the table"
              .formatted(table.name(), column.name()));
    }
  }

  /** Rows of an earlier append have no root id; parents come first, so theirs is filled already. */
  private void fillRootKey(TableSchema table, Column rootKey) {
    String parent = table.parentName().orElseThrow();
    var link = table.columns().stream().filter(column -> column.hints().parentKey()).findFirst();
    boolean parentHasRoot =
        catalog
            .table(parent)
            .map(real -> real.columns().containsKey(rootKey.name()) || parents.contains(parent))
            .orElse(false);
    if (link.isEmpty()) {
      throw new DestinationException(
          "Cannot load table '%s': its rows have no root id and no parent id to find it by. Empty the table"
              .formatted(table.name()));
    }

    String root = Identifiers.quote(rootKey.name());
    session.execute(
        "UPDATE %s c SET %s = p.%s FROM %s p WHERE p.\"_dlt_id\" = c.%s"
            .formatted(
                Identifiers.quote(dataset, table.name()),
                root,
                parentHasRoot ? root : "\"_dlt_id\"",
                Identifiers.quote(dataset, parent),
                Identifiers.quote(link.get().name())));
    parents.add(table.name());
  }

  private final Set<String> parents = new HashSet<>();

  private void requireRoom(TableSchema table, int columns) {
    if (columns > MAX_COLUMNS) {
      throw new DestinationException(
          String.format(
              Locale.ROOT,
              "Cannot add columns to table '%s': it would have had %,d in its life, dropped ones included, PostgreSQL allows %,d. Keep some of them as JSON, or make the table anew",
              table.name(),
              columns,
              MAX_COLUMNS));
    }
  }

  private void ddl(String sql) {
    session.execute(sql);
    changed = true;
  }
}
