package dev.harbor.examples;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.harbor.contract.QuarantinedRow;
import dev.harbor.schema.DataType;
import dev.harbor.testkit.DestinationProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the files of {@link CustomDestination} as another program would. */
record JsonLinesProbe(Path directory) implements DestinationProbe {
  private static final JsonMapper DOUBLES = new JsonMapper();
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @Override
  public List<Map<String, @Nullable Object>> rows(String dataset, String table) {
    List<JsonNode> exact = lines(dataset, JSON);
    List<JsonNode> doubles = lines(dataset, DOUBLES);
    Map<String, DataType> types = types(exact, table);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < exact.size(); i++) {
      if (exact.get(i).path("table").asText().equals(table)) {
        JsonNode row = exact.get(i).path("row");
        JsonNode doubleRow = doubles.get(i).path("row");
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        types.forEach(
            (name, type) ->
                values.put(
                    name,
                    value(type, type == DataType.DOUBLE ? doubleRow.path(name) : row.path(name))));
        rows.add(values);
      }
    }
    return rows;
  }

  @Override
  public List<String> columns(String dataset, String table) {
    return List.copyOf(types(lines(dataset, JSON), table).keySet());
  }

  @Override
  public List<QuarantinedRow> quarantine(String dataset) {
    List<QuarantinedRow> items = new ArrayList<>();
    for (JsonNode line : lines(dataset, JSON)) {
      if (line.has("quarantine")) {
        items.add(JSON.convertValue(line.get("row"), QuarantinedRow.class));
      }
    }
    return items;
  }

  private List<JsonNode> lines(String dataset, JsonMapper mapper) {
    Path file = directory.resolve(dataset + ".jsonl");
    try {
      List<JsonNode> lines = new ArrayList<>();
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        lines.add(mapper.readTree(line));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Types of a table's columns, from the schema documents of the last line. */
  private static Map<String, DataType> types(List<JsonNode> lines, String table) {
    Map<String, DataType> types = new LinkedHashMap<>();
    if (!lines.isEmpty()) {
      for (JsonNode document : lines.get(lines.size() - 1).path("schemas")) {
        for (JsonNode column : schema(document).path("tables").path(table).path("columns")) {
          String type = column.path("data_type").asText();
          types.putIfAbsent(column.path("name").asText(), DataType.ofDocumentName(type));
        }
      }
    }
    return types;
  }

  private static JsonNode schema(JsonNode document) {
    try {
      return JSON.readTree(document.asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object value(DataType type, JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    return switch (type) {
      case BOOL -> value.booleanValue();
      case BIGINT -> value.longValue();
      case DOUBLE -> Double.valueOf(value.asText());
      case DECIMAL, WEI -> value.decimalValue();
      case TEXT, JSON -> value.textValue();
      case TIMESTAMP -> Instant.parse(value.asText());
      case DATE -> LocalDate.parse(value.asText());
      case TIME -> LocalTime.parse(value.asText());
      case BINARY -> Base64.getDecoder().decode(value.asText());
    };
  }
}
