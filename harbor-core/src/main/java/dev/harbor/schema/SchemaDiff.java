package dev.harbor.schema;

import java.util.List;

/**
 * What a load changes in the tables of its lane. Immutable.
 *
 * @param addedTables tables that are new, with their columns, parents first
 * @param addedColumns columns that are new in tables that were there
 * @param emptiedTables tables that are emptied before any row is stored: those that a replaced
 *     resource leaves without rows, and all of a resource whose data a refresh drops
 * @param droppedTables tables that are dropped before anything else, as a refresh or a drop wants
 */
public record SchemaDiff(
    List<TableSchema> addedTables,
    List<ColumnChange> addedColumns,
    List<String> emptiedTables,
    List<String> droppedTables) {

  /** Takes copies. */
  public SchemaDiff {
    addedTables = List.copyOf(addedTables);
    addedColumns = List.copyOf(addedColumns);
    emptiedTables = List.copyOf(emptiedTables);
    droppedTables = List.copyOf(droppedTables);
  }

  /** No change. */
  public static SchemaDiff none() {
    return new SchemaDiff(List.of(), List.of(), List.of(), List.of());
  }

  /** The same, with other tables emptied. */
  public SchemaDiff withEmptiedTables(List<String> tables) {
    return new SchemaDiff(addedTables, addedColumns, tables, droppedTables);
  }

  /** The same, with other tables dropped. */
  public SchemaDiff withDroppedTables(List<String> tables) {
    return new SchemaDiff(addedTables, addedColumns, emptiedTables, tables);
  }

  /** Whether no table and no column is new or dropped; emptied tables do not count. */
  public boolean isEmpty() {
    return addedTables.isEmpty() && addedColumns.isEmpty() && droppedTables.isEmpty();
  }

  /**
   * One column of one table. Immutable.
   *
   * @param table name of the table
   * @param column the column as it will be
   */
  public record ColumnChange(String table, Column column) {}
}
