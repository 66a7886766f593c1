package dev.harbor.schema;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a load of a table follows beside its strategy and the hints of its columns. Immutable.
 *
 * @param updateIfNewer column whose greater value lets a record be updated; null lets every one
 * @param scd2 how versions are kept; null unless the strategy is {@code SCD2}
 * @param enforcesKey whether the destination itself refuses a second row with a primary key
 */
public record MergeOptions(
    @Nullable String updateIfNewer, @Nullable Scd2 scd2, boolean enforcesKey) {
  private static final MergeOptions NONE = new MergeOptions(null, null, false);

  /** Nothing. */
  public static MergeOptions none() {
    return NONE;
  }

  /** The same for records with a greater value in a column. */
  public MergeOptions withUpdateIfNewer(String column) {
    return new MergeOptions(column, scd2, enforcesKey);
  }

  /** The same with other versions. */
  public MergeOptions withScd2(Scd2 versions) {
    return new MergeOptions(updateIfNewer, versions, enforcesKey);
  }

  /** The same with a key that the destination enforces. */
  public MergeOptions enforcingKey() {
    return new MergeOptions(updateIfNewer, scd2, true);
  }

  /** The same with all names of columns changed. */
  public MergeOptions named(UnaryOperator<String> naming) {
    return new MergeOptions(
        updateIfNewer == null ? null : naming.apply(updateIfNewer),
        scd2 == null ? null : scd2.named(naming),
        enforcesKey);
  }
}
