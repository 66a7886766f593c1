package dev.harbor.destination.memory;

import dev.harbor.destination.Row;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns and rows of one table. A load changes a {@link #copy} of its own; once published, a table
 * is never changed again. A stored row has one value per column that the table had when the row was
 * written; what is missing at its end is null.
 */
final class StoredTable {
  private final String name;
  private final List<Column> columns;
  private final Map<String, Integer> places;
  private List<@Nullable Object[]> rows;

  StoredTable(String name) {
    this(name, new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
  }

  private StoredTable(
      String name,
      List<Column> columns,
      Map<String, Integer> places,
      List<@Nullable Object[]> rows) {
    this.name = name;
    this.columns = columns;
    this.places = places;
    this.rows = rows;
  }

  StoredTable copy() {
    return new StoredTable(
        name, new ArrayList<>(columns), new LinkedHashMap<>(places), new ArrayList<>(rows));
  }

  String name() {
    return name;
  }

  List<Column> columns() {
    return List.copyOf(columns);
  }

  int rowCount() {
    return rows.size();
  }

  /** Place of a column, or -1. */
  int place(String column) {
    return places.getOrDefault(column, -1);
  }

  /** Adds the column if it is not there. */
  void ensure(Column column) {
    int place = place(column.name());
    if (place < 0) {
      places.put(column.name(), columns.size());
      columns.add(column);
    } else if (columns.get(place).type() != column.type()) {
      throw new DestinationException(
          "Cannot load column '%s' of table '%s': its type is %s, but the package has %s. Load it into another table, or cast it in the resource"
              .formatted(column.name(), name, columns.get(place).type(), column.type()));
    }
  }

  /** For each column of a package's table its place here. */
  int[] placesOf(TableSchema schema) {
    return schema.columns().stream().mapToInt(column -> place(column.name())).toArray();
  }

  /**
   * The values of a package's row in the order of this table; columns it does not have are null.
   */
  @Nullable Object[] arrange(TableSchema schema, int[] target, Row row) {
    if (row.size() != target.length) {
      throw new DestinationException(
          "Cannot load a row of table '%s': it has %d values, expected %d"
              .formatted(name, row.size(), target.length));
    }
    @Nullable Object[] values = new Object[columns.size()];
    for (int i = 0; i < target.length; i++) {
      values[target[i]] = checked(schema.columns().get(i), row.value(i));
    }
    return values;
  }

  private @Nullable Object checked(Column column, @Nullable Object value) {
    if (value == null) {
      if (!column.nullable()) {
        throw new DestinationException(
            "Cannot load column '%s' of table '%s': a row has null, but the column is not nullable"
                .formatted(column.name(), name));
      }
      return null;
    }
    if (!column.type().javaClass().isInstance(value)) {
      throw new DestinationException(
          "Cannot load column '%s' of table '%s': a row has a value of %s, expected %s for type %s"
              .formatted(
                  column.name(),
                  name,
                  value.getClass().getName(),
                  column.type().javaClass().getName(),
                  column.type()));
    }
    return value instanceof byte[] bytes ? bytes.clone() : value;
  }

  void add(@Nullable Object[] row) {
    rows.add(row);
  }

  void set(int index, @Nullable Object[] row) {
    rows.set(index, row);
  }

  void clear() {
    rows = new ArrayList<>();
  }

  /** Removes the rows at some places; places of later rows change. */
  void removeAll(Set<Integer> indexes) {
    if (indexes.isEmpty()) {
      return;
    }
    List<@Nullable Object[]> kept = new ArrayList<>(rows.size() - indexes.size());
    for (int i = 0; i < rows.size(); i++) {
      if (!indexes.contains(i)) {
        kept.add(rows.get(i));
      }
    }
    rows = kept;
  }

  @Nullable Object[] row(int index) {
    return rows.get(index);
  }

  /** A value of a stored row, for a place that may be -1 or younger than the row. */
  static @Nullable Object value(@Nullable Object[] row, int place) {
    return place < 0 || place >= row.length ? null : row[place];
  }

  List<Map<String, @Nullable Object>> rowsByName() {
    List<Map<String, @Nullable Object>> named = new ArrayList<>(rows.size());
    for (@Nullable Object[] row : rows) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      places.forEach((column, place) -> values.put(column, released(value(row, place))));
      named.add(Collections.unmodifiableMap(values));
    }
    return Collections.unmodifiableList(named);
  }

  /** A value that its reader may do with as it likes. */
  static @Nullable Object released(@Nullable Object value) {
    return value instanceof byte[] bytes ? Arrays.copyOf(bytes, bytes.length) : value;
  }
}
