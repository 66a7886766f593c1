package dev.harbor.run;

import dev.harbor.destination.RowCounts;
import dev.harbor.run.ResourceReport.CursorMovement;
import dev.harbor.schema.SchemaDiff;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run report as text for people: one block per resource, one line per table. */
final class ReportText {
  private static final int MOST_CURSORS = 8;
  private static final int LONGEST_PLACE = 60;

  private final StringBuilder text = new StringBuilder();

  private ReportText() {}

  static String of(RunReport report) {
    ReportText lines = new ReportText();
    lines.line(
        "Pipeline '%s': source '%s' into dataset '%s', %s%s",
        report.pipeline(),
        report.source(),
        report.dataset(),
        seconds(Duration.between(report.started(), report.finished())),
        report.hasFailed() ? ", NOT complete" : "");
    report.resources().forEach(lines::resource);
    return lines.text.toString();
  }

  private void resource(ResourceReport resource) {
    line("");
    line(
        "%s: %s; %d items read, %d left out; %d segment%s%s",
        resource.resource(),
        outcome(resource),
        resource.itemsRead(),
        resource.itemsDiscarded(),
        resource.loadIds().size(),
        resource.loadIds().size() == 1 ? "" : "s",
        resource.loadIds().isEmpty()
            ? ""
            : ", load "
                + resource.loadIds().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(", ")));
    resource.tables().forEach(this::table);
    resource.schemaChanges().forEach(this::changes);
    cursors(resource.cursors());
    line(
        "  time: extracting %s, loading %s; requests: %d, retries: %d, load retries: %d, waited %s",
        seconds(resource.timing().extracting()),
        seconds(resource.timing().loading()),
        resource.traffic().requests(),
        resource.traffic().retries(),
        resource.traffic().loadRetries(),
        seconds(resource.traffic().waited()));
    resource.skipped().forEach(skipped -> line("  skipped: %s", skipped));
    refused(resource.refused());
    resource.cause().ifPresent(cause -> line("  failure: %s", String.valueOf(cause.getMessage())));
  }

  private void cursors(List<CursorMovement> cursors) {
    cursors.stream()
        .limit(MOST_CURSORS)
        .forEach(
            cursor ->
                line(
                    "  cursor %s: %s -> %s",
                    cursor.path(), place(cursor.from()), place(cursor.to())));
    if (cursors.size() > MOST_CURSORS) {
      line("  and %d cursors more", cursors.size() - MOST_CURSORS);
    }
  }

  private static String place(String value) {
    if (value.isEmpty()) {
      return "none";
    }
    return value.length() <= LONGEST_PLACE ? value : value.substring(0, LONGEST_PLACE) + "...";
  }

  private void refused(RefusalReport refused) {
    if (!refused.isEmpty()) {
      line(
          "  refused by contract: %d values, %d rows, %d items kept in quarantine",
          refused.values(), refused.rows(), refused.items());
      refused.reasons().forEach((reason, count) -> line("    %d x %s", count, reason));
    }
  }

  private void table(TableReport table) {
    RowCounts counts = table.counts();
    line(
        "  %-40s %9d rows: %d inserted, %d updated, %d deleted, %d unchanged, %d refused%s",
        table.table(),
        table.staged(),
        counts.inserted(),
        counts.updated(),
        counts.deleted(),
        counts.unchanged(),
        counts.refused(),
        table.validation().isEmpty() ? "" : "; validation: " + table.validation());
  }

  private void changes(SchemaDiff diff) {
    diff.addedTables()
        .forEach(
            table ->
                line("  schema: new table %s, %d columns", table.name(), table.columns().size()));
    diff.addedColumns()
        .forEach(
            change ->
                line(
                    "  schema: new column %s.%s %s",
                    change.table(), change.column().name(), change.column().type().documentName()));
  }

  private static String outcome(ResourceReport resource) {
    return switch (resource.outcome()) {
      case LOADED -> "loaded";
      case NOTHING_NEW -> "nothing new";
      case FAILED -> "FAILED";
    };
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
