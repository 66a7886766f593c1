package dev.harbor.internal.infer;

import dev.harbor.contract.ContractMode;
import dev.harbor.contract.ContractViolation;
import dev.harbor.contract.SchemaContract;
import dev.harbor.error.SchemaContractException;
import dev.harbor.internal.normalize.RowDraft;
import dev.harbor.schema.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a row that would change a table. Asked only where a value meets no column
 * or not the type of its column; a value that fits never comes here. Confined to one thread.
 */
public final class ContractGate {
  private static final String NO_NEW_TABLE = "no new table";
  private static final String NO_NEW_COLUMN = "no new column";

  private final RefusalTally tally;
  private Places places = (row, column) -> "$";
  private long item;
  private @Nullable ContractViolation kept;

  /** A gate that tells a tally what it refused. */
  public ContractGate(RefusalTally tally) {
    this.tally = tally;
  }

  /** Finds places in the item that is being worked on. */
  @FunctionalInterface
  public interface Places {
    /** The path of a row, or of a value in it, with an index for each list: {@code $.l[2].x}. */
    String path(RowDraft row, @Nullable ColumnShape column);
  }

  /** Who knows where things stand in the item. */
  public void use(Places finder) {
    this.places = finder;
  }

  /** Begins with the next item. */
  public void nextItem() {
    item++;
    kept = null;
  }

  /** What the item is quarantined for; null if it is not. */
  public @Nullable ContractViolation kept() {
    return kept;
  }

  /** Whether rows may go to the table of a row; if not, the row is dropped. */
  public boolean admitsTable(RowDraft row) {
    TableShape table = row.table();
    if (table.isAdmitted()) {
      return true;
    }
    ContractMode mode = table.contract().tables();
    ContractViolation violation =
        new ContractViolation(
            table.name(), null, places.path(row, null), NO_NEW_TABLE, "rows of one", mode, item);
    if (mode == ContractMode.FREEZE) {
      throw new SchemaContractException(
          "Cannot create table '%s': the contract freezes tables, but item %d has rows of it at %s. Drop the field in the resource, or allow the table with SchemaContract.withTables(EVOLVE)"
              .formatted(table.name(), item, violation.path()),
          List.of(violation));
    }
    refuse(row, violation, "table '%s' is new".formatted(table.name()));
    return false;
  }

  /** Whether a row may give a column its first value. */
  boolean admitsColumn(RowDraft row, ColumnShape column, DataType found, Object value) {
    TableShape table = row.table();
    ContractMode mode = table.contract().columns();
    if (mode == ContractMode.EVOLVE || table.isNew() || column.name().startsWith("_dlt_")) {
      return true;
    }
    ContractViolation violation = violation(row, column, NO_NEW_COLUMN, text(found, value), mode);
    if (mode == ContractMode.FREEZE) {
      throw new SchemaContractException(
          "Cannot add column '%s' to table '%s': the contract freezes columns, but item %d holds %s at %s. Drop the field in the resource, or allow the column with SchemaContract.withColumns(EVOLVE)"
              .formatted(column.name(), table.name(), item, violation.found(), violation.path()),
          List.of(violation));
    }
    refuse(
        row, violation, "column '%s' of table '%s' is new".formatted(column.name(), table.name()));
    return false;
  }

  /** Whether a row may bring a column a value that does not fit its type. */
  boolean admitsType(RowDraft row, ColumnShape column, DataType found, Object value) {
    TableShape table = row.table();
    ContractMode mode = table.contract().dataTypes();
    if (mode == ContractMode.EVOLVE) {
      return true;
    }
    String type = String.valueOf(column.type());
    ContractViolation violation = violation(row, column, type, text(found, value), mode);
    if (mode == ContractMode.FREEZE) {
      throw new SchemaContractException(
          "Cannot load column '%s' of table '%s': the contract freezes its type at %s, but item %d holds %s at %s. Cast it in the resource, or allow the change with SchemaContract.withDataTypes(EVOLVE)"
              .formatted(
                  column.name(), table.name(), type, item, violation.found(), violation.path()),
          List.of(violation));
    }
    refuse(
        row,
        violation,
        "%s does not fit column '%s' of table '%s', which is %s"
            .formatted(found, column.name(), table.name(), type));
    return false;
  }

  /**
   * Takes note of a row that no mode can let in; it is quarantined if the contract says so.
   *
   * @param column where the trouble is; null if it is the row's
   * @param found what is wrong, without values
   * @param failure thrown otherwise
   */
  public void refuseRow(
      RowDraft row, @Nullable ColumnShape column, String found, SchemaContractException failure) {
    SchemaContract contract = row.table().contract();
    if (!contract.keepsRefusedRows()) {
      throw failure;
    }
    refuse(
        row,
        new ContractViolation(
            row.table().name(),
            column == null ? null : column.name(),
            places.path(row, column),
            "a value that the table can hold",
            found,
            ContractMode.QUARANTINE,
            item),
        "%s%s".formatted(found, column == null ? "" : " in column '%s'".formatted(column.name())));
  }

  private ContractViolation violation(
      RowDraft row, ColumnShape column, String expected, String found, ContractMode mode) {
    return new ContractViolation(
        row.table().name(), column.name(), places.path(row, column), expected, found, mode, item);
  }

  private void refuse(RowDraft row, ContractViolation violation, String reason) {
    String place = violation.path().replaceAll("\\[\\d+]", "[]");
    tally.add(violation, place, "%s (%s)".formatted(reason, violation.mode()));
    switch (violation.mode()) {
      case QUARANTINE -> {
        row.drop();
        if (kept == null) {
          kept = violation;
          tally.itemKept();
        }
      }
      case DISCARD_VALUE -> {
        if (violation.column() == null) {
          drop(row);
        } else {
          tally.valueDiscarded();
        }
      }
      case DISCARD_ROW, EVOLVE, FREEZE -> drop(row);
    }
  }

  private void drop(RowDraft row) {
    if (!row.isDropped()) {
      row.drop();
      tally.rowDiscarded();
    }
  }

  private static String text(DataType found, Object value) {
    return "%s of type %s".formatted(Preview.of(value), found);
  }
}
