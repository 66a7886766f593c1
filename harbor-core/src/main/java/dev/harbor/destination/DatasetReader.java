package dev.harbor.destination;

import dev.harbor.schema.TableSchema;
import dev.harbor.state.CheckpointKey;
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
   * The lanes of a pipeline that have tables or state, for drops and refreshes of whole sources.
   *
   * @param dataset name of the dataset
   * @param pipeline name of the pipeline
   * @return their keys; empty if the pipeline has loaded nothing
   */
  default List<CheckpointKey> lanes(String dataset, String pipeline) {
    throw new UnsupportedOperationException(
        "Cannot list the lanes of pipeline '%s' in dataset '%s': the destination does not support it"
            .formatted(pipeline, dataset));
  }

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
