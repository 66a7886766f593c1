package dev.harbor.contract;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.Set;

/**
 * What may change in the tables of a resource. Columns of a table that has no rows yet may change
 * whatever {@code columns} says; Harbor's own columns always may. Immutable; start from {@link
 * #evolve()}, {@link #freeze()}, {@link #production()} or {@link #of}.
 *
 * <p>A row that is refused for another reason, a null or missing key, a value too long, or whatever
 * only the destination refuses, fails the resource, unless {@link #keepsRefusedRows()}.
 *
 * @param tables new tables, nested ones among them
 * @param columns new columns of tables that have rows
 * @param dataTypes values that do not fit the type of their column
 * @see <a href="https://dlthub.com/docs/general-usage/schema-contracts">dlt: schema contracts</a>
 */
public record SchemaContract(ContractMode tables, ContractMode columns, ContractMode dataTypes) {

  /** Checks that nothing is null. */
  public SchemaContract {
    requireNonNull(tables, "tables");
    requireNonNull(columns, "columns");
    requireNonNull(dataTypes, "dataTypes");
  }

  /** Everything may change; the default. */
  public static SchemaContract evolve() {
    return of(ContractMode.EVOLVE);
  }

  /** Nothing may change. */
  public static SchemaContract freeze() {
    return of(ContractMode.FREEZE);
  }

  /**
   * New tables and columns may come; a value of another type fails, as a broken key always does.
   */
  public static SchemaContract production() {
    return evolve().withDataTypes(ContractMode.FREEZE);
  }

  /** One mode for everything. */
  public static SchemaContract of(ContractMode mode) {
    return new SchemaContract(mode, mode, mode);
  }

  /** The same with another mode for new tables. */
  public SchemaContract withTables(ContractMode mode) {
    return new SchemaContract(mode, columns, dataTypes);
  }

  /** The same with another mode for new columns. */
  public SchemaContract withColumns(ContractMode mode) {
    return new SchemaContract(tables, mode, dataTypes);
  }

  /** The same with another mode for values of another type. */
  public SchemaContract withDataTypes(ContractMode mode) {
    return new SchemaContract(tables, columns, mode);
  }

  /** Whether tables, columns and types may all change. */
  public boolean isEvolving() {
    return EnumSet.of(tables, columns, dataTypes).equals(Set.of(ContractMode.EVOLVE));
  }

  /**
   * Whether rows that break a key or a constraint are quarantined too: if values of another type
   * are, or if those may evolve and new tables or columns are quarantined.
   */
  public boolean keepsRefusedRows() {
    return dataTypes == ContractMode.QUARANTINE
        || (dataTypes == ContractMode.EVOLVE
            && (tables == ContractMode.QUARANTINE || columns == ContractMode.QUARANTINE));
  }
}
