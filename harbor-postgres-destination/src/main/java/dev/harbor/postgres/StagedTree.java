package dev.harbor.postgres;

import dev.harbor.destination.RowCounts;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeStrategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Staged rows of a root table and of those nested in it, on their way into a merge. What loses, is
 * to be deleted or is to be left alone is taken out, root and nested rows alike, so that every
 * later statement sees only rows that are stored. Confined to one thread.
 */
final class StagedTree {
  private static final String SEQUENCE = Identifiers.quote(CopyEncoder.SEQUENCE);
  private static final String GONE = "_h_gone";

  private final Session session;
  private final Staging root;
  private final List<Target> nestedTargets;
  private final Map<Target, Staging> staged = new LinkedHashMap<>();
  private final int ordinal;
  private final Map<String, RowCounts> counts = new LinkedHashMap<>();
  private boolean settled;

  /**
   * A tree.
   *
   * @param root staged roots
   * @param nestedTargets every table below it, staged rows or not
   * @param ordinal makes names of temporary tables unique in the transaction
   */
  StagedTree(
      Session session,
      Staging root,
      List<Target> nestedTargets,
      List<Staging> nested,
      int ordinal) {
    this.session = session;
    this.root = root;
    this.nestedTargets = nestedTargets;
    this.ordinal = ordinal;
    nested.forEach(rows -> staged.put(rows.target(), rows));
    all().forEach(rows -> counts.put(rows.target().name(), RowCounts.none()));
  }

  Session session() {
    return session;
  }

  Staging root() {
    return root;
  }

  Target target() {
    return root.target();
  }

  List<Target> nestedTargets() {
    return nestedTargets;
  }

  Optional<Staging> staged(Target target) {
    return Optional.ofNullable(staged.get(target));
  }

  Iterable<Staging> nested() {
    return staged.values();
  }

  /** Name of a temporary table of this merge, in SQL. */
  String temporary(char letter) {
    return "pg_temp.\"_h_" + ordinal + letter + '"';
  }

  /** What was done so far, per table. */
  Map<String, RowCounts> counts() {
    return counts;
  }

  void count(Target target, RowCounts more) {
    counts.merge(target.name(), more, RowCounts::plus);
  }

  /** Staged rows that were not taken out. */
  long left(Staging rows) {
    RowCounts done = counts.getOrDefault(rows.target().name(), RowCounts.none());
    return rows.rows() - done.refused() - done.unchanged();
  }

  /** The column by which a record is deleted, if the table has one. */
  private Optional<Column> hardDelete() {
    return target().schema().columns().stream()
        .filter(column -> column.hints().hardDelete())
        .findFirst();
  }

  /**
   * Settles which of several staged roots with one identity wins, and takes the others out.
   *
   * @param identity columns that no two rows may share; none if every row counts
   */
  void settle(Predicate<Column> identity) {
    session.doing("find duplicates of the key of table '" + target().name() + "'");
    String keys = SqlParts.names(target(), identity);
    if (keys.isEmpty() && hardDelete().isEmpty()) {
      return;
    }
    settled = true;
    session.execute(
        "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS SELECT %s%s, %s AS %s FROM %s%s"
            .formatted(
                temporary('k'),
                keys.isEmpty() ? "" : "DISTINCT ON (" + keys + ") ",
                SEQUENCE,
                hardDelete().map(StagedTree::isGone).orElse("false"),
                GONE,
                root.sql(),
                keys.isEmpty() ? "" : " ORDER BY " + keys + ", " + preference()));
    long winners = session.count("SELECT count(*) FROM " + temporary('k'));
    if (winners < root.rows()) {
      takeOut("NOT EXISTS (SELECT FROM " + temporary('k') + " k WHERE k.%1$s = s.%1$s)")
          .forEach((target, lost) -> count(target, new RowCounts(0, 0, 0, 0, lost)));
    }
    if (left(root) != winners) {
      throw new DestinationException(
          "Cannot load table '%s': one item gave two rows with the same key"
              .formatted(target().name()));
    }
  }

  /** By the column that was named for it, then the last; null is older than every value. */
  private String preference() {
    String order = "";
    for (Column column : target().schema().columns()) {
      Optional<String> sort = column.hints().dedupSortOrder();
      if (sort.isPresent()) {
        order =
            Identifiers.quote(column.name())
                + (sort.get().equals("asc") ? " ASC NULLS FIRST, " : " DESC NULLS LAST, ");
      }
    }
    String newer = target().schema().mergeOptions().updateIfNewer();
    if (order.isEmpty() && newer != null) {
      order = Identifiers.quote(newer) + " DESC NULLS LAST, ";
    }
    return order + SEQUENCE + " DESC";
  }

  private static String isGone(Column column) {
    String name = Identifiers.quote(column.name());
    return column.type() == DataType.BOOL ? name + " IS TRUE" : name + " IS NOT NULL";
  }

  /** Whether any staged root asks for the deletion of its record. */
  boolean hasGone() {
    return settled
        && hardDelete().isPresent()
        && session.test("SELECT EXISTS (SELECT FROM %s WHERE %s)".formatted(temporary('k'), GONE));
  }

  /** A condition on {@code s}: it asks for the deletion of its record. */
  String isGone() {
    return hardDelete().isEmpty()
        ? "false"
        : "EXISTS (SELECT FROM %s k WHERE k.%s = s.%s AND k.%s)"
            .formatted(temporary('k'), SEQUENCE, SEQUENCE, GONE);
  }

  /** Takes out rows that ask for a deletion: they are not stored themselves. */
  void takeOutGone() {
    if (hasGone()) {
      takeOut(
              "EXISTS (SELECT FROM "
                  + temporary('k')
                  + " k WHERE k.%1$s = s.%1$s AND k."
                  + GONE
                  + ")")
          .forEach((target, gone) -> count(target, new RowCounts(0, 0, 0, 0, gone)));
    }
  }

  /**
   * Takes out rows of records that stay as they are.
   *
   * @param query picks the sequence of their roots
   */
  void leaveAlone(String query) {
    String table = temporary('x');
    session.execute("CREATE TEMPORARY TABLE " + table + " ON COMMIT DROP AS " + query);
    if (session.test("SELECT EXISTS (SELECT FROM " + table + ")")) {
      session.execute("ANALYZE " + table);
      takeOut("EXISTS (SELECT FROM " + table + " x WHERE x.%1$s = s.%1$s)")
          .forEach((target, kept) -> count(target, new RowCounts(0, 0, 0, kept, 0)));
    }
  }

  private Map<Target, Long> takeOut(String condition) {
    Map<Target, Long> deleted = new LinkedHashMap<>();
    for (Staging rows : all()) {
      deleted.put(
          rows.target(),
          session.execute(
              "DELETE FROM " + rows.sql() + " s WHERE " + condition.formatted(SEQUENCE)));
    }
    return deleted;
  }

  /** Whether nothing is in the target or below it. */
  boolean meetsNothing() {
    return isEmpty(target()) && nestedTargets.stream().allMatch(this::isEmpty);
  }

  private boolean isEmpty(Target table) {
    return table.created() || !session.test("SELECT EXISTS (SELECT FROM " + table.sql() + ")");
  }

  /** Stores all rows that are left. */
  void insertAll() {
    for (Staging rows : all()) {
      session.doing("load table '" + rows.target().name() + "'");
      count(rows.target(), RowCounts.inserted(rows.insertAll()));
    }
  }

  /** Stores nested rows that are left and not there yet, by their row ids. */
  void insertNestedAbsent() {
    for (Staging rows : nested()) {
      session.doing("load table '" + rows.target().name() + "'");
      long left = left(rows);
      long inserted = left == 0 ? 0 : session.execute(rows.insertAbsent());
      count(rows.target(), new RowCounts(inserted, 0, 0, left - inserted, 0));
    }
  }

  private List<Staging> all() {
    List<Staging> all = new ArrayList<>();
    all.add(root);
    all.addAll(staged.values());
    return all;
  }

  /** Merges by the strategy of the table. */
  Map<String, RowCounts> merge(Instant now) {
    MergeStrategy strategy = target().schema().mergeStrategy();
    switch (strategy == null ? MergeStrategy.UPSERT : strategy) {
      case UPSERT -> new Upsert(this).run();
      case DELETE_INSERT -> new DeleteInsert(this).run();
      case INSERT_ONLY -> new InsertOnly(this).run();
      case SCD2 -> new Versions(this, now).run();
    }
    return counts;
  }
}
