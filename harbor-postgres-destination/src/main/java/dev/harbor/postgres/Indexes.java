package dev.harbor.postgres;

import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import java.util.List;
import java.util.function.Predicate;

/**
 * The indexes that merges rest on, and those that columns ask for; append and replace get no others
 * unless unique row ids are asked for, since an index on random ids halves the load rate. Confined
 * to one thread.
 */
final class Indexes {
  private static final String KEY = "_harbor_key_";
  private static final String ROW_ID = "_harbor_row_id_";

  private final Session session;
  private final boolean uniqueRowIds;

  Indexes(Session session, boolean uniqueRowIds) {
    this.session = session;
    this.uniqueRowIds = uniqueRowIds;
  }

  /**
   * Drops what an earlier merge made and what would refuse rows now: one row per key is the rule of
   * an upsert, and one row per id that of all but versions.
   */
  void relax(Target target) {
    TableSchema schema = target.schema();
    if (target.created() || !schema.isRoot()) {
      return;
    }
    if (!isUpsert(schema)) {
      drop(target, schema.primaryKey().stream().map(Column::name).toList(), KEY);
    }
    if (schema.mergeStrategy() == MergeStrategy.SCD2 && schema.rowKey().isEmpty()) {
      drop(target, List.of("_dlt_id"), ROW_ID);
    }
  }

  private void drop(Target target, List<String> names, String prefix) {
    Catalog.Index index = names.isEmpty() ? null : target.real().uniqueIndex(names).orElse(null);
    if (index == null) {
      return;
    }
    if (index.name().equals(name(target, prefix))) {
      session.doing("drop the unique index of table '" + target.name() + "'");
      session.execute("DROP INDEX " + Identifiers.quote(target.dataset(), index.name()));
    } else if (target.schema().mergeStrategy() == MergeStrategy.SCD2) {
      throw new DestinationException(
          "Cannot keep versions in table '%s': its unique index '%s' on %s lets each stand there once. Drop the index"
              .formatted(target.name(), index.name(), names));
    }
  }

  /** Makes the primary key that a resource wants enforced, before rows are written. */
  void enforceKey(Target target) {
    List<String> names = names(target, SqlParts::isKey);
    if (!target.schema().mergeOptions().enforcesKey() || names.isEmpty() || hasKey(target)) {
      return;
    }
    session.doing("make the primary key of table '" + target.name() + "'");
    String list = Identifiers.list(names);
    requireNoDuplicates(target, names, list);
    session.execute("ALTER TABLE " + target.sql() + " ADD PRIMARY KEY (" + list + ")");
  }

  private boolean hasKey(Target target) {
    return session.test(
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = ?::regclass AND contype = 'p')",
        target.sql());
  }

  /** Makes the indexes that a table lacks. */
  void ensure(Target target) {
    TableSchema schema = target.schema();
    boolean merged = schema.writeDisposition() == WriteDisposition.MERGE;
    boolean versions = schema.mergeStrategy() == MergeStrategy.SCD2;
    if (merged || uniqueRowIds) {
      unique(target, column -> column.hints().rowKey(), name(target, ROW_ID));
    }
    if (merged && schema.isRoot()) {
      if (isUpsert(schema) && !schema.mergeOptions().enforcesKey()) {
        unique(target, SqlParts::isKey, name(target, KEY));
      } else {
        plain(target, names(target, SqlParts::isKey));
      }
      plain(target, names(target, SqlParts::isMergeKey));
    }
    if (versions && schema.isRoot()) {
      plain(target, List.of(Versions.versionColumn(schema)));
    }
    plain(target, names(target, column -> column.hints().rootKey()));
    hinted(target);
  }

  private void hinted(Target target) {
    for (Column column : target.schema().columns()) {
      if (column.hints().unique() && !column.hints().rowKey()) {
        unique(target, column::equals, "");
      } else if (column.hints().index()) {
        plain(target, List.of(column.name()));
      }
    }
  }

  private static boolean isUpsert(TableSchema schema) {
    return schema.writeDisposition() == WriteDisposition.MERGE
        && (schema.mergeStrategy() == null || schema.mergeStrategy() == MergeStrategy.UPSERT);
  }

  /** By it an index is known again as one that nobody else made. */
  private static String name(Target target, String prefix) {
    return prefix
        + Long.toHexString(Locks.keyOf(List.of("index", target.dataset(), target.name())));
  }

  private static List<String> names(Target target, Predicate<Column> part) {
    return target.schema().columns().stream().filter(part).map(Column::name).toList();
  }

  private void unique(Target target, Predicate<Column> part, String name) {
    List<String> names = names(target, part);
    if (names.isEmpty() || target.real().isUnique(names)) {
      return;
    }
    session.doing("create a unique index on table '" + target.name() + "'");
    String list = Identifiers.list(names);
    requireNoDuplicates(target, names, list);
    session.execute(
        "CREATE UNIQUE INDEX %sON %s (%s)"
            .formatted(name.isEmpty() ? "" : Identifiers.quote(name) + ' ', target.sql(), list));
  }

  private void requireNoDuplicates(Target target, List<String> names, String list) {
    String present =
        String.join(
            " AND ", names.stream().map(name -> Identifiers.quote(name) + " IS NOT NULL").toList());
    long doubled =
        session.count(
            "SELECT count(*) FROM (SELECT FROM %s WHERE %s GROUP BY %s HAVING count(*) > 1) d"
                .formatted(target.sql(), present, list));
    if (doubled > 0) {
      boolean merged = target.schema().writeDisposition() == WriteDisposition.MERGE;
      throw new DestinationException(
          "Cannot %s table '%s': %d keys of %s stand in several of its rows, expected each in one. Remove the duplicates, or empty the table"
              .formatted(merged ? "merge into" : "load", target.name(), doubled, names));
    }
  }

  private void plain(Target target, List<String> names) {
    if (!names.isEmpty() && !target.real().isIndexed(names)) {
      session.doing("create an index on table '" + target.name() + "'");
      session.execute("CREATE INDEX ON " + target.sql() + " (" + Identifiers.list(names) + ")");
    }
  }
}
