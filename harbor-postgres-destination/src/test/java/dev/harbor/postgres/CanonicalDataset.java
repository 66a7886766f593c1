package dev.harbor.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A dataset in the form of golden cases, whoever wrote it: tables with columns and rows, number of
 * loads, schema document, cursors. Load ids are the numbers of the loads; rows are in no order.
 *
 * @param ids table, then label of a row, then its id, where a record says what ids are; empty in a
 *     dataset, whose rows have their ids themselves
 */
record CanonicalDataset(
    Map<String, Table> tables,
    long loads,
    Map<String, Object> schema,
    Map<String, Object> cursors,
    Map<String, Object> ids) {
  private static final Set<String> VALIDITY = Set.of("_dlt_valid_from", "_dlt_valid_to");

  /**
   * A table.
   *
   * @param columns name, type and nullability of each
   * @param rows one value per column; ids as they are, or the labels of a record
   */
  record Table(List<Map<String, Object>> columns, List<List<@Nullable Object>> rows) {
    List<String> names() {
      return columns.stream().map(column -> String.valueOf(column.get("name"))).toList();
    }
  }

  /** What a golden case says. */
  static CanonicalDataset recorded(Map<String, Object> expected) {
    Map<String, Table> tables = new LinkedHashMap<>();
    Json.member(expected, "tables")
        .forEach(
            (name, table) ->
                tables.put(
                    name,
                    new Table(
                        Json.elements(Json.asObject(table), "columns"),
                        Json.elements(Json.asObject(table), "rows"))));
    return new CanonicalDataset(
        tables,
        (Long) expected.getOrDefault("loads", 0L),
        Json.member(expected, "schema"),
        Json.member(expected, "cursors"),
        Json.member(expected, "deterministicIds"));
  }

  /** What is in the database. */
  static CanonicalDataset stored(String dataset) {
    Map<String, Long> loads = loads(dataset);
    Map<String, Table> tables = new LinkedHashMap<>();
    try (Connection connection = PostgresServer.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SET timezone = 'UTC'; SET datestyle = ISO; SET bytea_output = hex; SET extra_float_digits = 1");
      for (String table : tableNames(dataset)) {
        tables.put(table, table(statement, dataset, table, loads));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(dataset, e);
    }
    return new CanonicalDataset(
        tables,
        loads.size(),
        SchemaDocumentView.schema(dataset),
        SchemaDocumentView.cursors(dataset),
        Map.of());
  }

  private static Map<String, Long> loads(String dataset) {
    Map<String, Long> numbers = new HashMap<>();
    if (systemTables(dataset).contains("_dlt_loads")) {
      PostgresServer.query(
              "SELECT load_id FROM \"%s\"._dlt_loads WHERE status = 0 ORDER BY inserted_at, load_id"
                  .formatted(dataset))
          .forEach(row -> numbers.put(String.valueOf(row.get(0)), numbers.size() + 1L));
    }
    return numbers;
  }

  private static List<String> tableNames(String dataset) {
    return allTables(dataset).stream()
        .filter(name -> !name.startsWith("_dlt_") && !name.startsWith("_harbor_"))
        .toList();
  }

  private static List<String> systemTables(String dataset) {
    return allTables(dataset).stream().filter(name -> name.startsWith("_dlt_")).toList();
  }

  private static List<String> allTables(String dataset) {
    return PostgresServer.query(
            "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = '%s' AND c.relkind IN ('r', 'p') ORDER BY c.relname COLLATE \"C\""
                    .formatted(dataset))
        .stream()
        .map(row -> String.valueOf(row.get(0)))
        .toList();
  }

  /** Columns of a table, system tables too. */
  static List<Map<String, Object>> columns(String dataset, String table) {
    List<Map<String, Object>> columns = new ArrayList<>();
    PostgresServer.columns(dataset, table)
        .forEach(
            (name, type) -> {
              Map<String, Object> column = new LinkedHashMap<>();
              column.put("name", name);
              column.put("type", type.replace(" NOT NULL", ""));
              column.put("nullable", !type.endsWith(" NOT NULL"));
              columns.add(column);
            });
    return columns;
  }

  private static Table table(
      Statement statement, String dataset, String table, Map<String, Long> loads)
      throws SQLException {
    List<Map<String, Object>> columns = columns(dataset, table);
    String texts =
        columns.stream()
            .map(column -> Identifiers.quote(String.valueOf(column.get("name"))) + "::text")
            .collect(Collectors.joining(", "));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (ResultSet result =
        statement.executeQuery("SELECT " + texts + " FROM " + Identifiers.quote(dataset, table))) {
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
          row.add(value(columns.get(i), result.getString(i + 1), loads));
        }
        rows.add(row);
      }
    }
    return new Table(columns, rows);
  }

  private static @Nullable Object value(
      Map<String, Object> column, @Nullable String text, Map<String, Long> loads) {
    String name = String.valueOf(column.get("name"));
    if (text == null) {
      return null;
    }
    if (VALIDITY.contains(name)) {
      return "<set>";
    }
    if (name.equals("_dlt_load_id")) {
      Long number = loads.get(text);
      return number == null ? "unknown load" : number;
    }
    String type = String.valueOf(column.get("type"));
    if (type.startsWith("timestamp")) {
      String iso = text.replaceFirst(" ", "T");
      return iso.endsWith("+00") ? iso.substring(0, iso.length() - 3) + "Z" : iso;
    }
    return switch (type) {
      case "smallint", "integer", "bigint" -> Long.valueOf(text);
      case "double precision" ->
          Set.of("NaN", "Infinity", "-Infinity").contains(text) ? text : Double.valueOf(text);
      case "boolean" -> Boolean.valueOf(text);
      case "json", "jsonb" -> Json.value(text);
      default -> text;
    };
  }

  /** Tables and columns, many lines. */
  String shape() {
    StringBuilder text = new StringBuilder();
    tables.forEach(
        (name, table) -> {
          text.append(name).append('\n');
          table
              .columns()
              .forEach(column -> text.append("  ").append(Json.line(column)).append('\n'));
        });
    return text.toString();
  }

  /** Rows of each table by themselves, without ids, many lines. */
  String rows() {
    return new RowForest(this, Map.of()).rows();
  }

  /**
   * Root rows with everything nested below them, many lines.
   *
   * @param known tables whose ids do not depend on chance; they are shown
   */
  String trees(Map<String, Object> known) {
    return new RowForest(this, known).trees();
  }
}
