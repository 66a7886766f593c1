package dev.harbor.destination.memory;

import dev.harbor.destination.Row;
import dev.harbor.destination.RowCounts;
import dev.harbor.destination.TableReceipt;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges staged rows into a root table by primary key. A record that is already there keeps its row
 * key and, if neither it nor a nested row of it changed, its load id. Confined to one thread.
 */
final class Upsert {
  private static final String LOAD_ID = "_dlt_load_id";

  private final TableSchema schema;
  private final StoredTable table;
  private final int[] keyPlaces;
  private final int rowKeyPlace;
  private final Map<List<@Nullable Object>, StagedRoot> lastPerKey = new LinkedHashMap<>();
  private final Map<Long, StagedRoot> winners = new LinkedHashMap<>();
  private long stagedRows;

  Upsert(TableSchema schema, StoredTable table) {
    this.schema = schema;
    this.table = table;
    this.keyPlaces =
        schema.primaryKey().stream().mapToInt(column -> table.place(column.name())).toArray();
    if (keyPlaces.length == 0) {
      throw new DestinationException(
          "Cannot merge into table '%s': it has no primary key. Call primaryKey(...) on its resource"
              .formatted(schema.name()));
    }
    this.rowKeyPlace = schema.rowKey().map(Column::name).map(table::place).orElse(-1);
  }

  /** A row of the package, its values in the order of the stored table. */
  static final class StagedRoot {
    private final long item;
    private final @Nullable Object[] values;
    private final @Nullable Object stagedId;
    private @Nullable Object rowId;
    private int index = -1;

    private StagedRoot(long item, @Nullable Object[] values, @Nullable Object stagedId) {
      this.item = item;
      this.values = values;
      this.stagedId = stagedId;
      this.rowId = stagedId;
    }

    long item() {
      return item;
    }

    /** Row key that its nested rows point to in the package. */
    @Nullable Object stagedId() {
      return stagedId;
    }

    /** Row key that they shall point to: that of the stored row, if there is one. */
    @Nullable Object rowId() {
      return rowId;
    }

    private void meets(int storedIndex, @Nullable Object storedId) {
      index = storedIndex;
      rowId = storedId == null ? stagedId : storedId;
    }
  }

  void stage(Row row, @Nullable Object[] values) {
    stagedRows++;
    List<@Nullable Object> key = KeyValues.at(values, keyPlaces);
    StagedRoot earlier = lastPerKey.get(key);
    if (earlier == null || earlier.item <= row.item()) {
      lastPerKey.remove(key);
      lastPerKey.put(
          key, new StagedRoot(row.item(), values, StoredTable.value(values, rowKeyPlace)));
    }
  }

  /** To be called between the last root row and the first nested one. */
  void chooseWinners() {
    for (int i = 0; i < table.rowCount(); i++) {
      StagedRoot staged = lastPerKey.get(KeyValues.at(table.row(i), keyPlaces));
      if (staged != null && staged.index >= 0) {
        throw new DestinationException(
            "Cannot merge into table '%s': two of its rows have one primary key. Remove one of them"
                .formatted(schema.name()));
      }
      if (staged != null) {
        staged.meets(i, StoredTable.value(table.row(i), rowKeyPlace));
      }
    }
    lastPerKey.values().forEach(staged -> winners.put(staged.item, staged));
  }

  /** The winner that an item became; null if another item of its key won. */
  @Nullable StagedRoot winner(long item) {
    return winners.get(item);
  }

  List<TableReceipt> apply(List<NestedUpsert> branches) {
    long inserted = 0;
    long updated = 0;
    long unchanged = 0;
    for (StagedRoot winner : winners.values()) {
      boolean changed = false;
      for (NestedUpsert branch : branches) {
        changed |= branch.apply(winner);
      }
      if (winner.index < 0) {
        table.add(winner.values);
        inserted++;
      } else if (changed || differs(table.row(winner.index), winner.values)) {
        table.set(winner.index, merged(table.row(winner.index), winner.values));
        updated++;
      } else {
        unchanged++;
      }
    }

    long refused = stagedRows - winners.size();
    List<TableReceipt> receipts = new ArrayList<>();
    receipts.add(
        validated(
            table.name(), stagedRows, new RowCounts(inserted, updated, 0, unchanged, refused)));
    branches.forEach(branch -> receipts.add(branch.finish()));
    return receipts;
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
      if (place != rowKeyPlace || values[place] == null) {
        values[place] = staged[place];
      }
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
