package dev.harbor.destination.memory;

import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.LoadId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows of a table whose root rows carry some load ids, found from the root down. */
final class LineageRows implements RowReader {
  private static final String LOAD_ID = "_dlt_load_id";

  private final Iterator<Row> rows;

  private LineageRows(Iterator<Row> rows) {
    this.rows = rows;
  }

  static RowReader open(Dataset dataset, List<TableSchema> lineage, Collection<LoadId> loadIds) {
    Set<@Nullable Object> wanted = new HashSet<>();
    loadIds.forEach(id -> wanted.add(id.text()));
    List<Row> found = new ArrayList<>();
    for (TableSchema schema : lineage) {
      StoredTable table = dataset.table(schema.name()).orElse(new StoredTable(schema.name()));
      int link =
          schema.isRoot() ? table.place(LOAD_ID) : place(table, schema, ColumnHints::parentKey);
      int rowKey = place(table, schema, ColumnHints::rowKey);
      int[] target = table.placesOf(schema);
      Set<@Nullable Object> ids = new HashSet<>();
      found.clear();
      for (int i = 0; i < table.rowCount(); i++) {
        @Nullable Object[] stored = table.row(i);
        if (wanted.contains(StoredTable.value(stored, link))) {
          ids.add(StoredTable.value(stored, rowKey));
          found.add(new Row(i, values(stored, target)));
        }
      }
      wanted.clear();
      wanted.addAll(ids);
    }
    return new LineageRows(found.iterator());
  }

  private static int place(StoredTable table, TableSchema schema, Predicate<ColumnHints> hint) {
    return schema.columns().stream()
        .filter(column -> hint.test(column.hints()))
        .map(Column::name)
        .mapToInt(table::place)
        .findFirst()
        .orElse(-1);
  }

  private static @Nullable Object[] values(@Nullable Object[] stored, int[] places) {
    @Nullable Object[] values = new Object[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = StoredTable.released(StoredTable.value(stored, places[i]));
    }
    return values;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public Row next() {
    return rows.next();
  }

  @Override
  public void close() {}
}
