package dev.harbor.testkit;

import dev.harbor.contract.QuarantinedRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the kit looks inside a destination, past Harbor: what another program would see there. Used
 * from several threads at once.
 */
public interface DestinationProbe {
  /**
   * The committed rows of a table, in any order.
   *
   * @return per row a value or null for each column, by name; values are of the {@link
   *     dev.harbor.schema.DataType#javaClass()} that was stored. Empty if there is no such table
   */
  List<Map<String, @Nullable Object>> rows(String dataset, String table);

  /**
   * The items in quarantine, in the order in which they were kept. Only asked of destinations that
   * declare {@link dev.harbor.destination.DestinationCapabilities#quarantine()}.
   */
  default List<QuarantinedRow> quarantine(String dataset) {
    throw new UnsupportedOperationException(
        "Cannot look into the quarantine of dataset '%s': this probe does not say how"
            .formatted(dataset));
  }

  /** Names of a table's columns, in its order; empty if there is no such table. */
  List<String> columns(String dataset, String table);
}
