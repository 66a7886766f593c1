package dev.harbor.destination.memory;

import org.jspecify.annotations.Nullable;

/** A row of the package for a merged root table, its values in the order of the stored table. */
final class StagedRoot {
  private final long item;
  private final @Nullable Object[] values;
  private final @Nullable Object id;
  private int index = -1;
  private @Nullable Object storedId;

  StagedRoot(long item, @Nullable Object[] values, @Nullable Object id) {
    this.item = item;
    this.values = values;
    this.id = id;
  }

  long item() {
    return item;
  }

  @Nullable Object[] values() {
    return values;
  }

  /** Row key that its nested rows point to. */
  @Nullable Object id() {
    return id;
  }

  /** The stored row of its key. */
  void meets(int at, @Nullable Object idThere) {
    index = at;
    storedId = idThere;
  }

  /** Place of the stored row of its key; negative if there is none. */
  int index() {
    return index;
  }

  /** Row key of the stored row, to which nested rows that are there point. */
  @Nullable Object storedId() {
    return storedId;
  }
}
