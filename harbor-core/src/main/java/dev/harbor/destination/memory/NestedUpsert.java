package dev.harbor.destination.memory;

import dev.harbor.destination.Row;
import dev.harbor.destination.RowCounts;
import dev.harbor.destination.TableReceipt;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges the nested rows of one table: after it, a root that won has exactly the rows it came with.
 * Confined to one thread.
 */
final class NestedUpsert {
  private final TableSchema schema;
  private final StoredTable table;
  private final Upsert root;
  private final int rowKeyPlace;
  private final int rootKeyPlace;
  private final int parentKeyPlace;
  private final Map<Long, Map<@Nullable Object, @Nullable Object[]>> stagedByItem = new HashMap<>();
  private final Map<@Nullable Object, List<Integer>> storedByRoot = new HashMap<>();
  private final Set<Integer> gone = new HashSet<>();
  private long staged;
  private long refused;
  private long inserted;
  private long updated;
  private long unchanged;

  NestedUpsert(TableSchema schema, StoredTable table, Upsert root) {
    this.schema = schema;
    this.table = table;
    this.root = root;
    this.rowKeyPlace = required("row key", schema.rowKey());
    this.rootKeyPlace = required("root key", schema.rootKey());
    this.parentKeyPlace =
        schema.columns().stream()
            .filter(column -> column.hints().parentKey())
            .mapToInt(column -> table.place(column.name()))
            .findFirst()
            .orElse(-1);
    for (int i = 0; i < table.rowCount(); i++) {
      storedByRoot
          .computeIfAbsent(StoredTable.value(table.row(i), rootKeyPlace), id -> new ArrayList<>())
          .add(i);
    }
  }

  private int required(String what, Optional<Column> column) {
    int place = column.map(Column::name).map(table::place).orElse(-1);
    if (place < 0) {
      throw new DestinationException(
          "Cannot merge into table '%s': it has no %s, by which its rows follow their root"
              .formatted(schema.name(), what));
    }
    return place;
  }

  /** Takes a nested row, if its root won. Rows of one item and one row key: the last counts. */
  void stage(Row row, @Nullable Object[] values) {
    staged++;
    Upsert.StagedRoot winner = root.winner(row.item());
    if (winner == null || !KeyValues.same(values[rootKeyPlace], winner.stagedId())) {
      refused++;
      return;
    }

    values[rootKeyPlace] = winner.rowId();
    if (parentKeyPlace >= 0 && KeyValues.same(values[parentKeyPlace], winner.stagedId())) {
      values[parentKeyPlace] = winner.rowId();
    }
    Map<@Nullable Object, @Nullable Object[]> siblings =
        stagedByItem.computeIfAbsent(row.item(), item -> new LinkedHashMap<>());
    if (siblings.put(values[rowKeyPlace], values) != null) {
      refused++;
    }
  }

  /** Brings the stored rows of a root to what it came with; says whether that changed any. */
  boolean apply(Upsert.StagedRoot winner) {
    Map<@Nullable Object, @Nullable Object[]> wanted =
        stagedByItem.getOrDefault(winner.item(), new LinkedHashMap<>());
    boolean changed = false;
    for (int index : storedByRoot.getOrDefault(winner.rowId(), List.of())) {
      @Nullable Object[] stored = table.row(index);
      @Nullable Object[] values = wanted.remove(StoredTable.value(stored, rowKeyPlace));
      if (values == null) {
        gone.add(index);
        changed = true;
      } else if (differs(stored, values)) {
        table.set(index, merged(stored, values));
        updated++;
        changed = true;
      } else {
        unchanged++;
      }
    }
    wanted.values().forEach(table::add);
    inserted += wanted.size();
    return changed || !wanted.isEmpty();
  }

  TableReceipt finish() {
    table.removeAll(gone);
    return Upsert.validated(
        table.name(), staged, new RowCounts(inserted, updated, gone.size(), unchanged, refused));
  }

  private boolean differs(@Nullable Object[] stored, @Nullable Object[] values) {
    return schema.columns().stream()
        .mapToInt(column -> table.place(column.name()))
        .anyMatch(place -> !KeyValues.same(StoredTable.value(stored, place), values[place]));
  }

  private @Nullable Object[] merged(@Nullable Object[] stored, @Nullable Object[] values) {
    @Nullable Object[] merged = Arrays.copyOf(stored, values.length);
    for (Column column : schema.columns()) {
      int place = table.place(column.name());
      merged[place] = values[place];
    }
    return merged;
  }
}
