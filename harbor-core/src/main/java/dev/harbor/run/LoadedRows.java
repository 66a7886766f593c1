package dev.harbor.run;

import dev.harbor.destination.DatasetReader;
import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.LoadId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What loads left in a dataset, so that a next step can work on just that. A merged row that did
 * not change still belongs to the load that changed it last. Read anew with each call; thread-safe.
 */
public final class LoadedRows {
  private final DatasetReader reader;
  private final String dataset;
  private final List<LoadId> loadIds;
  private final Map<String, TableSchema> tables = new LinkedHashMap<>();

  /** The rows of some loads. */
  public LoadedRows(DatasetReader reader, String dataset, Collection<LoadId> loadIds) {
    this.reader = reader;
    this.dataset = dataset;
    this.loadIds = List.copyOf(loadIds);
    reader.tables(dataset, loadIds).forEach(table -> tables.put(table.name(), table));
  }

  /** Tables of the sources that were loaded, parents first. */
  public List<TableSchema> tables() {
    return List.copyOf(tables.values());
  }

  /**
   * Opens the rows of one table.
   *
   * @return rows with one value per column of the table, to be closed by the caller
   * @throws IllegalArgumentException if there is no such table
   */
  public RowReader open(String table) {
    List<TableSchema> lineage = new ArrayList<>();
    TableSchema current = schema(table);
    lineage.add(0, current);
    while (!current.isRoot()) {
      current = schema(current.parentName().orElseThrow());
      lineage.add(0, current);
    }
    return reader.openRows(dataset, lineage, loadIds);
  }

  /**
   * Hands over the rows of one table, each as a map by column name.
   *
   * @throws IllegalArgumentException if there is no such table
   */
  public void forEach(String table, Consumer<Map<String, @Nullable Object>> consumer) {
    List<Column> columns = schema(table).columns();
    try (RowReader rows = open(table)) {
      while (rows.hasNext()) {
        Row row = rows.next();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          values.put(columns.get(i).name(), row.value(i));
        }
        consumer.accept(values);
      }
    }
  }

  private TableSchema schema(String table) {
    TableSchema schema = tables.get(table);
    if (schema == null) {
      throw new IllegalArgumentException(
          "Cannot read table '%s' of dataset '%s': the loads %s know the tables %s"
              .formatted(table, dataset, loadIds, tables.keySet()));
    }
    return schema;
  }
}
