package dev.harbor.destination.memory;

import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses tables that the declared capabilities do not cover. Immutable. */
record SupportedShapes(String destination, DestinationCapabilities capabilities) {
  void require(TableSchema table) {
    WriteDisposition disposition = table.writeDisposition();
    if (!capabilities.writeDispositions().contains(disposition)) {
      throw refusal(
          table.name(), "write disposition " + disposition, capabilities.writeDispositions());
    }
    MergeStrategy strategy = table.mergeStrategy();
    if (disposition == WriteDisposition.MERGE
        && strategy != null
        && !capabilities.mergeStrategies().contains(strategy)) {
      throw refusal(table.name(), "merge strategy " + strategy, capabilities.mergeStrategies());
    }
    table.columns().forEach(column -> require(table.name(), column));
  }

  void require(String table, Column column) {
    if (!capabilities.dataTypes().contains(column.type())) {
      throw refusal(
          table,
          "data type %s of column '%s'".formatted(column.type(), column.name()),
          capabilities.dataTypes());
    }
  }

  private <E extends Enum<E>> DestinationException refusal(
      String table, String found, Set<E> supported) {
    return new DestinationException(
        "Cannot load table '%s': destination '%s' does not support %s; it supports %s"
            .formatted(table, destination, found, listed(supported)));
  }

  private static <E extends Enum<E>> String listed(Set<E> supported) {
    return supported.isEmpty()
        ? "none"
        : new TreeSet<>(supported).stream().map(Enum::name).collect(Collectors.joining(", "));
  }
}
