package dev.harbor.schema;

import static java.util.Objects.requireNonNull;

import dev.harbor.contract.SchemaContract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of a dataset, as Harbor knows it. Immutable.
 *
 * @param name normalised identifier
 * @param resource name of the root resource whose lane owns the table
 * @param parent name of the parent table; null for a root table
 * @param columns typed columns, in the order of the table
 * @param untyped hints of declared columns whose type is not known yet, by name; they are not in
 *     the table
 * @param writeDisposition of the root table, in nested tables too
 * @param mergeStrategy of the root table, in nested tables too; null unless the disposition is
 *     {@code MERGE}
 * @param maxNesting levels of nested tables below; null means no limit
 * @param mergeOptions what a merge follows beside its strategy; of the root table
 * @param contract what may change; null means as in the parent, or everything
 */
public record TableSchema(
    String name,
    String resource,
    @Nullable String parent,
    List<Column> columns,
    Map<String, ColumnHints> untyped,
    WriteDisposition writeDisposition,
    @Nullable MergeStrategy mergeStrategy,
    @Nullable Integer maxNesting,
    MergeOptions mergeOptions,
    @Nullable SchemaContract contract) {

  /** Takes copies and checks that no two columns have one name. */
  public TableSchema {
    requireNonNull(name, "name");
    requireNonNull(resource, "resource");
    requireNonNull(writeDisposition, "writeDisposition");
    requireNonNull(mergeOptions, "mergeOptions");
    columns = List.copyOf(columns);
    untyped = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(untyped));
    if (columns.stream().map(Column::name).distinct().count() != columns.size()) {
      throw new IllegalArgumentException(
          "Cannot create table '" + name + "': two columns have one name");
    }
  }

  /** A root table that is appended to. */
  public static TableSchema of(String name, List<Column> columns) {
    return new TableSchema(
        name,
        name,
        null,
        columns,
        Map.of(),
        WriteDisposition.APPEND,
        null,
        null,
        MergeOptions.none(),
        null);
  }

  /** Whether this table has no parent. */
  public boolean isRoot() {
    return parent == null;
  }

  /** Name of the parent table; empty for a root table. */
  public Optional<String> parentName() {
    return Optional.ofNullable(parent);
  }

  /** The column with a name. */
  public Optional<Column> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  /** Place of a column in {@link #columns()}, or -1. */
  public int indexOf(String columnName) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(columnName)) {
        return i;
      }
    }
    return -1;
  }

  /** Columns of the primary key, in the order of the table. */
  public List<Column> primaryKey() {
    return columns.stream().filter(column -> column.hints().primaryKey()).toList();
  }

  /** The column that identifies a row, {@code _dlt_id} unless the table says otherwise. */
  public Optional<Column> rowKey() {
    return columns.stream().filter(column -> column.hints().rowKey()).findFirst();
  }

  /** The column that points to the root row; only in nested tables of merged resources. */
  public Optional<Column> rootKey() {
    return columns.stream().filter(column -> column.hints().rootKey()).findFirst();
  }

  /** This table with other columns. */
  public TableSchema withColumns(List<Column> others) {
    return new TableSchema(
        name,
        resource,
        parent,
        others,
        untyped,
        writeDisposition,
        mergeStrategy,
        maxNesting,
        mergeOptions,
        contract);
  }

  /** This table with one more column at the end. */
  public TableSchema withColumn(Column column) {
    List<Column> more = new ArrayList<>(columns);
    more.add(column);
    return withColumns(more);
  }

  /** This table under another disposition; the strategy is null unless it is {@code MERGE}. */
  public TableSchema withDisposition(WriteDisposition other, @Nullable MergeStrategy strategy) {
    return new TableSchema(
        name,
        resource,
        parent,
        columns,
        untyped,
        other,
        strategy,
        maxNesting,
        mergeOptions,
        contract);
  }

  /** This table with other options of a merge. */
  public TableSchema withMergeOptions(MergeOptions options) {
    return new TableSchema(
        name,
        resource,
        parent,
        columns,
        untyped,
        writeDisposition,
        mergeStrategy,
        maxNesting,
        options,
        contract);
  }

  /** This table under another contract; null means as in the parent, or everything. */
  public TableSchema withContract(@Nullable SchemaContract other) {
    return new TableSchema(
        name,
        resource,
        parent,
        columns,
        untyped,
        writeDisposition,
        mergeStrategy,
        maxNesting,
        mergeOptions,
        other);
  }
}
