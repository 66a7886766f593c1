package dev.harbor.postgres;

import dev.harbor.destination.RowCounts;

/**
 * Merges one root table and the tables nested in it by primary key. Confined to one thread.
 *
 * @see MergeSql
 */
final class Upsert {
  private final StagedTree tree;
  private final Session session;
  private final Staging root;
  private final String matches;

  Upsert(StagedTree tree) {
    this.tree = tree;
    this.session = tree.session();
    this.root = tree.root();
    this.matches = tree.temporary('m');
  }

  void run() {
    tree.settle(SqlParts::isKey);
    if (tree.meetsNothing()) {
      tree.takeOutGone();
      tree.insertAll();
      return;
    }
    leaveOldAlone();
    if (tree.hasGone()) {
      new Removal(tree).removeGone(SqlParts::isKey);
      tree.takeOutGone();
    }
    compare();
    tree.nestedTargets().forEach(this::applyNested);
    applyRoots();
  }

  private void leaveOldAlone() {
    String newer = tree.target().schema().mergeOptions().updateIfNewer();
    if (newer != null) {
      session.doing("look for newer rows of table '" + tree.target().name() + "'");
      tree.leaveAlone(MergeSql.notNewer(root, newer));
    }
  }

  private void compare() {
    session.doing("load table '" + tree.target().name() + "'");
    session.execute(MergeSql.matches(root, matches));
    session.execute("ANALYZE " + matches);
  }

  /**
   * Counts by different statements, so that the sum that is validated proves something: pairs with
   * stored rows before the insert, and what the server says it inserted.
   */
  private void applyNested(Target target) {
    session.doing("load table '" + target.name() + "'");
    Staging rows = tree.staged(target).orElse(null);
    if (rows == null) {
      long gone = session.count(MergeSql.deleteAbsent(target, "", matches));
      tree.count(target, new RowCounts(0, 0, gone, 0, 0));
      return;
    }
    long left = tree.left(rows);
    long deleted = session.count(MergeSql.deleteAbsent(target, rows.sql(), matches));
    long updated = session.count(MergeSql.updateNested(rows, matches));
    long paired = session.count(MergeSql.countPairs(rows));
    long inserted = paired == left ? 0 : session.count(MergeSql.insertNested(rows, matches));
    tree.count(target, new RowCounts(inserted, updated, deleted, paired - updated, 0));
  }

  private void applyRoots() {
    session.doing("load table '" + tree.target().name() + "'");
    long left = tree.left(root);
    long paired = session.count("SELECT count(*) FROM " + matches);
    long unchanged = session.count(MergeSql.countUnchanged(matches));
    long updated = paired == unchanged ? 0 : session.execute(MergeSql.updateRoots(root, matches));
    long inserted = paired == left ? 0 : session.execute(MergeSql.insertRoots(root, matches));
    tree.count(tree.target(), new RowCounts(inserted, updated, 0, unchanged, 0));
  }
}
