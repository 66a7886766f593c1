package dev.harbor.destination;

/**
 * What became of a package's rows in one table. Immutable.
 *
 * @param table name of the table
 * @param staged rows that the package had
 * @param counts what was done with them
 * @param validation what was checked before the commit, in one line; empty if nothing was
 */
public record TableReceipt(String table, long staged, RowCounts counts, String validation) {}
