package dev.harbor.contract;

import java.util.Locale;

/** What becomes of a row that would change a table. */
public enum ContractMode {
  /** The table changes. */
  EVOLVE,
  /** The resource fails; nothing of the segment is stored. */
  FREEZE,
  /** The row is left out, with the rows nested in it; it is counted and reported. */
  DISCARD_ROW,
  /** The value is left out, or the row if its table would be new; it is counted and reported. */
  DISCARD_VALUE,
  /**
   * The item is left out whole and kept as JSON in {@code _harbor_quarantine}, in the transaction
   * of the load.
   */
  QUARANTINE;

  /** Name of this mode in settings and in dlt's documents, such as {@code discard_row}. */
  public String documentName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mode of a name.
   *
   * @param name such as {@code discard_row}
   * @throws IllegalArgumentException if there is no such mode
   */
  public static ContractMode ofDocumentName(String name) {
    for (ContractMode mode : values()) {
      if (mode.documentName().equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "Cannot use contract mode '%s': expected evolve, freeze, discard_row, discard_value or quarantine"
            .formatted(name));
  }
}
