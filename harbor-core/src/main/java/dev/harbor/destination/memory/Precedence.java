package dev.harbor.destination.memory;

import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Which of two rows of one key counts; null is older than any value. Immutable. */
final class Precedence {
  private final int sortPlace;
  private final boolean smallestWins;
  private final int newerPlace;
  private final int gonePlace;

  Precedence(TableSchema schema, StoredTable table) {
    String newer = schema.mergeOptions().updateIfNewer();
    Column sort =
        schema.columns().stream()
            .filter(column -> column.hints().dedupSort() != null)
            .findFirst()
            .orElse(null);
    this.newerPlace = newer == null ? -1 : table.place(newer);
    this.sortPlace = sort == null ? newerPlace : table.place(sort.name());
    this.smallestWins = sort != null && "asc".equals(sort.hints().dedupSort());
    this.gonePlace =
        schema.columns().stream()
            .filter(column -> column.hints().hardDelete())
            .mapToInt(column -> table.place(column.name()))
            .findFirst()
            .orElse(-1);
  }

  /** Whether a row of the package wins over an earlier one: of equals the later item does. */
  boolean prefers(StagedRoot next, StagedRoot earlier) {
    int byValue =
        sortPlace < 0
            ? 0
            : compare(
                StoredTable.value(next.values(), sortPlace),
                StoredTable.value(earlier.values(), sortPlace));
    if (byValue == 0) {
      return next.item() >= earlier.item();
    }
    return smallestWins ? byValue < 0 : byValue > 0;
  }

  /** Whether a row of the package may change a stored one. */
  boolean isNewer(StagedRoot next, @Nullable Object[] stored) {
    return newerPlace < 0
        || compare(
                StoredTable.value(next.values(), newerPlace), StoredTable.value(stored, newerPlace))
            > 0;
  }

  /** Whether a row asks for the deletion of its record. */
  boolean isGone(StagedRoot row) {
    Object flag = StoredTable.value(row.values(), gonePlace);
    return flag instanceof Boolean bool ? bool : flag != null;
  }

  @SuppressWarnings("unchecked") // Values of one column have one class, and all classes an order.
  private static int compare(@Nullable Object left, @Nullable Object right) {
    Comparator<Comparable<Object>> natural = Comparator.naturalOrder();
    return Comparator.nullsFirst(natural)
        .compare(
            (Comparable<Object>) KeyValues.comparable(left),
            (Comparable<Object>) KeyValues.comparable(right));
  }
}
