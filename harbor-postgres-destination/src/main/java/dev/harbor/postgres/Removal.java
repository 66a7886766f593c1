package dev.harbor.postgres;

import dev.harbor.destination.RowCounts;
import dev.harbor.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Deletes stored records that staged rows name, with what is nested in them. */
final class Removal {
  private final StagedTree tree;
  private final Session session;

  Removal(StagedTree tree) {
    this.tree = tree;
    this.session = tree.session();
  }

  /** Deletes records that staged rows ask to delete. */
  void removeGone(Predicate<Column> key) {
    remove(List.of(named(key, " WHERE " + tree.isGone())));
  }

  /** Deletes records of the keys and of the slices that are staged, each found by its own join. */
  void removeStaged() {
    List<String> queries = new ArrayList<>();
    if (!SqlParts.pick(tree.target(), SqlParts::isKey).isEmpty()) {
      queries.add(named(SqlParts::isKey, ""));
    }
    if (!SqlParts.pick(tree.target(), SqlParts::isMergeKey).isEmpty()) {
      queries.add(named(SqlParts::isMergeKey, ""));
    }
    remove(queries);
  }

  private String named(Predicate<Column> key, String condition) {
    Target target = tree.target();
    return "SELECT t.%s AS id FROM %s t JOIN (SELECT DISTINCT %s FROM %s s%s) s ON %s"
        .formatted(
            SqlParts.rowKey(target),
            target.sql(),
            SqlParts.names(target, key),
            tree.root().sql(),
            condition,
            SqlParts.same(target, key));
  }

  private void remove(List<String> queries) {
    String doomed = tree.temporary('d');
    session.doing("find rows to delete of table '" + tree.target().name() + "'");
    session.execute(
        "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS %s"
            .formatted(doomed, String.join(" UNION ", queries)));
    session.execute("ANALYZE " + doomed);
    for (Target nested : tree.nestedTargets()) {
      delete(nested, SqlParts.rootKey(nested), doomed);
    }
    delete(tree.target(), SqlParts.rowKey(tree.target()), doomed);
  }

  private void delete(Target target, String id, String doomed) {
    session.doing("delete from table '" + target.name() + "'");
    long deleted =
        target.created()
            ? 0
            : session.execute(
                "DELETE FROM %s t WHERE t.%s IN (SELECT d.id FROM %s d)"
                    .formatted(target.sql(), id, doomed));
    tree.count(target, new RowCounts(0, 0, deleted, 0, 0));
  }
}
