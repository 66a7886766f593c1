package dev.harbor.postgres;

import dev.harbor.schema.Column;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Pieces of statements about columns of a target: {@code s} staged rows, {@code t} the target. */
final class SqlParts {
  private SqlParts() {}

  static boolean isKey(Column column) {
    return column.hints().primaryKey();
  }

  static boolean isMergeKey(Column column) {
    return column.hints().mergeKey();
  }

  static boolean isRowKey(Column column) {
    return column.hints().rowKey();
  }

  /** Columns that rows may be written to and that a condition picks. */
  static List<Column> pick(Target target, Predicate<Column> which) {
    return target.writable().stream().filter(which).toList();
  }

  /** Names of columns, as a list. */
  static String names(Target target, Predicate<Column> which) {
    return Identifiers.list(pick(target, which).stream().map(Column::name).toList());
  }

  /** Name of the first column that a condition picks. */
  static String name(Target target, Predicate<Column> which) {
    return Identifiers.quote(pick(target, which).get(0).name());
  }

  static String rowKey(Target target) {
    return name(target, SqlParts::isRowKey);
  }

  static String rootKey(Target target) {
    return name(target, column -> column.hints().rootKey());
  }

  /** Column by column with =, so that compound keys cannot look alike. */
  static String same(Target target, Predicate<Column> which) {
    return pick(target, which).stream()
        .map(column -> Identifiers.quote(column.name()))
        .map(name -> "t." + name + " = s." + name)
        .collect(Collectors.joining(" AND "));
  }

  /** Whether any of the columns differs; null equals null. */
  static String differs(Target target, Predicate<Column> which) {
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

  /** What an update sets. */
  static String assignments(Target target, Predicate<Column> which) {
    return pick(target, which).stream()
        .map(column -> Identifiers.quote(column.name()))
        .map(name -> name + " = s." + name)
        .collect(Collectors.joining(", "));
  }
}
