package dev.harbor.postgres;

import static dev.harbor.postgres.SqlParts.assignments;
import static dev.harbor.postgres.SqlParts.differs;
import static dev.harbor.postgres.SqlParts.rootKey;
import static dev.harbor.postgres.SqlParts.rowKey;
import static dev.harbor.postgres.SqlParts.same;

import dev.harbor.schema.Column;
import java.util.function.Predicate;

/**
 * The statements of an upsert, as text. It compares the staged roots with what is there, then
 * brings nested tables in line, and changes a root if it or anything below it differs; rows that
 * equal what is there are not touched at all.
 *
 * <p>Names: {@code s} staged rows, {@code t} the target, {@code m} staged roots that meet an
 * existing row. A root that changes takes the row id that it comes with, as in dlt: the ids of its
 * nested rows follow from it.
 */
final class MergeSql {
  private static final String SEQUENCE = Identifiers.quote(CopyEncoder.SEQUENCE);
  private static final String OLD = "_h_old";
  private static final String NEW = "_h_new";
  private static final String CHANGED = "_h_changed";

  private MergeSql() {}

  /** Makes {@code m}: what became of the staged roots that are there already. */
  static String matches(Staging root, String matches) {
    Target target = root.target();
    String rowKey = rowKey(target);
    return "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS SELECT s.%s, t.%s AS %s, s.%s AS %s, (%s) AS %s FROM %s s JOIN %s t ON %s"
        .formatted(
            matches,
            SEQUENCE,
            rowKey,
            OLD,
            rowKey,
            NEW,
            differs(target, MergeSql::isRootValue),
            CHANGED,
            root.sql(),
            target.sql(),
            same(target, SqlParts::isKey));
  }

  /**
   * Deletes nested rows of matched roots that are not staged any more.
   *
   * @param staged the staged rows in SQL; empty if there are none
   */
  static String deleteAbsent(Target nested, String staged, String matches) {
    String absent =
        staged.isEmpty()
            ? ""
            : " AND NOT EXISTS (SELECT FROM %s s WHERE s.%s = t.%s)"
                .formatted(staged, rowKey(nested), rowKey(nested));
    return marking(
        "DELETE FROM %s t USING %s m WHERE t.%s = m.%s%s RETURNING t.%s"
            .formatted(nested.sql(), matches, rootKey(nested), OLD, absent, rootKey(nested)),
        matches,
        OLD);
  }

  /** Updates nested rows that are there and differ. */
  static String updateNested(Staging nested, String matches) {
    Target target = nested.target();
    Predicate<Column> value = column -> !SqlParts.isRowKey(column);
    return marking(
        "UPDATE %s t SET %s FROM %s s WHERE %s AND (%s) RETURNING t.%s"
            .formatted(
                target.sql(),
                assignments(target, value),
                nested.sql(),
                same(target, SqlParts::isRowKey),
                differs(target, value),
                rootKey(target)),
        matches,
        NEW);
  }

  /** Inserts nested rows that are not there. */
  static String insertNested(Staging nested, String matches) {
    return marking(nested.insertAbsent() + " RETURNING " + rootKey(nested.target()), matches, NEW);
  }

  /** Updates matched roots that changed, or below which something changed. */
  static String updateRoots(Staging root, String matches) {
    Target target = root.target();
    return "UPDATE %s t SET %s FROM %s s JOIN %s m ON m.%s = s.%s AND m.%s WHERE %s"
        .formatted(
            target.sql(),
            assignments(target, column -> !SqlParts.isKey(column)),
            root.sql(),
            matches,
            SEQUENCE,
            SEQUENCE,
            CHANGED,
            same(target, SqlParts::isKey));
  }

  /** Inserts roots that are new. */
  static String insertRoots(Staging root, String matches) {
    return "INSERT INTO %s (%s) SELECT %s FROM %s s WHERE NOT EXISTS (SELECT FROM %s m WHERE m.%s = s.%s)"
        .formatted(
            root.target().sql(),
            root.columns(),
            root.columns(),
            root.sql(),
            matches,
            SEQUENCE,
            SEQUENCE);
  }

  /** Counts matched roots that nothing happened to. */
  static String countUnchanged(String matches) {
    return "SELECT count(*) FROM %s WHERE NOT %s".formatted(matches, CHANGED);
  }

  /** Counts pairs of staged and stored nested rows: as many as are there, if none is doubled. */
  static String countPairs(Staging nested) {
    Target target = nested.target();
    return "SELECT count(*) FROM %s s JOIN %s t ON %s"
        .formatted(nested.sql(), target.sql(), same(target, SqlParts::isRowKey));
  }

  /** Picks staged roots whose stored row is as new as they are, or newer. */
  static String notNewer(Staging root, String column) {
    String name = Identifiers.quote(column);
    return "SELECT s.%s FROM %s s JOIN %s t ON %s WHERE s.%s IS NULL OR s.%s <= t.%s"
        .formatted(
            SEQUENCE,
            root.sql(),
            root.target().sql(),
            same(root.target(), SqlParts::isKey),
            name,
            name,
            name);
  }

  /** Picks staged roots whose record is there. */
  static String existing(Staging root) {
    return "SELECT s.%s FROM %s s WHERE EXISTS (SELECT FROM %s t WHERE %s)"
        .formatted(SEQUENCE, root.sql(), root.target().sql(), same(root.target(), SqlParts::isKey));
  }

  /** Runs a change, marks the roots it happened under, and counts the changed rows. */
  private static String marking(String change, String matches, String id) {
    return "WITH c(id) AS (%s), marked AS (UPDATE %s m SET %s = true WHERE NOT m.%s AND m.%s IN (SELECT id FROM c)) SELECT count(*) FROM c"
        .formatted(change, matches, CHANGED, CHANGED, id);
  }

  /** What makes a root different: load id and row id change with every load and do not. */
  private static boolean isRootValue(Column column) {
    return !SqlParts.isKey(column)
        && !SqlParts.isRowKey(column)
        && !column.name().equals(LoadTransaction.LOAD_ID);
  }
}
