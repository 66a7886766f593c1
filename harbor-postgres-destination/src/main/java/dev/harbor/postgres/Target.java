package dev.harbor.postgres;

import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import java.util.List;
import java.util.Objects;

/**
 * A table of the lane beside what is really there. Immutable.
 *
 * @param dataset name of the dataset
 * @param schema the table as Harbor knows it
 * @param real the table as it is after the DDL
 * @param created whether this load created it
 */
record Target(String dataset, TableSchema schema, Catalog.Table real, boolean created) {
  /** The table in SQL. */
  String sql() {
    return Identifiers.quote(dataset, schema.name());
  }

  /** Name of the table. */
  String name() {
    return schema.name();
  }

  /** Columns that rows may be written to: all but those the server computes. */
  List<Column> writable() {
    return schema.columns().stream().filter(column -> !real(column).isGenerated()).toList();
  }

  /** Type that a column really has. */
  String realType(Column column) {
    return real(column).type();
  }

  /** Whether bytes of Harbor's own types may go straight into these columns. */
  boolean takes(List<Column> layout) {
    return layout.stream()
        .allMatch(
            column ->
                !real(column).isGenerated()
                    && real(column).type().equals(SqlTypes.sqlType(column)));
  }

  private Catalog.Column real(Column column) {
    return Objects.requireNonNull(real.columns().get(column.name()), column.name());
  }
}
