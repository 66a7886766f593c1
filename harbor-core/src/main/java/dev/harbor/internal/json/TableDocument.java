package dev.harbor.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.MergeOptions;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.Scd2;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of a schema document, as the record of it and back. Stateless. */
final class TableDocument {
  private static final String DISPOSITION = "write_disposition";
  private static final String STRATEGY = "x-merge-strategy";
  private static final String NORMALIZER = "x-normalizer";
  private static final String MAX_NESTING = "max_nesting";

  private TableDocument() {}

  /** Name of the resource of a root table. */
  static String resource(String name, JsonNode table) {
    return table.path("resource").asText(name);
  }

  /**
   * A table as a record.
   *
   * @param root name of its root table
   * @param rootTable its root table, which says how rows are written
   */
  static TableSchema read(String name, JsonNode table, String root, JsonNode rootTable) {
    List<Column> columns = new ArrayList<>();
    Map<String, ColumnHints> untyped = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> column : table.path("columns").properties()) {
      if (ColumnDocument.isTyped(column.getValue())) {
        columns.add(ColumnDocument.read(name, column.getKey(), column.getValue()));
      } else {
        untyped.put(column.getKey(), ColumnDocument.readHints(column.getValue()));
      }
    }
    WriteDisposition disposition = disposition(rootTable);
    JsonNode maxNesting = table.path(NORMALIZER).path(MAX_NESTING);
    return new TableSchema(
        name,
        resource(root, rootTable),
        table.path("parent").textValue(),
        columns,
        untyped,
        disposition,
        disposition == WriteDisposition.MERGE ? strategy(rootTable) : null,
        maxNesting.isIntegralNumber() ? Integer.valueOf(maxNesting.intValue()) : null,
        MergeOptions.none(),
        ContractDocument.read(table));
  }

  // What Harbor does not know ("skip") is written like an append; the next load sets its own.
  private static WriteDisposition disposition(JsonNode table) {
    return switch (table.path(DISPOSITION).asText("append")) {
      case "merge" -> WriteDisposition.MERGE;
      case "replace" -> WriteDisposition.REPLACE;
      default -> WriteDisposition.APPEND;
    };
  }

  // delete-insert is what dlt does when nothing is said; its "cdc" identifies rows as upsert does.
  private static MergeStrategy strategy(JsonNode table) {
    String name = table.path(STRATEGY).asText();
    return Arrays.stream(MergeStrategy.values())
        .filter(strategy -> strategy.documentName().equals(name))
        .findFirst()
        .orElse(name.equals("cdc") ? MergeStrategy.UPSERT : MergeStrategy.DELETE_INSERT);
  }

  /** A new table, its members in dlt's order. */
  static ObjectNode create(TableSchema table) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    if (table.isRoot()) {
      document.putObject("columns");
      MergeStrategy strategy = table.mergeStrategy();
      if (strategy != null) {
        document.put(STRATEGY, strategy.documentName());
      }
      document.put(DISPOSITION, documentName(table.writeDisposition()));
      editMaxNesting(document, table.maxNesting());
      document.put("name", table.name()).put("resource", table.resource());
    } else {
      document.put("name", table.name());
      document.putObject("columns");
      document.put("parent", table.parent());
    }
    edit(document, table, true);
    return document;
  }

  /**
   * Makes a table say what the record says.
   *
   * @param exactly whether columns that the record does not have are removed
   */
  static void edit(ObjectNode document, TableSchema table, boolean exactly) {
    editColumns(document, table, exactly);
    if (table.isRoot()) {
      editDisposition(document, table);
      if (!resource(table.name(), document).equals(table.resource())) {
        document.put("resource", table.resource());
      }
    }
    editMaxNesting(document, table.maxNesting());
    ContractDocument.edit(document, table.contract());
    markSeenData(document, table);
  }

  private static void editDisposition(ObjectNode document, TableSchema table) {
    WriteDisposition old = disposition(document);
    if (old != table.writeDisposition()) {
      document.put(DISPOSITION, documentName(table.writeDisposition()));
    }
    // Under another disposition dlt leaves the strategy of an earlier merge where it is.
    MergeStrategy strategy = table.mergeStrategy();
    if (strategy != null
        && (old != WriteDisposition.MERGE || strategy(document) != strategy)
        && !strategy.documentName().equals(document.path(STRATEGY).textValue())) {
      document.put(STRATEGY, strategy.documentName());
    }
  }

  private static void editMaxNesting(ObjectNode document, @Nullable Integer maxNesting) {
    JsonNode old = document.path(NORMALIZER).path(MAX_NESTING);
    if (maxNesting == null) {
      if (old.isIntegralNumber()) {
        document.withObjectProperty(NORMALIZER).remove(MAX_NESTING);
      }
    } else if (!old.isIntegralNumber() || old.intValue() != maxNesting) {
      document.withObjectProperty(NORMALIZER).put(MAX_NESTING, maxNesting.longValue());
    }
  }

  // Rows bring their id: a table with a typed id has seen data, and may evolve no further at will.
  private static void markSeenData(ObjectNode document, TableSchema table) {
    if (table.rowKey().isEmpty() && table.column("_dlt_id").isEmpty()) {
      return;
    }
    if (!document.path(NORMALIZER).path("seen-data").asBoolean(false)) {
      document.withObjectProperty(NORMALIZER).put("seen-data", true);
    }
    if (document.path(NORMALIZER).has("evolve-columns-once")) {
      document.withObjectProperty(NORMALIZER).remove("evolve-columns-once");
    }
  }

  private static void editColumns(ObjectNode document, TableSchema table, boolean exactly) {
    ObjectNode old = document.withObjectProperty("columns");
    Map<String, Column> typed = new LinkedHashMap<>();
    table.columns().forEach(column -> typed.put(column.name(), column));
    Map<String, JsonNode> edited = new LinkedHashMap<>();

    // A column that gets its type moves to the end, as in dlt; all others keep their place.
    for (Map.Entry<String, JsonNode> there : old.properties()) {
      String name = there.getKey();
      boolean staysTyped = typed.containsKey(name) && ColumnDocument.isTyped(there.getValue());
      boolean unknown = !typed.containsKey(name) && !table.untyped().containsKey(name);
      if (staysTyped || table.untyped().containsKey(name) || (unknown && !exactly)) {
        edited.put(name, there.getValue());
      }
    }
    table
        .untyped()
        .forEach(
            (name, hints) -> {
              JsonNode there = edited.get(name);
              if (there instanceof ObjectNode column) {
                ColumnDocument.editHints(column, hints);
              } else {
                edited.put(name, ColumnDocument.createUntyped(name, hints));
              }
            });
    for (Column column : table.columns()) {
      if (old.get(column.name()) instanceof ObjectNode there) {
        ColumnDocument.edit(there, column);
        edited.put(column.name(), there);
      } else {
        edited.put(column.name(), ColumnDocument.create(column));
      }
    }
    old.removeAll();
    old.setAll(inOrder(edited, table));
    hintValidity(old, table);
  }

  /** The columns with those that have a type in the order of the record. */
  private static Map<String, JsonNode> inOrder(Map<String, JsonNode> columns, TableSchema table) {
    List<String> places = new ArrayList<>(columns.keySet());
    var inTable = table.columns().iterator();
    Set<String> typed = new HashSet<>();
    table.columns().forEach(column -> typed.add(column.name()));
    places.replaceAll(name -> typed.contains(name) ? inTable.next().name() : name);

    Map<String, JsonNode> ordered = new LinkedHashMap<>();
    places.forEach(name -> ordered.put(name, columns.get(name)));
    return ordered;
  }

  // dlt finds the columns of a version's validity by hints that columns of the record do not have.
  private static void hintValidity(ObjectNode columns, TableSchema table) {
    if (!table.isRoot() || table.mergeStrategy() != MergeStrategy.SCD2) {
      return;
    }
    Scd2 scd2 = Objects.requireNonNullElse(table.mergeOptions().scd2(), Scd2.defaults());
    hint(columns, scd2.validFrom(), "x-valid-from");
    if (hint(columns, scd2.validTo(), "x-valid-to")) {
      ObjectNode validTo = columns.withObjectProperty(scd2.validTo());
      if (scd2.activeRecordTimestamp() == null) {
        validTo.putNull("x-active-record-timestamp");
      } else {
        validTo.put("x-active-record-timestamp", scd2.activeRecordTimestamp().toString());
      }
    }
    hint(columns, scd2.rowVersion() == null ? "_dlt_id" : scd2.rowVersion(), "x-row-version");
  }

  private static boolean hint(ObjectNode columns, String name, String hint) {
    boolean isSaid = columns.valueStream().anyMatch(column -> column.has(hint));
    if (isSaid || !(columns.get(name) instanceof ObjectNode column)) {
      return false;
    }
    column.put(hint, true);
    return true;
  }

  private static String documentName(WriteDisposition disposition) {
    return disposition.name().toLowerCase(Locale.ROOT);
  }
}
