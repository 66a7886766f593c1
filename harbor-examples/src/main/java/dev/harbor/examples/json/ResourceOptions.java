package dev.harbor.examples.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harbor.examples.support.Arguments;
import dev.harbor.examples.support.UsageException;
import dev.harbor.schema.DataType;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The options of a call that say how items are stored. */
final class ResourceOptions {
  private final Arguments arguments;

  ResourceOptions(Arguments arguments) {
    this.arguments = arguments;
  }

  Resource applyTo(Resource.Builder resource) {
    refuseWhatComesLater();
    arguments
        .oneOf("disposition", List.of("append", "replace", "merge"))
        .map(word -> WriteDisposition.valueOf(word.toUpperCase(Locale.ROOT)))
        .ifPresent(resource::disposition);
    resource.primaryKey(arguments.list("primary-key").toArray(new String[0]));
    arguments.wholeNumber("max-nesting").ifPresent(n -> resource.maxNesting(Math.toIntExact(n)));
    arguments.wholeNumber("max-rows").ifPresent(resource::limit);
    arguments.find("columns").ifPresent(json -> columns(json, resource));
    try {
      arguments.find("cursor").ifPresent(path -> resource.incremental(Incremental.of(path)));
      return resource.build();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private void refuseWhatComesLater() {
    if (arguments.find("merge-key").isPresent()) {
      throw new UsageException("Cannot use --merge-key: merging by slices is not available yet");
    }
    arguments
        .oneOf("strategy", List.of("upsert", "delete-insert", "insert-only", "scd2"))
        .filter(strategy -> !strategy.equals("upsert"))
        .ifPresent(
            strategy -> {
              throw new UsageException(
                  "Cannot use --strategy %s: it is not available yet, only upsert is"
                      .formatted(strategy));
            });
    arguments
        .find("contract")
        .filter(mode -> !mode.equals("evolve"))
        .ifPresent(
            mode -> {
              throw new UsageException(
                  "Cannot use --contract %s: contracts are not available yet, tables evolve"
                      .formatted(mode));
            });
  }

  private static void columns(String json, Resource.Builder resource) {
    JsonNode hints;
    try {
      hints = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new UsageException("Cannot read --columns: it is not JSON: " + e.getOriginalMessage());
    }
    if (!hints.isObject()) {
      throw new UsageException("Cannot read --columns: expected an object of columns");
    }
    for (Map.Entry<String, JsonNode> column : hints.properties()) {
      for (Map.Entry<String, JsonNode> hint : column.getValue().properties()) {
        if (!hint.getKey().equals("data_type")) {
          throw new UsageException(
              "Cannot use hint '%s' of column '%s' in --columns: only data_type is available yet"
                  .formatted(hint.getKey(), column.getKey()));
        }
        resource.column(column.getKey(), dataType(column.getKey(), hint.getValue().asText()));
      }
    }
  }

  private static DataType dataType(String column, String name) {
    try {
      return DataType.ofDocumentName(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "Cannot use data_type '%s' of column '%s' in --columns: dlt knows no such type"
              .formatted(name, column));
    }
  }
}
