package dev.harbor.postgres;

import dev.harbor.destination.LoadPackage;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** What cannot be loaded, refused before anything is written. */
final class Refusals {
  private Refusals() {}

  /** Refuses tables that cannot be loaded. */
  static void check(Collection<TableSchema> tables, LoadPackage load) {
    List<TableSchema> before = load.base().map(Checkpoint::tables).orElse(List.of());
    for (TableSchema table : tables) {
      if (table.writeDisposition() == WriteDisposition.MERGE) {
        MergeStrategy strategy =
            Objects.requireNonNullElse(table.mergeStrategy(), MergeStrategy.UPSERT);
        checkLinks(table, strategy);
        if (table.isRoot()) {
          checkKey(table, strategy);
          before.stream()
              .filter(old -> old.name().equals(table.name()))
              .filter(old -> !load.schemaDiff().droppedTables().contains(old.name()))
              .filter(old -> !load.schemaDiff().emptiedTables().contains(old.name()))
              .forEach(old -> checkVersions(old, strategy));
        }
      }
    }
  }

  private static void checkLinks(TableSchema table, MergeStrategy strategy) {
    boolean versions = strategy == MergeStrategy.SCD2;
    if (table.rowKey().isEmpty() && !(versions && table.isRoot())) {
      throw new DestinationException(
          "Cannot merge into table '%s': it has no row key column, expected '_dlt_id'"
              .formatted(table.name()));
    }
    if (!table.isRoot() && table.rootKey().isEmpty() && !versions) {
      throw new DestinationException(
          "Cannot merge into table '%s': it is nested and has no root key column, expected '_dlt_root_id'"
              .formatted(table.name()));
    }
  }

  private static void checkKey(TableSchema table, MergeStrategy strategy) {
    boolean hasSlice =
        strategy == MergeStrategy.DELETE_INSERT
            && table.columns().stream().map(Column::hints).anyMatch(hints -> hints.mergeKey());
    if (strategy != MergeStrategy.SCD2 && table.primaryKey().isEmpty() && !hasSlice) {
      throw new DestinationException(
          "Cannot merge into table '%s': it has no primary key. Call primaryKey(...)"
              .formatted(table.name()));
    }
  }

  /** A merge by key would take versions that ended for records, and delete or overwrite them. */
  private static void checkVersions(TableSchema before, MergeStrategy strategy) {
    if (before.mergeStrategy() == MergeStrategy.SCD2 && strategy != MergeStrategy.SCD2) {
      throw new DestinationException(
          "Cannot merge into table '%s' by %s: it holds versions of records, which SCD2 made. Replace it, drop it, or load another table"
              .formatted(before.name(), strategy));
    }
  }
}
