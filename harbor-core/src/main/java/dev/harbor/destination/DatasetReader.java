package dev.harbor.destination;

import dev.harbor.contract.QuarantinedRow;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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

  /**
   * Hands over what is in quarantine, in the order in which it was kept. Only asked of destinations
   * that declare {@link DestinationCapabilities#quarantine()}.
   *
   * @param dataset name of the dataset
   * @param pipeline name of the pipeline whose lanes kept it
   * @param consumer called once per item; may run other loads
   */
  default void readQuarantine(String dataset, String pipeline, Consumer<Kept> consumer) {
    throw new UnsupportedOperationException(
        "Cannot read the quarantine of dataset '%s': this destination has none".formatted(dataset));
  }

  /**
   * The columns that tables really have, whoever made them.
   *
   * @param dataset name of the dataset
   * @param tables names of the tables
   * @return names of columns by name of table, of the tables that exist; empty if the destination
   *     cannot tell
   */
  default Optional<Map<String, Set<String>>> realColumns(
      String dataset, Collection<String> tables) {
    return Optional.empty();
  }

  /**
   * An item in quarantine. Immutable.
   *
   * @param key the lane that kept it
   * @param loadId the load that kept it
   * @param row the item, with what was wrong
   */
  record Kept(CheckpointKey key, LoadId loadId, QuarantinedRow row) {}
}
