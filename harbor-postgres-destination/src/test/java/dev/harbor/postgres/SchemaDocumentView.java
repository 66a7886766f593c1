package dev.harbor.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;

/**
 * What of a dataset's stored documents speaks of the user's tables and cursors, read without
 * Harbor. Stateless.
 */
final class SchemaDocumentView {
  private static final List<String> TABLE_HINTS =
      List.of("parent", "write_disposition", "x-merge-strategy", "schema_contract");
  private static final List<String> COLUMN_HINTS =
      List.of(
          "data_type",
          "nullable",
          "precision",
          "scale",
          "timezone",
          "primary_key",
          "merge_key",
          "unique",
          "sort",
          "variant",
          "hard_delete",
          "dedup_sort",
          "incremental",
          "row_key",
          "parent_key",
          "root_key",
          "x-valid-from",
          "x-valid-to",
          "x-row-version");

  private SchemaDocumentView() {}

  /** Tables of the newest schema document, each with the hints that are set. */
  static Map<String, Object> schema(String dataset) {
    Map<String, Object> part = new TreeMap<>();
    Json.member(
            newest(dataset, "_dlt_version", "schema", "inserted_at DESC, version DESC"), "tables")
        .forEach(
            (name, table) -> {
              if (!name.startsWith("_dlt_")) {
                part.put(name, table(Json.asObject(table)));
              }
            });
    return part;
  }

  private static Map<String, Object> table(Map<String, Object> table) {
    Map<String, Object> part = new LinkedHashMap<>();
    for (String hint : TABLE_HINTS) {
      Object value = table.get(hint);
      if (value != null) {
        part.put(hint, value);
      }
    }
    Map<String, Object> columns = new LinkedHashMap<>();
    Json.member(table, "columns")
        .forEach((name, column) -> columns.put(name, column(Json.asObject(column))));
    part.put("columns", columns);
    return part;
  }

  private static Map<String, Object> column(Map<String, Object> column) {
    Map<String, Object> part = new LinkedHashMap<>();
    for (String hint : COLUMN_HINTS) {
      Object value = column.get(hint);
      boolean says =
          switch (hint) {
            case "nullable" -> Boolean.FALSE.equals(value);
            case "timezone" -> value != null;
            default -> value != null && !Boolean.FALSE.equals(value);
          };
      if (value != null && says) {
        part.put(hint, value);
      }
    }
    return part;
  }

  /** Resource, then path of the cursor, then its last value. */
  static Map<String, Object> cursors(String dataset) {
    Map<String, Object> cursors = new TreeMap<>();
    Map<String, Object> state =
        newest(dataset, "_dlt_pipeline_state", "state", "version DESC, created_at DESC");
    for (Object source : Json.member(state, "sources").values()) {
      Json.member(Json.asObject(source), "resources")
          .forEach(
              (name, resource) -> {
                Map<String, Object> last = new LinkedHashMap<>();
                Json.member(Json.asObject(resource), "incremental")
                    .forEach(
                        (path, cursor) -> last.put(path, Json.asObject(cursor).get("last_value")));
                if (!last.isEmpty()) {
                  cursors.put(name, last);
                }
              });
    }
    return cursors;
  }

  private static Map<String, Object> newest(
      String dataset, String table, String column, String order) {
    boolean exists =
        Boolean.TRUE.equals(
            PostgresServer.value(
                "SELECT to_regclass('\"%s\".%s') IS NOT NULL".formatted(dataset, table)));
    List<List<Object>> rows =
        exists
            ? PostgresServer.query(
                "SELECT %s FROM \"%s\".%s ORDER BY %s LIMIT 1"
                    .formatted(column, dataset, table, order))
            : List.of();
    return rows.isEmpty() ? Map.of() : Json.object(unpacked(String.valueOf(rows.get(0).get(0))));
  }

  /** A document is JSON, or JSON deflated and in base64. */
  private static String unpacked(String text) {
    if (text.startsWith("{")) {
      return text;
    }
    byte[] packed = Base64.getDecoder().decode(text);
    try (InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      return new String(inflated.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
