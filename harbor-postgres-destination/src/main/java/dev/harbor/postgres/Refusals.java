package dev.harbor.postgres;

import dev.harbor.error.DestinationException;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import java.util.Collection;

/** What this destination does not do, refused before anything is written. */
final class Refusals {
  private Refusals() {}

  /** Refuses tables that cannot be loaded. */
  static void check(Collection<TableSchema> tables) {
    for (TableSchema table : tables) {
      if (table.writeDisposition() == WriteDisposition.MERGE) {
        checkMerge(table);
      }
    }
  }

  private static void checkMerge(TableSchema table) {
    MergeStrategy strategy = table.mergeStrategy();
    if (strategy != null && strategy != MergeStrategy.UPSERT) {
      throw new DestinationException(
          "Cannot load table '%s': destination '%s' does not support merge strategy %s; it supports UPSERT"
              .formatted(table.name(), PostgresDestination.NAME, strategy));
    }
    if (table.rowKey().isEmpty()) {
      throw new DestinationException(
          "Cannot merge into table '%s': it has no row key column, expected '_dlt_id'"
              .formatted(table.name()));
    }
    if (table.isRoot() && table.primaryKey().isEmpty()) {
      throw new DestinationException(
          "Cannot merge into table '%s': it has no primary key. Call primaryKey(...)"
              .formatted(table.name()));
    }
    if (!table.isRoot() && table.rootKey().isEmpty()) {
      throw new DestinationException(
          "Cannot merge into table '%s': it is nested and has no root key column, expected '_dlt_root_id'"
              .formatted(table.name()));
    }
  }
}
