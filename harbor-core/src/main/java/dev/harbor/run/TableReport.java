package dev.harbor.run;

import dev.harbor.destination.RowCounts;
import dev.harbor.destination.TableReceipt;

/**
 * What a run did in one table. Immutable.
 *
 * @param table name of the table
 * @param staged rows that were made from items
 * @param counts what became of them
 * @param validation what the destination checked before its last commit, in one line
 */
public record TableReport(String table, long staged, RowCounts counts, String validation) {
  /** This report and one more load. */
  public TableReport plus(TableReceipt receipt) {
    return new TableReport(
        table,
        staged + receipt.staged(),
        counts.plus(receipt.counts()),
        receipt.validation().isEmpty() ? validation : receipt.validation());
  }
}
