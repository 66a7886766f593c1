package dev.harbor.postgres;

import dev.harbor.schema.Column;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The statements of an upsert, as text. A merge first settles which staged roots win (one per key),
 * then compares them with what is there, then brings nested tables in line, and changes a root if
 * it or anything below it differs; rows that equal what is there are not touched at all.
 *
 * <p>Names: {@code s} staged rows, {@code t} the target, {@code k} one winner per key, {@code m}
 * winners that meet an existing row.
 */
final class MergeSql {
  private static final String SEQUENCE = Identifiers.quote(CopyEncoder.SEQUENCE);
  private static final String OLD = "_h_old";
  private static final String NEW = "_h_new";
  private static final String CHANGED = "_h_changed";

  private MergeSql() {}

  /** Makes {@code k}: of rows with one key the last. */
  static String winners(Staging root, String winners) {
    String keys = names(root.target(), MergeSql::isKey);
    return "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS SELECT DISTINCT ON (%s) %s, %s FROM %s ORDER BY %s, %s DESC"
        .formatted(winners, keys, keys, SEQUENCE, root.sql(), keys, SEQUENCE);
  }

  /** Deletes staged rows, root or nested, of items that lost. */
  static String deleteLosers(Staging rows, String winners) {
    return "DELETE FROM %s s WHERE NOT EXISTS (SELECT FROM %s k WHERE k.%s = s.%s)"
        .formatted(rows.sql(), winners, SEQUENCE, SEQUENCE);
  }

  /** Makes {@code m}: what became of the winners that are there already. */
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
            same(target, MergeSql::isKey));
  }

  /**
   * Counts existing rows whose id is not the one of this load: they came by another disposition.
   */
  static String countOtherIds(String matches) {
    return "SELECT count(*) FROM %s WHERE %s IS DISTINCT FROM %s".formatted(matches, OLD, NEW);
  }

  /** Points staged nested rows to the id that their root has. */
  static String relink(Staging nested, String matches, boolean isChildOfRoot) {
    String rootKey = rootKey(nested.target());
    String parentKey = name(nested.target(), column -> column.hints().parentKey());
    return "UPDATE %s s SET %s = m.%s%s FROM %s m WHERE m.%s = s.%s AND m.%s <> m.%s"
        .formatted(
            nested.sql(),
            rootKey,
            OLD,
            isChildOfRoot ? ", " + parentKey + " = m." + OLD : "",
            matches,
            SEQUENCE,
            SEQUENCE,
            OLD,
            NEW);
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
        matches);
  }

  /** Updates nested rows that are there and differ. */
  static String updateNested(Staging nested, String matches) {
    Target target = nested.target();
    Predicate<Column> value = column -> !isRowKey(column);
    return marking(
        "UPDATE %s t SET %s FROM %s s WHERE %s AND (%s) RETURNING t.%s"
            .formatted(
                target.sql(),
                assignments(target, value),
                nested.sql(),
                same(target, MergeSql::isRowKey),
                differs(target, value),
                rootKey(target)),
        matches);
  }

  /** Inserts nested rows that are not there. */
  static String insertNested(Staging nested, String matches) {
    Target target = nested.target();
    return marking(
        "INSERT INTO %s (%s) SELECT %s FROM %s s WHERE NOT EXISTS (SELECT FROM %s t WHERE %s) RETURNING %s"
            .formatted(
                target.sql(),
                nested.columns(),
                nested.columns(),
                nested.sql(),
                target.sql(),
                same(target, MergeSql::isRowKey),
                rootKey(target)),
        matches);
  }

  /** Updates matched roots that changed, or below which something changed. */
  static String updateRoots(Staging root, String matches) {
    Target target = root.target();
    Predicate<Column> stored = column -> !isKey(column) && !isRowKey(column);
    return "UPDATE %s t SET %s FROM %s s JOIN %s m ON m.%s = s.%s AND m.%s WHERE %s"
        .formatted(
            target.sql(),
            assignments(target, stored),
            root.sql(),
            matches,
            SEQUENCE,
            SEQUENCE,
            CHANGED,
            same(target, MergeSql::isKey));
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
        .formatted(nested.sql(), target.sql(), same(target, MergeSql::isRowKey));
  }

  /** Runs a change, marks the roots it happened under, and counts the changed rows. */
  private static String marking(String change, String matches) {
    return "WITH c(id) AS (%s), marked AS (UPDATE %s m SET %s = true WHERE NOT m.%s AND m.%s IN (SELECT id FROM c)) SELECT count(*) FROM c"
        .formatted(change, matches, CHANGED, CHANGED, OLD);
  }

  private static boolean isKey(Column column) {
    return column.hints().primaryKey();
  }

  private static boolean isRowKey(Column column) {
    return column.hints().rowKey();
  }

  /** What makes a root different: load id and row id change with every load and do not. */
  private static boolean isRootValue(Column column) {
    return !isKey(column) && !isRowKey(column) && !column.name().equals(LoadTransaction.LOAD_ID);
  }

  private static String names(Target target, Predicate<Column> which) {
    return Identifiers.list(pick(target, which).stream().map(Column::name).toList());
  }

  private static String name(Target target, Predicate<Column> which) {
    return Identifiers.quote(pick(target, which).get(0).name());
  }

  private static String rowKey(Target target) {
    return name(target, MergeSql::isRowKey);
  }

  private static String rootKey(Target target) {
    return name(target, column -> column.hints().rootKey());
  }

  private static List<Column> pick(Target target, Predicate<Column> which) {
    return target.writable().stream().filter(which).toList();
  }

  /** Column by column with =, so that compound keys cannot look alike. */
  private static String same(Target target, Predicate<Column> which) {
    return pick(target, which).stream()
        .map(column -> Identifiers.quote(column.name()))
        .map(name -> "t." + name + " = s." + name)
        .collect(Collectors.joining(" AND "));
  }

  private static String differs(Target target, Predicate<Column> which) {
    String pairs =
        pick(target, which).stream()
            .map(column -> differs(target, column))
            .collect(Collectors.joining(" OR "));
    return pairs.isEmpty() ? "false" : pairs;
  }

  private static String differs(Target target, Column column) {
    String name = Identifiers.quote(column.name());
    // These have no equality of their own.
    String cast =
        switch (target.realType(column)) {
          case "json", "xml", "point" -> "::text";
          default -> "";
        };
    return "t." + name + cast + " IS DISTINCT FROM s." + name + cast;
  }

  private static String assignments(Target target, Predicate<Column> which) {
    return pick(target, which).stream()
        .map(column -> Identifiers.quote(column.name()))
        .map(name -> name + " = s." + name)
        .collect(Collectors.joining(", "));
  }
}
