package dev.harbor.postgres;

import dev.harbor.contract.QuarantinedRow;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.RowCounts;
import dev.harbor.destination.TableRows;
import dev.harbor.error.DestinationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the items that the server refuses, puts them into quarantine, and has the rest written. A
 * check is asked which staged rows break it; for whatever else is refused (a foreign key, a
 * trigger, a domain) the items are halved until those are found that are refused alone. Every try
 * of a part is undone by a savepoint, and in the end all that is left is written at once, so that a
 * strategy that compares the whole package sees it whole. Confined to one thread.
 */
final class Isolation {
  /** Beyond that the rule is wrong, not the rows. */
  private static final int MOST_REFUSED = 10_000;

  private static final String SEQUENCE = Identifiers.quote(CopyEncoder.SEQUENCE);
  private static final String POINT = "_h_part";

  private final Session session;
  private final LoadPackage load;
  private final IntSupplier ordinals;
  private final Writer writer;
  private final QuarantineTable quarantine;
  private final Map<Target, Staging> staged = new LinkedHashMap<>();
  private final Map<String, Long> refused = new LinkedHashMap<>();
  private final List<QuarantinedRow> kept = new ArrayList<>();
  private int keptCount;

  /** Writes the staged rows of one root table and of those nested in it. */
  @FunctionalInterface
  interface Writer {
    /** Returns what was done per table. */
    Map<String, RowCounts> write(Map<Target, Staging> staged);
  }

  Isolation(Session session, LoadPackage load, IntSupplier ordinals, Writer writer) {
    this.session = session;
    this.load = load;
    this.ordinals = ordinals;
    this.writer = writer;
    this.quarantine = new QuarantineTable(session, load.key().dataset());
  }

  /** The items that were put into quarantine, the first 100 of them. */
  List<QuarantinedRow> kept() {
    return kept;
  }

  int keptCount() {
    return keptCount;
  }

  /**
   * Stages the rows and writes those that the server takes.
   *
   * @param family the root table and those nested in it, parents first
   * @return what was done per table, refused rows included
   */
  Map<String, RowCounts> run(List<Target> family, Map<String, TableRows> rows) {
    session.execute("SET CONSTRAINTS ALL IMMEDIATE");
    for (Target target : family) {
      TableRows packed = rows.get(target.name());
      if (packed != null && packed.rowCount() > 0) {
        session.doing("load table '" + target.name() + "'");
        Staging parent = target.schema().isRoot() ? null : parent(target);
        staged.put(target, Staging.numbered(session, target, packed, parent, ordinals.getAsInt()));
      }
    }
    Map<String, RowCounts> counts = writeAll();
    while (counts == null) {
      if (!removeByCheck()) {
        Staging root = root();
        halve(
            session.count("SELECT coalesce(min(%s), 0) FROM %s".formatted(SEQUENCE, root.sql())),
            session.count("SELECT coalesce(max(%s), 0) FROM %s".formatted(SEQUENCE, root.sql())));
      }
      counts = writeAll();
    }
    Map<String, RowCounts> all = new LinkedHashMap<>(counts);
    refused.forEach(
        (table, gone) -> all.merge(table, new RowCounts(0, 0, 0, 0, gone), RowCounts::plus));
    return all;
  }

  private Staging parent(Target nested) {
    return staged.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(nested.schema().parent()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () ->
                new DestinationException(
                    "Cannot load table '%s': the package has rows of it, but none of '%s'"
                        .formatted(nested.name(), nested.schema().parent())));
  }

  private Staging root() {
    return staged.values().iterator().next();
  }

  /** Writes everything that is staged; null if the server refuses a row. */
  private @Nullable Map<String, RowCounts> writeAll() {
    session.savepoint(POINT);
    try {
      Map<String, RowCounts> counts = writer.write(staged);
      session.release(POINT);
      return counts;
    } catch (DestinationException e) {
      undo(e);
      return null;
    }
  }

  private void undo(DestinationException failure) {
    if (!session.refusedRow()) {
      throw failure;
    }
    session.undoTo(POINT);
  }

  /** Takes out the rows that break the check that was named last, if it was one. */
  private boolean removeByCheck() {
    SqlErrors.Refusal refusal = session.refusal();
    for (Map.Entry<Target, Staging> entry : staged.entrySet()) {
      String check =
          refusal.state().equals("23514") && refusal.table().equals(entry.getKey().name())
              ? check(entry.getKey(), refusal.constraint())
              : "";
      if (!check.isEmpty()) {
        List<Long> items =
            session.query(
                (row, context) -> row.getLong(1),
                "SELECT DISTINCT %s FROM %s WHERE NOT (%s) ORDER BY 1 LIMIT %d"
                    .formatted(SEQUENCE, entry.getValue().sql(), check, MOST_REFUSED + 1));
        items.forEach(item -> keep(item, refusal));
        return !items.isEmpty();
      }
    }
    return false;
  }

  private String check(Target target, String constraint) {
    return session
        .query(
            (row, context) -> row.getString(1),
            "SELECT pg_catalog.pg_get_expr(conbin, conrelid) FROM pg_catalog.pg_constraint WHERE conrelid = ?::regclass AND conname = ? AND contype = 'c'",
            target.sql(),
            constraint)
        .stream()
        .findFirst()
        .orElse("");
  }

  /** Finds items that are refused alone; keeps them. Both ends belong to the range. */
  private void halve(long from, long to) {
    session.savepoint(POINT);
    try {
      writer.write(range(from, to));
      session.undoTo(POINT);
      return;
    } catch (DestinationException e) {
      undo(e);
    }
    if (from == to) {
      keep(from, session.refusal());
      return;
    }
    long middle = from + (to - from) / 2;
    halve(from, middle);
    halve(middle + 1, to);
  }

  private Map<Target, Staging> range(long from, long to) {
    Map<Target, Staging> part = new LinkedHashMap<>();
    staged.forEach(
        (target, all) -> {
          Staging some = all.range(from, to, ordinals.getAsInt());
          if (some.rows() > 0 || target.schema().isRoot()) {
            part.put(target, some);
          }
        });
    return part;
  }

  private void keep(long item, SqlErrors.Refusal refusal) {
    if (++keptCount > MOST_REFUSED) {
      throw new DestinationException(
          "Cannot load table '%s': the server refuses more than %d items: %s. Look at the constraint, or filter the items in the resource"
              .formatted(root().target().name(), MOST_REFUSED, refusal.reason()));
    }
    QuarantinedRow row =
        new QuarantinedRow(
            root().target().schema().resource(),
            refusal.table().isEmpty() ? root().target().name() : refusal.table(),
            "$",
            "the server refused it: " + refusal.reason(),
            refusal.state(),
            "");
    String json = new StagedJson(staged).of(root().target(), "s");
    quarantine.keep(
        load,
        item,
        row,
        "SELECT %s FROM %s s WHERE s.%s = %d LIMIT 1"
            .formatted(json, root().sql(), SEQUENCE, item));
    if (kept.size() < 100) {
      kept.add(row);
    }
    staged.forEach((target, rows) -> refused.merge(target.name(), rows.remove(item), Long::sum));
  }
}
