package dev.harbor.postgres;

import dev.harbor.destination.RowCounts;

/** Stores records that are not there, and leaves the others alone. Confined to one thread. */
final class InsertOnly {
  private final StagedTree tree;

  InsertOnly(StagedTree tree) {
    this.tree = tree;
  }

  void run() {
    tree.settle(SqlParts::isKey);
    tree.takeOutGone();
    if (tree.meetsNothing()) {
      tree.insertAll();
      return;
    }
    tree.session().doing("look for records of table '" + tree.target().name() + "'");
    tree.leaveAlone(MergeSql.existing(tree.root()));
    tree.insertNestedAbsent();
    tree.session().doing("load table '" + tree.target().name() + "'");
    tree.count(tree.target(), RowCounts.inserted(tree.root().insertAll()));
  }
}
