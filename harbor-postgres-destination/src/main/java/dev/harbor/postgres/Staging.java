package dev.harbor.postgres;

import dev.harbor.destination.TableRows;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table in a temporary table of the transaction, in the end with the types that the
 * target really has. Confined to one thread.
 */
final class Staging {
  private static final long ANALYZE_FROM = 10_000;

  private final Session session;
  private final Target target;
  private final String table;
  private long rows;

  private Staging(Session session, Target target, String table) {
    this.session = session;
    this.target = target;
    this.table = table;
  }

  /**
   * Fills a new temporary table.
   *
   * @param ordinal makes its name unique in the transaction
   */
  static Staging fill(Session session, Target target, TableRows rows, int ordinal) {
    Staging staging = new Staging(session, target, "pg_temp.\"_h_" + ordinal + '"');
    staging.create(CopyEncoder.isSequenced(rows.schema().writeDisposition()));
    staging.rows = new CopyWriter(session).write(rows, staging.table);
    staging.conform();
    staging.analyze();
    return staging;
  }

  /**
   * Fills a new temporary table in which every row has the number of its item, and casts what can
   * be cast; a domain is left to the insert.
   *
   * @param parent the rows of the parent table; null for a root table
   */
  static Staging numbered(
      Session session, Target target, TableRows rows, @Nullable Staging parent, int ordinal) {
    Staging staging = new Staging(session, target, "pg_temp.\"_h_" + ordinal + '"');
    boolean sequenced = CopyEncoder.isSequenced(rows.schema().writeDisposition());
    staging.create(sequenced);
    String sequence = Identifiers.quote(CopyEncoder.SEQUENCE);
    if (!sequenced) {
      session.execute(
          "ALTER TABLE %s ADD COLUMN %s bigint%s"
              .formatted(
                  staging.table, sequence, parent == null ? " GENERATED ALWAYS AS IDENTITY" : ""));
    }
    staging.rows = new CopyWriter(session).write(rows, staging.table);
    if (!sequenced && parent != null) {
      session.execute(
          "UPDATE %s n SET %s = p.%s FROM %s p WHERE p.\"_dlt_id\" = n.\"_dlt_parent_id\""
              .formatted(staging.table, sequence, sequence, parent.table));
    }
    session.savepoint("_h_cast");
    try {
      staging.conform();
      session.release("_h_cast");
    } catch (DestinationException e) {
      if (!session.refusedRow()) {
        throw e;
      }
      session.undoTo("_h_cast");
    }
    session.execute("CREATE INDEX ON %s (%s)".formatted(staging.table, sequence));
    session.execute("ANALYZE " + staging.table);
    return staging;
  }

  /** The rows of some items in a temporary table of their own; both ends belong to the range. */
  Staging range(long from, long to, int ordinal) {
    Staging part = new Staging(session, target, "pg_temp.\"_h_" + ordinal + '"');
    String sequence = Identifiers.quote(CopyEncoder.SEQUENCE);
    session.execute(
        "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS SELECT * FROM %s WHERE %s BETWEEN %d AND %d"
            .formatted(part.table, table, sequence, from, to));
    part.rows = session.count("SELECT count(*) FROM " + part.table);
    return part;
  }

  /** Takes out the rows of an item; returns how many they were. */
  long remove(long item) {
    long gone =
        session.execute(
            "DELETE FROM %s WHERE %s = %d"
                .formatted(table, Identifiers.quote(CopyEncoder.SEQUENCE), item));
    rows -= gone;
    return gone;
  }

  /** The temporary table in SQL. */
  String sql() {
    return table;
  }

  /** Rows that were staged. */
  long rows() {
    return rows;
  }

  /** Where the rows are to go. */
  Target target() {
    return target;
  }

  private void create(boolean sequenced) {
    List<String> columns = new ArrayList<>();
    if (sequenced) {
      columns.add(Identifiers.quote(CopyEncoder.SEQUENCE) + " bigint NOT NULL");
    }
    for (Column column : target.schema().columns()) {
      // A null in a key is refused by COPY itself, with the row's number.
      boolean key =
          sequenced
              && (column.hints().primaryKey()
                  || column.hints().mergeKey()
                  || column.hints().rowKey());
      columns.add(
          Identifiers.quote(column.name())
              + ' '
              + SqlTypes.sqlType(column)
              + (key ? " NOT NULL" : ""));
    }
    session.execute(
        "CREATE TEMPORARY TABLE " + table + " (" + String.join(", ", columns) + ") ON COMMIT DROP");
  }

  /** Casts columns whose type somebody changed, if no value suffers. */
  private void conform() {
    for (Column column : target.writable()) {
      String real = target.realType(column);
      String own = SqlTypes.sqlType(column);
      if (real.equals(own)) {
        continue;
      }
      String name = Identifiers.quote(column.name());
      long lost =
          session.count(
              "SELECT count(*) FROM %s WHERE %s IS DISTINCT FROM %s::%s::%s"
                  .formatted(table, name, name, real, own));
      if (lost > 0) {
        throw new DestinationException(
            "Cannot load column '%s' of table '%s': its type there is %s, expected %s, and %d values would not survive the cast. Change the column back, or cast in the resource"
                .formatted(column.name(), target.name(), real, own, lost));
      }
      session.execute(
          "ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s::%s"
              .formatted(table, name, real, name, real));
    }
  }

  /** Autovacuum never sees temporary tables. */
  private void analyze() {
    if (rows >= ANALYZE_FROM) {
      List<Column> keys =
          target.schema().columns().stream()
              .filter(
                  column ->
                      column.hints().primaryKey()
                          || column.hints().mergeKey()
                          || column.hints().rowKey()
                          || column.hints().rootKey())
              .toList();
      if (!keys.isEmpty()) {
        session.execute(
            "ANALYZE "
                + table
                + " ("
                + Identifiers.list(keys.stream().map(Column::name).toList())
                + ")");
      }
    }
  }

  /** Columns that are stored, as a list in SQL. */
  String columns() {
    return Identifiers.list(target.writable().stream().map(Column::name).toList());
  }

  /** The statement that adds rows to the target whose row ids are not there. */
  String insertAbsent() {
    return "INSERT INTO %s (%s) SELECT %s FROM %s s WHERE NOT EXISTS (SELECT FROM %s t WHERE %s)"
        .formatted(
            target.sql(),
            columns(),
            columns(),
            table,
            target.sql(),
            SqlParts.same(target, SqlParts::isRowKey));
  }

  /** Adds all rows to the target. */
  long insertAll() {
    return session.execute(
        "INSERT INTO %s (%s) SELECT %s FROM %s"
            .formatted(target.sql(), columns(), columns(), table));
  }
}
