package dev.harbor.schema;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a merge of a table follows beside its strategy and the hints of its columns. Immutable.
 *
 * @param updateIfNewer column whose greater value lets a record be updated; null lets every one
 * @param scd2 how versions are kept; null unless the strategy is {@code SCD2}
 */
public record MergeOptions(@Nullable String updateIfNewer, @Nullable Scd2 scd2) {
  private static final MergeOptions NONE = new MergeOptions(null, null);

  /** Nothing. */
  public static MergeOptions none() {
    return NONE;
  }

  /** The same with all names of columns changed. */
  public MergeOptions named(UnaryOperator<String> naming) {
    return new MergeOptions(
        updateIfNewer == null ? null : naming.apply(updateIfNewer),
        scd2 == null ? null : scd2.named(naming));
  }
}
