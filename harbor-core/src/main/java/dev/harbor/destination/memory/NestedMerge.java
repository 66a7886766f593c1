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
final class NestedMerge {
  private final TableSchema schema;
  private final StoredTable table;
  private final RootMerge root;
  private final int rowKeyPlace;
  private final int rootKeyPlace;
  private final Map<Long, Map<@Nullable Object, @Nullable Object[]>> stagedByItem = new HashMap<>();
  private final Map<@Nullable Object, List<Integer>> storedByRoot = new HashMap<>();
  private final Set<Integer> gone = new HashSet<>();
  private long staged;
  private long refused;
  private long inserted;
  private long updated;
  private long unchanged;

  NestedMerge(TableSchema schema, StoredTable table, RootMerge root) {
    this.schema = schema;
    this.table = table;
    this.root = root;
    this.rowKeyPlace = required("row key", schema.rowKey());
    this.rootKeyPlace = required("root key", schema.rootKey());
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
    StagedRoot winner = root.winner(row.item());
    if (winner == null || !KeyValues.same(values[rootKeyPlace], winner.id())) {
      refused++;
      return;
    }
    Map<@Nullable Object, @Nullable Object[]> siblings =
        stagedByItem.computeIfAbsent(row.item(), item -> new LinkedHashMap<>());
    if (siblings.put(values[rowKeyPlace], values) != null) {
      refused++;
    }
  }

  /** Brings the stored rows of a root to what it came with; says whether that changed any. */
  boolean apply(StagedRoot winner) {
    Map<@Nullable Object, @Nullable Object[]> wanted = wanted(winner);
    boolean changed = false;
    for (int index : storedByRoot.getOrDefault(winner.storedId(), List.of())) {
      if (gone.contains(index)) {
        continue;
      }
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

  /** The rows of a root stay as they are. */
  void leaveAlone(StagedRoot winner) {
    unchanged += wanted(winner).size();
  }

  /** The rows of a root are not stored. */
  void refuse(StagedRoot winner) {
    refused += wanted(winner).size();
  }

  /** Removes what is stored below a root. */
  void remove(@Nullable Object rootId) {
    gone.addAll(storedByRoot.getOrDefault(rootId, List.of()));
  }

  private Map<@Nullable Object, @Nullable Object[]> wanted(StagedRoot winner) {
    return stagedByItem.getOrDefault(winner.item(), new LinkedHashMap<>());
  }

  TableReceipt finish() {
    table.removeAll(gone);
    return RootMerge.validated(
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
