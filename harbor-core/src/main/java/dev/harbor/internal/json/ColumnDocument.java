package dev.harbor.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A column of a schema document. Only members whose meaning differs from the record's are written,
 * so a column that did not change keeps its text. Stateless.
 */
final class ColumnDocument {
  private static final String TYPE = "data_type";
  private static final String NULLABLE = "nullable";

  /** The hints that are true or absent, in the order dlt writes them. */
  private static final List<Flag> FLAGS =
      List.of(
          new Flag("primary_key", ColumnHints::primaryKey),
          new Flag("merge_key", ColumnHints::mergeKey),
          new Flag("parent_key", ColumnHints::parentKey),
          new Flag("root_key", ColumnHints::rootKey),
          new Flag("unique", ColumnHints::unique),
          new Flag("row_key", ColumnHints::rowKey),
          new Flag("x-index", ColumnHints::index),
          new Flag("sort", ColumnHints::sort),
          new Flag("variant", ColumnHints::variant),
          new Flag("incremental", ColumnHints::incremental),
          new Flag("hard_delete", ColumnHints::hardDelete));

  private ColumnDocument() {}

  private record Flag(String member, Predicate<ColumnHints> of) {}

  /** Whether the type of a column is known, so that it is in the table. */
  static boolean isTyped(JsonNode column) {
    return column.path(TYPE).isTextual();
  }

  static Column read(String table, String name, JsonNode column) {
    return new Column(
        name,
        type(table, name, column.path(TYPE).asText()),
        column.path(NULLABLE).asBoolean(true),
        integer(column, "precision"),
        integer(column, "scale"),
        column.path("timezone").isBoolean() ? column.get("timezone").booleanValue() : null,
        readHints(column));
  }

  private static DataType type(String table, String name, String type) {
    try {
      return DataType.ofDocumentName(type);
    } catch (IllegalArgumentException e) {
      throw new DestinationException(
          "Cannot read column '%s' of table '%s' from the schema document: found data type '%s', expected one of dlt 1.31"
              .formatted(name, table, type),
          e);
    }
  }

  private static @Nullable Integer integer(JsonNode node, String member) {
    JsonNode value = node.path(member);
    return value.isIntegralNumber() ? Integer.valueOf(value.intValue()) : null;
  }

  static ColumnHints readHints(JsonNode column) {
    return new ColumnHints(
        is(column, "primary_key"),
        is(column, "merge_key"),
        is(column, "row_key"),
        is(column, "parent_key"),
        is(column, "root_key"),
        is(column, "unique"),
        is(column, "x-index"),
        is(column, "sort"),
        is(column, "variant"),
        is(column, "incremental"),
        is(column, "hard_delete"),
        column.path("dedup_sort").textValue(),
        column.path("description").textValue());
  }

  private static boolean is(JsonNode column, String member) {
    return column.path(member).asBoolean(false);
  }

  /** A new column, its members in dlt's order: declared hints stand before an inferred type. */
  static ObjectNode create(Column column) {
    ObjectNode document = createUntyped(column.name(), declared(column.hints()));
    document.put(TYPE, column.type().documentName()).put(NULLABLE, column.nullable());
    edit(document, column);
    return document;
  }

  private static ColumnHints declared(ColumnHints hints) {
    return new ColumnHints(
        hints.primaryKey(),
        hints.mergeKey(),
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        hints.incremental(),
        false,
        null,
        null);
  }

  /** A new column without a type; dlt lets no part of a key be null. */
  static ObjectNode createUntyped(String name, ColumnHints hints) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("name", name);
    if (hints.primaryKey() || hints.mergeKey()) {
      document.put(NULLABLE, false);
    }
    editHints(document, hints);
    return document;
  }

  /** Makes a column say what the record says. */
  static void edit(ObjectNode document, Column column) {
    boolean becomesTyped = !isTyped(document);
    String type = column.type().documentName();
    if (!type.equals(document.path(TYPE).textValue())) {
      document.put(TYPE, type);
    }
    boolean saysNullable = becomesTyped ? document.has(NULLABLE) : true;
    if (!saysNullable || document.path(NULLABLE).asBoolean(true) != column.nullable()) {
      document.put(NULLABLE, column.nullable());
    }
    editInteger(document, "precision", column.precision());
    editInteger(document, "scale", column.scale());
    Boolean timezone = column.timezone();
    if (timezone == null) {
      removeValue(document, "timezone");
    } else if (!document.path("timezone").isBoolean()
        || document.get("timezone").booleanValue() != timezone) {
      document.put("timezone", timezone.booleanValue());
    }
    editHints(document, column.hints());
  }

  private static void editInteger(ObjectNode document, String member, @Nullable Integer value) {
    if (value == null) {
      removeValue(document, member);
    } else if (!value.equals(integer(document, member))) {
      document.put(member, value.longValue());
    }
  }

  /** Makes the hints of a column say what the record says; its type stays. */
  static void editHints(ObjectNode document, ColumnHints hints) {
    ColumnHints old = readHints(document);
    writeFlags(document, old, hints);
    editText(document, "dedup_sort", old.dedupSort(), hints.dedupSort());
    editText(document, "description", old.description(), hints.description());
  }

  private static void writeFlags(ObjectNode document, ColumnHints old, ColumnHints hints) {
    for (Flag flag : FLAGS) {
      boolean set = flag.of().test(hints);
      if (set && !flag.of().test(old)) {
        document.put(flag.member(), true);
      } else if (!set && flag.of().test(old)) {
        document.remove(flag.member());
      }
    }
  }

  private static void editText(
      ObjectNode document, String member, @Nullable String old, @Nullable String value) {
    if (!Objects.equals(old, value)) {
      if (value == null) {
        document.remove(member);
      } else {
        document.put(member, value);
      }
    }
  }

  // A null says as little as no member at all, and stays.
  private static void removeValue(ObjectNode document, String member) {
    if (document.hasNonNull(member)) {
      document.remove(member);
    }
  }
}
