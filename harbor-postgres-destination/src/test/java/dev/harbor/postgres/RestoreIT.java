package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.Pipeline;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.error.StaleCheckpointException;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunReport;
import dev.harbor.run.SegmentLimits;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.RowOrder;
import dev.harbor.source.Source;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import dev.harbor.state.PipelineDocuments;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A dataset that goes back in time, a run that comes back from the past, an extract that is killed.
 */
@Timeout(180)
class RestoreIT {
  private static final Incremental<Long> N = Incremental.ofLong("n").order(RowOrder.ASCENDING);
  private final String dataset = PostgresServer.emptyDataset();
  private final PostgresDestination destination =
      PostgresDestination.of(PostgresServer.dataSource());
  private final AtomicLong read = new AtomicLong();

  private Pipeline.Builder pipeline() {
    return Pipeline.builder("p").destination(destination).dataset(dataset);
  }

  /** Items from the cursor to a number; fails behind another one. */
  private Source numbers(long last, long failAfter) {
    return Source.of(
        "s",
        Resource.builder(
                "items",
                (context, out) -> {
                  read.set(0);
                  StringBuilder page = new StringBuilder();
                  for (long n = context.startOf(N).orElse(1L); n <= last; n++) {
                    page.append("{\"n\":").append(n).append("}\n");
                    read.incrementAndGet();
                    if (n % 500 == 0 || n == last) {
                      out.emitJson(page.toString());
                      page.setLength(0);
                    }
                    if (n == failAfter) {
                      throw new java.io.IOException("killed");
                    }
                  }
                })
            .incremental(N)
            .build());
  }

  private void requireEachOnce(long last) {
    assertThat(
            PostgresServer.query(
                "SELECT count(*), count(DISTINCT n), max(n) FROM %s.items".formatted(dataset)))
        .containsExactly(List.of(last, last, last));
  }

  private static void copy(String from, String to) {
    PostgresServer.execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(to));
    PostgresServer.execute("CREATE SCHEMA %s".formatted(to));
    for (String table : List.of("items", "_dlt_loads", "_dlt_version", "_dlt_pipeline_state")) {
      PostgresServer.execute(
          "CREATE TABLE %2$s.%3$s (LIKE %1$s.%3$s INCLUDING ALL)".formatted(from, to, table));
      PostgresServer.execute(
          "INSERT INTO %2$s.%3$s SELECT * FROM %1$s.%3$s".formatted(from, to, table));
    }
  }

  @Test
  void aDatasetRestoredFromAnOlderDumpGoesOnFromItsOwnCursor() {
    pipeline().build().run(numbers(1_000, -1));
    copy(dataset, dataset + "_dump");
    pipeline().build().run(numbers(3_000, -1));
    copy(dataset + "_dump", dataset);
    requireEachOnce(1_000);

    RunReport report = pipeline().build().run(numbers(3_500, -1));

    assertThat(report.resource("items").cursorMovement())
        .hasValueSatisfying(
            cursor -> assertThat(cursor.from() + " " + cursor.to()).isEqualTo("1000 3500"));
    requireEachOnce(3_500);
  }

  @Test
  void aPackageOfTheLostFutureIsRefusedWithItsReason() {
    CheckpointKey key = Tables.key(dataset);
    destination.load(TestPackage.first(key).state("seen", 1L));
    Optional<Checkpoint> past = destination.checkpoint(key);
    destination.load(new TestPackage(key, past).state("seen", 2L));
    Optional<Checkpoint> future = destination.checkpoint(key);
    PostgresServer.execute(
        "DELETE FROM %1$s._dlt_pipeline_state WHERE _dlt_load_id = '%2$s'"
            .formatted(dataset, future.orElseThrow().loadId()));
    PostgresServer.execute(
        "DELETE FROM %1$s._dlt_loads WHERE load_id = '%2$s'"
            .formatted(dataset, future.orElseThrow().loadId()));

    assertThatThrownBy(() -> destination.load(new TestPackage(key, future).state("seen", 3L)))
        .isInstanceOf(StaleCheckpointException.class)
        .hasMessageContaining("it was extracted from load " + future.orElseThrow().loadId())
        .hasMessageContaining("the destination is at load " + past.orElseThrow().loadId());
    assertThat(destination.checkpoint(key)).isEqualTo(past);
  }

  @Test
  void aZombieThatWakesAfterANewerRunCommittedWritesNothing() {
    AtomicLong wakes = new AtomicLong();
    Source asleep =
        Source.of(
            "s",
            Resource.builder(
                    "items",
                    (context, out) -> {
                      out.emitJson("{\"n\":1}");
                      if (wakes.getAndIncrement() == 0) {
                        pipeline().build().run(numbers(5, -1));
                        pipeline().build().run(numbers(9, -1));
                      }
                    })
                .incremental(N)
                .build());

    assertThatThrownBy(() -> pipeline().build().run(asleep))
        .isInstanceOf(RunFailedException.class)
        .hasCauseInstanceOf(StaleCheckpointException.class);
    requireEachOnce(9);
  }

  @Test
  void anExtractKilledAtNineTenthsReadsLessThanTwoSegmentsAgain() {
    long all = 1_000_000;
    long segment = 50_000;
    Pipeline pipeline = pipeline().segmentLimits(SegmentLimits.ofRows(segment)).build();
    assertThatThrownBy(() -> pipeline.run(numbers(all, all / 10 * 9)))
        .isInstanceOf(RunFailedException.class);
    assertThat(read.get()).isEqualTo(all / 10 * 9);

    pipeline.run(numbers(all, -1));

    assertThat(read.get()).isLessThan(all / 10 + 2 * segment);
    requireEachOnce(all);
  }

  @Test
  void whatDltDidSinceHarborsLoadIsSeenThoughItLeftTheLoadIdAlone() {
    CheckpointKey key = Tables.key(dataset);
    destination.load(TestPackage.first(key).state("seen", 1L));
    Optional<Checkpoint> base = destination.checkpoint(key);
    TestPackage waiting = new TestPackage(key, base).state("seen", 2L);
    commitAsDlt(base.orElseThrow());

    assertThatThrownBy(() -> destination.load(waiting))
        .isInstanceOf(StaleCheckpointException.class)
        .hasMessageContaining("the destination is at load " + DLTS);
    LoadReceipt next =
        destination.load(new TestPackage(key, destination.checkpoint(key)).state("seen", 3L));
    assertThat(next.outcome()).isEqualTo(LoadReceipt.Outcome.LOADED);
  }

  private static final LoadId DLTS = new LoadId("1999999999.000001");

  /** Moves the state of a lane as dlt does: a new row of state, Harbor's own member as it was. */
  private void commitAsDlt(Checkpoint at) {
    String stored =
        (String)
            PostgresServer.value(
                "SELECT state FROM %s._dlt_pipeline_state ORDER BY version DESC LIMIT 1"
                    .formatted(dataset));
    String schema =
        (String)
            PostgresServer.value(
                "SELECT schema FROM %s._dlt_version ORDER BY version DESC LIMIT 1"
                    .formatted(dataset));
    Checkpoint moved =
        new Checkpoint(
            at.key(), at.loadId(), at.committedAt(), at.tables(), at.state().with("seen", 7L));
    PipelineDocuments dlt = PipelineDocuments.of(schema, stored).with(moved, "postgres");
    PostgresServer.execute(
        "INSERT INTO %1$s._dlt_loads SELECT '%2$s', schema_name, 0, now(), schema_version_hash FROM %1$s._dlt_loads LIMIT 1"
            .formatted(dataset, DLTS));
    PostgresServer.execute(
        "INSERT INTO %1$s._dlt_pipeline_state (version, engine_version, pipeline_name, state, created_at, version_hash, _dlt_load_id, _dlt_id) SELECT %3$d, engine_version, pipeline_name, '%4$s', now(), '%5$s', '%2$s', 'dlt' FROM %1$s._dlt_pipeline_state LIMIT 1"
            .formatted(dataset, DLTS, dlt.stateVersion(), dlt.state(), dlt.stateHash()));
  }
}
