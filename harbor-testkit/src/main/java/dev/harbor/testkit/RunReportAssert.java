package dev.harbor.testkit;

import dev.harbor.destination.RowCounts;
import dev.harbor.run.ResourceReport;
import dev.harbor.run.ResourceReport.Outcome;
import dev.harbor.run.RunReport;
import dev.harbor.run.TableReport;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a {@link RunReport}; every failure shows the whole report. */
public final class RunReportAssert extends AbstractAssert<RunReportAssert, RunReport> {
  RunReportAssert(RunReport actual) {
    super(actual, RunReportAssert.class);
  }

  /** No resource failed. */
  public RunReportAssert isComplete() {
    isNotNull();
    if (actual.hasFailed()) {
      throw unlike("no resource failed");
    }
    return this;
  }

  /** Nothing was committed, and nothing failed. */
  public RunReportAssert foundNothingNew() {
    isComplete();
    if (!actual.isEmpty()) {
      throw unlike("nothing was committed");
    }
    return this;
  }

  /** A resource failed. */
  public RunReportAssert hasFailed(String resource) {
    if (report(resource).outcome() != Outcome.FAILED) {
      throw unlike("resource '%s' failed".formatted(resource));
    }
    return this;
  }

  /** A resource was committed in this many segments, and did not fail. */
  public RunReportAssert hasLoaded(String resource, int segments) {
    ResourceReport report = report(resource);
    if (report.outcome() != Outcome.LOADED || report.loadIds().size() != segments) {
      throw unlike("resource '%s' was loaded in %d segments".formatted(resource, segments));
    }
    return this;
  }

  /** A table got this many new rows. */
  public RunReportAssert hasInserted(String table, long rows) {
    long found = counts(table).inserted();
    if (found != rows) {
      throw unlike("table '%s' got %d rows, not %d".formatted(table, rows, found));
    }
    return this;
  }

  /** These counts were reported for a table, over all segments. */
  public RunReportAssert hasCounts(String table, RowCounts counts) {
    RowCounts found = counts(table);
    if (!found.equals(counts)) {
      throw unlike("table '%s' has %s, not %s".formatted(table, counts, found));
    }
    return this;
  }

  /** Harbor left out this many items of a resource. */
  public RunReportAssert hasDiscarded(String resource, long items) {
    long found = report(resource).itemsDiscarded();
    if (found != items) {
      throw unlike("%d items of '%s' were left out, not %d".formatted(items, resource, found));
    }
    return this;
  }

  /** No table and no column was new. */
  public RunReportAssert hasChangedNoSchema() {
    isNotNull();
    if (!actual.resources().stream()
        .flatMap(resource -> resource.schemaChanges().stream())
        .allMatch(diff -> diff.isEmpty())) {
      throw unlike("no table and no column is new");
    }
    return this;
  }

  private ResourceReport report(String resource) {
    isNotNull();
    return actual.resources().stream()
        .filter(report -> report.resource().equals(resource))
        .findFirst()
        .orElseThrow(() -> unlike("there is a resource '%s'".formatted(resource)));
  }

  private RowCounts counts(String table) {
    isNotNull();
    List<TableReport> reports =
        actual.resources().stream()
            .flatMap(resource -> resource.tables().stream())
            .filter(report -> report.table().equals(table))
            .toList();
    return reports.stream().map(TableReport::counts).reduce(RowCounts.none(), RowCounts::plus);
  }

  private AssertionError unlike(String expected) {
    return failure("Expected that %s, but the report is%n%s", expected, actual);
  }
}
