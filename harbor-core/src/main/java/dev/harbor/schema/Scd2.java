package dev.harbor.schema;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How {@link MergeStrategy#SCD2} keeps versions of records. Immutable; start from {@link
 * #defaults()}.
 *
 * @param validFrom column of the time from which a version is valid
 * @param validTo column of the time until which it was valid
 * @param activeRecordTimestamp what stands in {@code validTo} of versions that still are; null
 *     means null
 * @param boundaryTimestamp when versions of a load begin and those before them end; null means the
 *     time of the load
 * @param rowVersion column whose value is another one whenever the record is; null means the row
 *     id, which then follows from the whole item, lists included
 * @param retiresAbsent whether a record that a load does not bring ends with it
 * @see <a href="https://dlthub.com/docs/general-usage/merge-loading#scd2-strategy">dlt: scd2</a>
 */
public record Scd2(
    String validFrom,
    String validTo,
    @Nullable Instant activeRecordTimestamp,
    @Nullable Instant boundaryTimestamp,
    @Nullable String rowVersion,
    boolean retiresAbsent) {

  private static final Scd2 DEFAULTS =
      new Scd2("_dlt_valid_from", "_dlt_valid_to", null, null, null, true);

  /** Checks that the names of columns are not blank and differ. */
  public Scd2 {
    requireNonNull(validFrom, "validFrom");
    requireNonNull(validTo, "validTo");
    if (validFrom.isBlank() || validTo.isBlank() || validFrom.equals(validTo)) {
      throw new IllegalArgumentException(
          "Cannot keep validity in columns '%s' and '%s': expected two names"
              .formatted(validFrom, validTo));
    }
  }

  /** dlt's columns, null as the end of active versions, and absent records retired. */
  public static Scd2 defaults() {
    return DEFAULTS;
  }

  /** The same with other columns of validity. */
  public Scd2 withValidity(String from, String to) {
    return new Scd2(from, to, activeRecordTimestamp, boundaryTimestamp, rowVersion, retiresAbsent);
  }

  /** The same with a time that marks versions as active, such as the end of the year 9999. */
  public Scd2 withActiveRecordTimestamp(Instant marker) {
    requireNonNull(marker, "marker");
    return new Scd2(validFrom, validTo, marker, boundaryTimestamp, rowVersion, retiresAbsent);
  }

  /** The same with a time at which versions of a load begin. */
  public Scd2 withBoundaryTimestamp(Instant boundary) {
    requireNonNull(boundary, "boundary");
    return new Scd2(validFrom, validTo, activeRecordTimestamp, boundary, rowVersion, retiresAbsent);
  }

  /** The same with a field of the items that tells versions apart. */
  public Scd2 withRowVersion(String field) {
    requireNonNull(field, "field");
    return new Scd2(
        validFrom, validTo, activeRecordTimestamp, boundaryTimestamp, field, retiresAbsent);
  }

  /** The same with all names of columns changed. */
  public Scd2 named(UnaryOperator<String> naming) {
    return new Scd2(
        naming.apply(validFrom),
        naming.apply(validTo),
        activeRecordTimestamp,
        boundaryTimestamp,
        rowVersion == null ? null : naming.apply(rowVersion),
        retiresAbsent);
  }

  /** The same, but records that a load does not bring stay active; needs a primary or merge key. */
  public Scd2 keepingAbsent() {
    return new Scd2(
        validFrom, validTo, activeRecordTimestamp, boundaryTimestamp, rowVersion, false);
  }
}
