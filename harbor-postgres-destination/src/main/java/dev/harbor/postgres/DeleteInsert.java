package dev.harbor.postgres;

/**
 * Deletes what is there under the keys and slices of the staged rows, then stores these. Confined
 * to one thread.
 */
final class DeleteInsert {
  private final StagedTree tree;

  DeleteInsert(StagedTree tree) {
    this.tree = tree;
  }

  void run() {
    tree.settle(SqlParts::isKey);
    if (!tree.meetsNothing()) {
      new Removal(tree).removeStaged();
    }
    tree.takeOutGone();
    tree.insertAll();
  }
}
