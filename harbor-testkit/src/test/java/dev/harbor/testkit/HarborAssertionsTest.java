package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static dev.harbor.testkit.HarborAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.RowCounts;
import dev.harbor.error.SourceException;
import dev.harbor.run.RefusalReport;
import dev.harbor.run.ResourceReport;
import dev.harbor.run.ResourceReport.Outcome;
import dev.harbor.run.RunReport;
import dev.harbor.run.TableReport;
import dev.harbor.schema.DataType;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import dev.harbor.state.ResourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class HarborAssertionsTest {
  private static final LoadId LOAD = LoadId.at(Instant.parse("2026-01-01T00:00:00Z"));
  private static final TableSchema POSTS =
      KitTables.root("posts", APPEND, KitTables.key("id", DataType.BIGINT));

  private static ResourceReport resource(String name, Outcome outcome, SchemaDiff... changes) {
    return new ResourceReport(
        name,
        outcome,
        5,
        2,
        outcome == Outcome.LOADED ? List.of(LOAD) : List.of(),
        outcome == Outcome.LOADED
            ? List.of(new TableReport(name, 3, new RowCounts(2, 1, 0, 0, 0), ""))
            : List.of(),
        List.of(changes),
        List.of(),
        new ResourceReport.Timing(Duration.ZERO, Duration.ZERO),
        new ResourceReport.Traffic(0, 0, 0, Duration.ZERO),
        List.of(),
        RefusalReport.none(),
        outcome == Outcome.FAILED ? new SourceException("Cannot read") : null);
  }

  private static RunReport report(ResourceReport... resources) {
    return new RunReport(
        "pipeline", "source", "raw", Instant.EPOCH, Instant.EPOCH, List.of(resources));
  }

  private static void fails(String message, ThrowingCallable assertion) {
    assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }

  @Test
  void aReportOfALoadIsDescribed() {
    RunReport report = report(resource("posts", Outcome.LOADED));

    assertThat(report)
        .isComplete()
        .hasLoaded("posts", 1)
        .hasInserted("posts", 2)
        .hasInserted("comments", 0)
        .hasCounts("posts", new RowCounts(2, 1, 0, 0, 0))
        .hasDiscarded("posts", 2)
        .hasChangedNoSchema();
    fails("nothing was committed", () -> assertThat(report).foundNothingNew());
    fails("'posts' failed", () -> assertThat(report).hasFailed("posts"));
    fails("loaded in 2 segments", () -> assertThat(report).hasLoaded("posts", 2));
    fails("got 3 rows, not 2", () -> assertThat(report).hasInserted("posts", 3));
    fails("has RowCounts", () -> assertThat(report).hasCounts("posts", RowCounts.none()));
    fails(
        "0 items of 'posts' were left out, not 2",
        () -> assertThat(report).hasDiscarded("posts", 0));
    fails("there is a resource 'users'", () -> assertThat(report).hasLoaded("users", 1));
  }

  @Test
  void aFailureShowsTheWholeReport() {
    RunReport report = report(resource("posts", Outcome.LOADED), resource("users", Outcome.FAILED));

    assertThat(report).hasFailed("users").hasLoaded("posts", 1);
    fails(report.toString(), () -> assertThat(report).isComplete());
  }

  @Test
  void nothingNewIsNothingCommitted() {
    assertThat(report(resource("posts", Outcome.NOTHING_NEW))).foundNothingNew();
  }

  @Test
  void changesOfTheSchemaAreFound() {
    SchemaDiff diff = new SchemaDiff(List.of(POSTS), List.of(), List.of(), List.of());

    fails(
        "no table and no column is new",
        () -> assertThat(report(resource("posts", Outcome.LOADED, diff))).hasChangedNoSchema());
  }

  @Test
  void aCheckpointIsDescribed() {
    Checkpoint checkpoint =
        new Checkpoint(
            new CheckpointKey("raw", "pipeline", "source", "posts"),
            LOAD,
            Instant.EPOCH,
            List.of(POSTS),
            ResourceState.of(Map.of("page", 2L)));

    assertThat(checkpoint)
        .wasWrittenBy(LOAD)
        .hasTables("posts")
        .hasColumns("posts", "id", "_dlt_load_id", "_dlt_id")
        .hasState("page", 2L)
        .hasState("other", null);
    fails("to have load", () -> assertThat(checkpoint).wasWrittenBy(LOAD.after(LOAD)));
    fails("to have tables", () -> assertThat(checkpoint).hasTables("posts", "users"));
    fails("columns of 'posts'", () -> assertThat(checkpoint).hasColumns("posts", "id"));
    fails("state 'page'", () -> assertThat(checkpoint).hasState("page", 3L));
  }
}
