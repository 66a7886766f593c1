package dev.harbor.internal.run;

import dev.harbor.run.Refresh;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.ResourceState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a lane forgets with its first load. Confined to the lane's thread. */
final class LaneRefresh {
  private final @Nullable Refresh what;
  private Optional<Checkpoint> forgotten = Optional.empty();

  LaneRefresh(@Nullable Refresh what) {
    this.what = what;
  }

  /** What the run may know of the last commit. */
  Optional<Checkpoint> knownOf(Optional<Checkpoint> stored) {
    if (what == null) {
      return stored;
    }
    forgotten = stored;
    return what == Refresh.DROP_DATA ? stored.map(LaneRefresh::withoutState) : Optional.empty();
  }

  private static Checkpoint withoutState(Checkpoint stored) {
    return new Checkpoint(
        stored.key(),
        stored.loadId(),
        stored.committedAt(),
        stored.tables(),
        ResourceState.empty(),
        stored.naming());
  }

  /** Whether the next load has something to forget. */
  boolean isPending() {
    return forgotten.isPresent();
  }

  /** Changes of the next load, with what it forgets. */
  SchemaDiff with(SchemaDiff diff) {
    List<String> tables = forgotten.map(LaneRefresh::tables).orElse(List.of());
    if (tables.isEmpty()) {
      return diff;
    }
    if (what != Refresh.DROP_DATA) {
      return diff.withDroppedTables(tables);
    }
    Set<String> emptied = new LinkedHashSet<>(diff.emptiedTables());
    emptied.addAll(tables);
    return diff.withEmptiedTables(List.copyOf(emptied));
  }

  /** Names of the tables that are there: a declared one without columns is not. */
  static List<String> tables(Checkpoint checkpoint) {
    return checkpoint.tables().stream()
        .filter(table -> !table.columns().isEmpty())
        .map(TableSchema::name)
        .toList();
  }

  /** The load is committed. */
  void done() {
    forgotten = Optional.empty();
  }
}
