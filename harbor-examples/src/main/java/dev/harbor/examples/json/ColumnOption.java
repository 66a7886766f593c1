package dev.harbor.examples.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harbor.examples.support.UsageException;
import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The option {@code --columns}: hints by column, in dlt's words. */
final class ColumnOption {
  private final String column;
  private @Nullable DataType type;
  private @Nullable Boolean nullable;
  private @Nullable Integer precision;
  private @Nullable Integer scale;
  private @Nullable Boolean timezone;
  private ColumnHints hints = ColumnHints.none();

  private ColumnOption(String column) {
    this.column = column;
  }

  static Map<String, ColumnDeclaration> read(String json) {
    JsonNode columns;
    try {
      columns = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new UsageException("Cannot read --columns: it is not JSON: " + e.getOriginalMessage());
    }
    if (!columns.isObject()) {
      throw new UsageException("Cannot read --columns: expected an object of columns");
    }
    Map<String, ColumnDeclaration> declared = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> column : columns.properties()) {
      declared.put(
          column.getKey(), new ColumnOption(column.getKey()).declaration(column.getValue()));
    }
    return declared;
  }

  private ColumnDeclaration declaration(JsonNode said) {
    if (!said.isObject()) {
      throw new UsageException(
          "Cannot read --columns: column '%s' is %s, expected an object of hints"
              .formatted(column, said));
    }
    for (Map.Entry<String, JsonNode> hint : said.properties()) {
      apply(hint.getKey(), hint.getValue());
    }
    try {
      return new ColumnDeclaration(type, nullable, precision, scale, timezone, hints);
    } catch (IllegalArgumentException e) {
      throw new UsageException("Column '%s' in --columns: %s".formatted(column, e.getMessage()));
    }
  }

  private void apply(String hint, JsonNode value) {
    switch (hint) {
      case "name" -> {}
      case "data_type" -> type = dataType(value.asText());
      case "nullable" -> nullable = bool(hint, value);
      case "precision" -> precision = number(hint, value);
      case "scale" -> scale = number(hint, value);
      case "timezone" -> timezone = bool(hint, value);
      case "description" -> hints = hints.withDescription(value.asText());
      case "unique" -> hints = bool(hint, value) ? hints.withUnique() : hints;
      case "index" -> hints = bool(hint, value) ? hints.withIndex() : hints;
      case "sort" -> hints = bool(hint, value) ? hints.withSort() : hints;
      case "primary_key" -> hints = bool(hint, value) ? hints.withPrimaryKey() : hints;
      case "merge_key" -> hints = bool(hint, value) ? hints.withMergeKey() : hints;
      case "hard_delete" -> hints = bool(hint, value) ? hints.withHardDelete() : hints;
      case "dedup_sort" -> hints = hints.withDedupSort(order(value));
      default ->
          throw new UsageException(
              "Cannot use hint '%s' of column '%s' in --columns: it is not available"
                  .formatted(hint, column));
    }
  }

  private String order(JsonNode value) {
    String word = value.asText();
    if (!word.equals("asc") && !word.equals("desc")) {
      throw wrong("dedup_sort", value, "\"asc\" or \"desc\"");
    }
    return word;
  }

  private boolean bool(String hint, JsonNode value) {
    if (!value.isBoolean()) {
      throw wrong(hint, value, "true or false");
    }
    return value.booleanValue();
  }

  private int number(String hint, JsonNode value) {
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw wrong(hint, value, "a whole number");
    }
    return value.intValue();
  }

  private UsageException wrong(String hint, JsonNode value, String expected) {
    return new UsageException(
        "Cannot use hint '%s' of column '%s' in --columns: it is %s, expected %s"
            .formatted(hint, column, value, expected));
  }

  private DataType dataType(String name) {
    try {
      return DataType.ofDocumentName(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "Cannot use data_type '%s' of column '%s' in --columns: dlt knows no such type"
              .formatted(name, column));
    }
  }
}
