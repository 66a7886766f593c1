package dev.harbor.destination;

import dev.harbor.schema.TableSchema;
import dev.harbor.state.LoadId;
import java.util.Collection;
import java.util.List;

/** Optional capability of a {@link Destination}: rows can be read back. */
public interface DatasetReader {
  /**
   * The tables of the sources that loads belong to, with those that the loads did not touch.
   *
   * @param dataset name of the dataset
   * @param loadIds the loads
   * @return tables with at least one column, parents first; empty if no load is known
   */
  List<TableSchema> tables(String dataset, Collection<LoadId> loadIds);

  /**
   * Opens the rows that loads left in a table: those whose root row carries one of the load ids.
   *
   * @param dataset name of the dataset
   * @param lineage the table and its ancestors, root first
   * @param loadIds the loads
   * @return rows with one value per column of the last table of the lineage, to be closed by the
   *     caller
   */
  RowReader openRows(String dataset, List<TableSchema> lineage, Collection<LoadId> loadIds);
}
