package dev.harbor.postgres;

import dev.harbor.destination.RowCounts;
import dev.harbor.destination.TableReceipt;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.WriteDisposition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a load proves before it commits; what cannot be proved is rolled back. */
final class Validation {
  private final Session session;
  private final String dataset;
  private final TableWriter writer;
  private final List<TableReceipt> receipts = new ArrayList<>();

  Validation(Session session, String dataset, TableWriter writer) {
    this.session = session;
    this.dataset = dataset;
    this.writer = writer;
  }

  /**
   * Checks every table that was written to.
   *
   * @throws DestinationException if something does not add up
   */
  void check() {
    session.doing("validate the load");
    Map<String, RowCounts> counts = writer.counts();
    // The locks of this transaction keep the tables as they are now.
    Catalog now = Catalog.read(session, dataset, counts.keySet());
    counts.forEach(
        (table, done) -> {
          Target target = writer.target(table);
          checkColumns(target, now);
          receipts.add(check(target, writer.stagedRows(table), done));
        });
  }

  /** What became of the rows, per table. */
  List<TableReceipt> receipts() {
    return receipts;
  }

  private void checkColumns(Target target, Catalog now) {
    for (Column column : target.schema().columns()) {
      String before = target.realType(column);
      String after =
          now.table(target.name())
              .map(table -> table.columns().get(column.name()))
              .map(Catalog.Column::type)
              .orElse("nothing");
      if (!after.equals(before)) {
        throw new DestinationException(
            "Cannot load table '%s': its column '%s' is %s, expected %s. Somebody changes the table; run again"
                .formatted(target.name(), column.name(), after, before));
      }
    }
  }

  private TableReceipt check(Target target, long staged, RowCounts done) {
    boolean versions = target.schema().mergeStrategy() == MergeStrategy.SCD2;
    // What a load of versions updates are those that end, none of the staged.
    RowCounts stored =
        versions ? new RowCounts(done.inserted(), 0, 0, done.unchanged(), done.refused()) : done;
    long accounted = stored.inserted() + stored.updated() + stored.unchanged() + stored.refused();
    if (staged != accounted) {
      throw new DestinationException(
          "Cannot load table '%s': %d rows were staged, but %s. Look for triggers or rules that drop rows"
              .formatted(target.name(), staged, sum(stored)));
    }
    StringBuilder line = new StringBuilder().append(staged).append(" staged = ");
    if (target.schema().writeDisposition() == WriteDisposition.REPLACE) {
      long present = session.count("SELECT count(*) FROM " + target.sql());
      if (present != staged - done.refused()) {
        throw new DestinationException(
            "Cannot replace table '%s': %d rows were staged, %d are in the table. Look for triggers, rules or another writer"
                .formatted(target.name(), staged, present));
      }
      line.append(present).append(" in the table");
      if (done.refused() > 0) {
        line.append(" + ").append(done.refused()).append(" refused");
      }
    } else {
      line.append(sum(stored));
    }
    if (versions && done.updated() > 0) {
      line.append(", ").append(done.updated()).append(" retired");
    }
    if (done.deleted() > 0) {
      line.append(", ").append(done.deleted()).append(" deleted");
    }
    if (target.schema().mergeStrategy() == MergeStrategy.UPSERT) {
      line.append("; key unique");
    }
    return new TableReceipt(target.name(), staged, done, line.append("; columns match").toString());
  }

  private static String sum(RowCounts done) {
    List<String> parts = new ArrayList<>();
    add(parts, done.inserted(), "inserted");
    add(parts, done.updated(), "updated");
    add(parts, done.unchanged(), "unchanged");
    add(parts, done.refused(), "refused");
    return parts.isEmpty() ? "0 inserted" : String.join(" + ", parts);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}
