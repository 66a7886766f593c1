package dev.harbor.destination;

/**
 * What a load did in one table, in rows. Immutable.
 *
 * @param inserted rows that are new
 * @param updated rows that were changed
 * @param deleted rows that were there and are gone
 * @param unchanged rows of the package that equalled what was there
 * @param refused rows of the package that were not stored, duplicates of a key included
 */
public record RowCounts(long inserted, long updated, long deleted, long unchanged, long refused) {
  /** Nothing done. */
  public static RowCounts none() {
    return new RowCounts(0, 0, 0, 0, 0);
  }

  /** Rows inserted, nothing else. */
  public static RowCounts inserted(long rows) {
    return new RowCounts(rows, 0, 0, 0, 0);
  }

  /** The sum of both. */
  public RowCounts plus(RowCounts other) {
    return new RowCounts(
        inserted + other.inserted,
        updated + other.updated,
        deleted + other.deleted,
        unchanged + other.unchanged,
        refused + other.refused);
  }
}
