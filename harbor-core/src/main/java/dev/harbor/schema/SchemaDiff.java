package dev.harbor.schema;

import java.util.List;

/**
 * What a load changes in the tables of its lane. Immutable.
 *
 * @param addedTables tables that are new, with their columns, parents first
 * @param addedColumns columns that are new in tables that were there
 * @param emptiedTables tables of a replaced resource that this load leaves without rows
 */
public record SchemaDiff(
    List<TableSchema> addedTables, List<ColumnChange> addedColumns, List<String> emptiedTables) {

  /** Takes copies. */
  public SchemaDiff {
    addedTables = List.copyOf(addedTables);
    addedColumns = List.copyOf(addedColumns);
    emptiedTables = List.copyOf(emptiedTables);
  }

  /** No change. */
  public static SchemaDiff none() {
    return new SchemaDiff(List.of(), List.of(), List.of());
  }

  /** Whether no table and no column is new; emptied tables do not count. */
  public boolean isEmpty() {
    return addedTables.isEmpty() && addedColumns.isEmpty();
  }

  /**
   * One column of one table. Immutable.
   *
   * @param table name of the table
   * @param column the column as it will be
   */
  public record ColumnChange(String table, Column column) {}
}
