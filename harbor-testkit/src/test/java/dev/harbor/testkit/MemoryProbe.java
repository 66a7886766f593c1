package dev.harbor.testkit;

import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.schema.Column;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks into a destination on maps. */
record MemoryProbe(InMemoryDestination destination) implements DestinationProbe {
  @Override
  public List<Map<String, @Nullable Object>> rows(String dataset, String table) {
    return destination.rows(dataset, table);
  }

  @Override
  public List<String> columns(String dataset, String table) {
    return destination.columns(dataset, table).stream().map(Column::name).toList();
  }
}
