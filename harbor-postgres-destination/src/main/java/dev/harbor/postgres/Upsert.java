package dev.harbor.postgres;

import dev.harbor.destination.RowCounts;
import dev.harbor.error.DestinationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges one root table and the tables nested in it. Staged rows of losing duplicates are dropped
 * first, root and nested alike, so that every later statement sees winners only. Confined to one
 * thread.
 */
final class Upsert {
  private final Session session;
  private final Staging root;
  private final Map<Target, Staging> staged = new LinkedHashMap<>();
  private final String winners;
  private final String matches;
  private final Map<String, RowCounts> counts = new LinkedHashMap<>();
  private final List<Staging> alive = new ArrayList<>();

  /**
   * A merge.
   *
   * @param root staged roots
   * @param ordinal makes names of temporary tables unique in the transaction
   */
  Upsert(Session session, Staging root, int ordinal) {
    this.session = session;
    this.root = root;
    this.winners = "pg_temp.\"_h_" + ordinal + "k\"";
    this.matches = "pg_temp.\"_h_" + ordinal + "m\"";
  }

  /** Runs the merge and returns what it did per table. */
  Map<String, RowCounts> run(List<Target> nestedTargets, List<Staging> nested) {
    nested.forEach(rows -> staged.put(rows.target(), rows));
    alive.add(root);
    alive.addAll(nested);
    dropLosers();

    if (isEmpty(root.target()) && nestedTargets.stream().allMatch(this::isEmpty)) {
      alive.forEach(this::insertAll);
      return counts;
    }
    compare();
    nestedTargets.forEach(this::applyNested);
    applyRoots();
    return counts;
  }

  private void dropLosers() {
    session.doing("find duplicates of the key of table '" + root.target().name() + "'");
    session.execute(MergeSql.winners(root, winners));
    long keys = session.count("SELECT count(*) FROM " + winners);
    for (Staging rows : alive) {
      long lost = keys == root.rows() ? 0 : session.execute(MergeSql.deleteLosers(rows, winners));
      counts.put(rows.target().name(), new RowCounts(0, 0, 0, 0, lost));
    }
    if (winnersLeft(root) != keys) {
      throw new DestinationException(
          "Cannot load table '%s': one item gave two rows with the same key"
              .formatted(root.target().name()));
    }
  }

  private boolean isEmpty(Target target) {
    return target.created() || !session.test("SELECT EXISTS (SELECT FROM " + target.sql() + ")");
  }

  private void insertAll(Staging rows) {
    session.doing("load table '" + rows.target().name() + "'");
    add(rows.target(), RowCounts.inserted(rows.insertAll()));
  }

  private void compare() {
    session.doing("load table '" + root.target().name() + "'");
    session.execute(MergeSql.matches(root, matches));
    session.execute("ANALYZE " + matches);
    if (session.count(MergeSql.countOtherIds(matches)) > 0) {
      staged.forEach(
          (target, rows) ->
              session.execute(
                  MergeSql.relink(
                      rows, matches, root.target().name().equals(target.schema().parent()))));
    }
  }

  /**
   * Counts by different statements, so that the sum that is validated proves something: pairs with
   * stored rows before the insert, and what the server says it inserted.
   */
  private void applyNested(Target target) {
    session.doing("load table '" + target.name() + "'");
    Staging rows = staged.get(target);
    if (rows == null) {
      long gone = session.count(MergeSql.deleteAbsent(target, "", matches));
      add(target, new RowCounts(0, 0, gone, 0, 0));
      return;
    }
    long deleted = session.count(MergeSql.deleteAbsent(target, rows.sql(), matches));
    long updated = session.count(MergeSql.updateNested(rows, matches));
    long paired = session.count(MergeSql.countPairs(rows));
    long inserted =
        paired == winnersLeft(rows) ? 0 : session.count(MergeSql.insertNested(rows, matches));
    add(target, new RowCounts(inserted, updated, deleted, paired - updated, 0));
  }

  private void applyRoots() {
    session.doing("load table '" + root.target().name() + "'");
    long paired = session.count("SELECT count(*) FROM " + matches);
    long unchanged = session.count(MergeSql.countUnchanged(matches));
    long updated = paired == unchanged ? 0 : session.execute(MergeSql.updateRoots(root, matches));
    long inserted =
        paired == winnersLeft(root) ? 0 : session.execute(MergeSql.insertRoots(root, matches));
    add(root.target(), new RowCounts(inserted, updated, 0, unchanged, 0));
  }

  private long winnersLeft(Staging rows) {
    RowCounts known = counts.get(rows.target().name());
    return rows.rows() - (known == null ? 0 : known.refused());
  }

  private void add(Target target, RowCounts more) {
    counts.merge(target.name(), more, RowCounts::plus);
  }
}
