package dev.harbor.postgres;

import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.WriteDisposition;
import java.util.List;
import java.util.function.Predicate;

/**
 * The indexes that merges rest on; append and replace get none unless unique row ids are asked for,
 * since an index on random ids halves the load rate. Names are left to the server, which finds free
 * ones. Confined to one thread.
 */
final class Indexes {
  private final Session session;
  private final boolean uniqueRowIds;

  Indexes(Session session, boolean uniqueRowIds) {
    this.session = session;
    this.uniqueRowIds = uniqueRowIds;
  }

  /** Makes the indexes that a table lacks. */
  void ensure(Target target) {
    boolean merged = target.schema().writeDisposition() == WriteDisposition.MERGE;
    if (merged || uniqueRowIds) {
      unique(target, column -> column.hints().rowKey());
    }
    if (merged && target.schema().isRoot()) {
      unique(target, column -> column.hints().primaryKey());
    }
    if (merged && !target.schema().isRoot()) {
      links(target);
    }
  }

  private void unique(Target target, Predicate<Column> part) {
    List<String> names = target.schema().columns().stream().filter(part).map(Column::name).toList();
    if (names.isEmpty() || target.real().isUnique(names)) {
      return;
    }
    session.doing("create a unique index on table '" + target.name() + "'");
    String list = Identifiers.list(names);
    if (!target.created()) {
      requireNoDuplicates(target, names, list);
    }
    session.execute("CREATE UNIQUE INDEX ON " + target.sql() + " (" + list + ")");
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
      throw new DestinationException(
          "Cannot merge into table '%s': %d keys of %s stand in several of its rows, expected each in one. Remove the duplicates, or empty the table"
              .formatted(target.name(), doubled, names));
    }
  }

  private void links(Target target) {
    target
        .schema()
        .rootKey()
        .map(Column::name)
        .filter(name -> !target.real().isIndexed(name))
        .ifPresent(
            name ->
                session.execute(
                    "CREATE INDEX ON " + target.sql() + " (" + Identifiers.quote(name) + ")"));
  }
}
