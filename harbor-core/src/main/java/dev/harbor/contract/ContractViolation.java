package dev.harbor.contract;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One value or row that a contract refused. Immutable.
 *
 * @param table name of the table
 * @param column name of the column; null if the row was refused because of its table
 * @param path place in the item, such as {@code $.author.flair[2]}
 * @param expected what the contract allows
 * @param found what was there instead; a value is cut to 80 characters
 * @param mode what was done about it
 * @param item number of the item among those that the resource made rows of, from 1
 */
public record ContractViolation(
    String table,
    @Nullable String column,
    String path,
    String expected,
    String found,
    ContractMode mode,
    long item) {

  /** Checks that nothing but the column is null. */
  public ContractViolation {
    requireNonNull(table, "table");
    requireNonNull(path, "path");
    requireNonNull(expected, "expected");
    requireNonNull(found, "found");
    requireNonNull(mode, "mode");
  }

  /** Table and column, what was expected and what was found. */
  public String reason() {
    String place =
        column == null
            ? "table '%s'".formatted(table)
            : "column '%s' of table '%s'".formatted(column, table);
    return "%s: found %s, expected %s".formatted(place, found, expected);
  }
}
