package dev.harbor.destination.memory;

import dev.harbor.destination.Row;
import dev.harbor.destination.RowCounts;
import dev.harbor.destination.TableReceipt;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Merges staged rows into a root table. A record that is already there keeps its load id if neither
 * it nor a nested row of it changed. Confined to one thread.
 */
final class RootMerge {
  private static final String LOAD_ID = "_dlt_load_id";

  private final TableSchema schema;
  private final StoredTable table;
  private final MergeStrategy strategy;
  private final int[] keyPlaces;
  private final int[] slicePlaces;
  private final int rowKeyPlace;
  private final Precedence precedence;
  private final Map<Object, StagedRoot> lastPerKey = new LinkedHashMap<>();
  private final Map<Long, StagedRoot> winners = new LinkedHashMap<>();
  private final Set<Integer> removed = new HashSet<>();
  private long stagedRows;
  private long inserted;
  private long updated;
  private long unchanged;
  private long refused;

  RootMerge(TableSchema schema, StoredTable table) {
    this.schema = schema;
    this.table = table;
    this.strategy = Objects.requireNonNullElse(schema.mergeStrategy(), MergeStrategy.UPSERT);
    this.keyPlaces = places(ColumnHints::primaryKey);
    this.slicePlaces =
        strategy == MergeStrategy.DELETE_INSERT ? places(ColumnHints::mergeKey) : new int[0];
    if (keyPlaces.length == 0 && slicePlaces.length == 0) {
      throw new DestinationException(
          "Cannot merge into table '%s': it has no primary key. Call primaryKey(...) on its resource"
              .formatted(schema.name()));
    }
    this.rowKeyPlace = schema.rowKey().map(Column::name).map(table::place).orElse(-1);
    this.precedence = new Precedence(schema, table);
  }

  private int[] places(Predicate<ColumnHints> hint) {
    return schema.columns().stream()
        .filter(column -> hint.test(column.hints()))
        .mapToInt(column -> table.place(column.name()))
        .toArray();
  }

  void stage(Row row, @Nullable Object[] values) {
    stagedRows++;
    Object key = keyPlaces.length == 0 ? Long.valueOf(row.item()) : KeyValues.at(values, keyPlaces);
    StagedRoot next = new StagedRoot(row.item(), values, StoredTable.value(values, rowKeyPlace));
    StagedRoot earlier = lastPerKey.get(key);
    if (earlier == null || precedence.prefers(next, earlier)) {
      lastPerKey.remove(key);
      lastPerKey.put(key, next);
    }
  }

  /** To be called between the last root row and the first nested one. */
  void chooseWinners() {
    for (int i = 0; i < table.rowCount() && keyPlaces.length > 0; i++) {
      StagedRoot staged = lastPerKey.get(KeyValues.at(table.row(i), keyPlaces));
      if (staged != null && staged.index() >= 0 && strategy == MergeStrategy.UPSERT) {
        throw new DestinationException(
            "Cannot merge into table '%s': two of its rows have one primary key. Remove one of them"
                .formatted(schema.name()));
      }
      if (staged != null) {
        staged.meets(i, StoredTable.value(table.row(i), rowKeyPlace));
      }
    }
    lastPerKey.values().forEach(staged -> winners.put(staged.item(), staged));
    refused = stagedRows - winners.size();
  }

  /** The winner that an item became; null if another item of its key won. */
  @Nullable StagedRoot winner(long item) {
    return winners.get(item);
  }

  List<TableReceipt> apply(List<NestedMerge> branches) {
    if (strategy == MergeStrategy.DELETE_INSERT) {
      removeStaged(branches);
    }
    for (StagedRoot winner : winners.values()) {
      switch (strategy) {
        case UPSERT -> upsert(winner, branches);
        case INSERT_ONLY -> insertOnly(winner, branches);
        case DELETE_INSERT -> insert(winner, branches);
        case SCD2 -> throw new IllegalStateException("refused by the capabilities");
      }
    }
    table.removeAll(removed);
    List<TableReceipt> receipts = new ArrayList<>();
    receipts.add(
        validated(
            table.name(),
            stagedRows,
            new RowCounts(inserted, updated, removed.size(), unchanged, refused)));
    branches.forEach(branch -> receipts.add(branch.finish()));
    return receipts;
  }

  /** Rows of the keys and of the slices that are staged. */
  private void removeStaged(List<NestedMerge> branches) {
    Set<Object> slices = new HashSet<>();
    winners.values().forEach(winner -> slices.add(KeyValues.at(winner.values(), slicePlaces)));
    for (int i = 0; i < table.rowCount(); i++) {
      @Nullable Object[] stored = table.row(i);
      boolean ofKey =
          keyPlaces.length > 0 && lastPerKey.containsKey(KeyValues.at(stored, keyPlaces));
      if (ofKey || (slicePlaces.length > 0 && slices.contains(KeyValues.at(stored, slicePlaces)))) {
        remove(i, branches);
      }
    }
  }

  private void remove(int index, List<NestedMerge> branches) {
    removed.add(index);
    Object id = StoredTable.value(table.row(index), rowKeyPlace);
    branches.forEach(branch -> branch.remove(id));
  }

  private void insert(StagedRoot winner, List<NestedMerge> branches) {
    if (precedence.isGone(winner)) {
      refused++;
      branches.forEach(branch -> branch.refuse(winner));
      return;
    }
    table.add(winner.values());
    inserted++;
    branches.forEach(branch -> branch.apply(winner));
  }

  private void insertOnly(StagedRoot winner, List<NestedMerge> branches) {
    if (winner.index() >= 0 && !precedence.isGone(winner)) {
      leaveAlone(winner, branches);
    } else {
      insert(winner, branches);
    }
  }

  private void leaveAlone(StagedRoot winner, List<NestedMerge> branches) {
    unchanged++;
    branches.forEach(branch -> branch.leaveAlone(winner));
  }

  private void upsert(StagedRoot winner, List<NestedMerge> branches) {
    if (winner.index() < 0) {
      insert(winner, branches);
      return;
    }
    @Nullable Object[] stored = table.row(winner.index());
    if (!precedence.isNewer(winner, stored)) {
      leaveAlone(winner, branches);
    } else if (precedence.isGone(winner)) {
      remove(winner.index(), branches);
      insert(winner, branches);
    } else {
      boolean changed = differs(stored, winner.values());
      for (NestedMerge branch : branches) {
        changed |= branch.apply(winner);
      }
      if (changed) {
        table.set(winner.index(), merged(stored, winner.values()));
        updated++;
      } else {
        unchanged++;
      }
    }
  }

  private boolean differs(@Nullable Object[] stored, @Nullable Object[] staged) {
    for (Column column : schema.columns()) {
      int place = table.place(column.name());
      if (place != rowKeyPlace
          && !column.name().equals(LOAD_ID)
          && !KeyValues.same(StoredTable.value(stored, place), staged[place])) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Object[] merged(@Nullable Object[] stored, @Nullable Object[] staged) {
    @Nullable Object[] values = Arrays.copyOf(stored, staged.length);
    for (Column column : schema.columns()) {
      int place = table.place(column.name());
      values[place] = staged[place];
    }
    return values;
  }

  /** A receipt whose counts add up; anything else undoes the load. */
  static TableReceipt validated(String table, long staged, RowCounts counts) {
    long known = counts.inserted() + counts.updated() + counts.unchanged() + counts.refused();
    if (staged != known) {
      throw new DestinationException(
          "Cannot load table '%s': the package has %d rows, but %d are accounted for"
              .formatted(table, staged, known));
    }
    return new TableReceipt(
        table,
        staged,
        counts,
        "%d staged = %d inserted + %d updated + %d unchanged + %d refused"
            .formatted(
                staged, counts.inserted(), counts.updated(), counts.unchanged(), counts.refused()));
  }
}
