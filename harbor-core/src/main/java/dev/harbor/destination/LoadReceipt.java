package dev.harbor.destination;

import dev.harbor.contract.QuarantinedRow;
import dev.harbor.state.LoadId;
import java.util.List;

/**
 * What a destination did with a package. Immutable.
 *
 * @param loadId id under which it is stored
 * @param outcome whether this call stored it
 * @param tables what became of the rows, per table, in the order of the package; empty if it was
 *     already stored
 * @param refusedItems items that the destination itself refused and put into quarantine
 * @param refused the first of them, without their JSON
 */
public record LoadReceipt(
    LoadId loadId,
    Outcome outcome,
    List<TableReceipt> tables,
    long refusedItems,
    List<QuarantinedRow> refused) {
  /** Takes copies. */
  public LoadReceipt {
    tables = List.copyOf(tables);
    refused = List.copyOf(refused);
  }

  /** Whether a call stored a package. */
  public enum Outcome {
    /** This call did. */
    LOADED,
    /** An earlier call did; this one wrote nothing. */
    ALREADY_LOADED
  }

  /** A package that this call stored. */
  public static LoadReceipt loaded(LoadId loadId, List<TableReceipt> tables) {
    return new LoadReceipt(loadId, Outcome.LOADED, tables, 0, List.of());
  }

  /** A package that an earlier call stored. */
  public static LoadReceipt alreadyLoaded(LoadId loadId) {
    return new LoadReceipt(loadId, Outcome.ALREADY_LOADED, List.of(), 0, List.of());
  }

  /** The same with items that the destination itself refused and put into quarantine. */
  public LoadReceipt withRefused(long items, List<QuarantinedRow> first) {
    return new LoadReceipt(loadId, outcome, tables, items, first);
  }
}
