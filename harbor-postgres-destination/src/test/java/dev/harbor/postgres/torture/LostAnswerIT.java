package dev.harbor.postgres.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.Pipeline;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.error.Retryable;
import dev.harbor.postgres.PostgresDestination;
import dev.harbor.run.PipelineListener;
import dev.harbor.run.Progress;
import dev.harbor.run.RetryPolicy;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunReport;
import dev.harbor.run.SegmentLimits;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Source;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Cuts the connection of a process that lives on. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LostAnswerIT {
  private final String dataset = TortureServer.emptyDataset();
  private final DatabaseProxy proxy = DatabaseProxy.before(TortureServer.port());
  private final PostgresDestination destination =
      PostgresDestination.fromUrl(TortureServer.url(proxy.port()));
  private final List<LoadReceipt.Outcome> outcomes = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws Exception {
    destination.close();
    proxy.awaitIdle();
    proxy.close();
    assertThat(TortureServer.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aCommitWhoseAnswerIsLostIsRecognised(WriteDisposition disposition) {
    Feed feed = new Feed(disposition, 200);
    boolean segmented = disposition != WriteDisposition.REPLACE;
    proxy.arm(Trap.onCommit(segmented ? 3 : 1).cuttingTheAnswer());

    RunReport report = run(RetryPolicy.immediate(1), 120, feed.source());

    assertThat(report.resource(Feed.RESOURCE).traffic().loadRetries()).isEqualTo(1);
    assertThat(outcomes).containsOnlyOnce(LoadReceipt.Outcome.ALREADY_LOADED);
    assertThat(outcomes.indexOf(LoadReceipt.Outcome.ALREADY_LOADED)).isEqualTo(segmented ? 2 : 0);
    requireExactlyOnce(feed);
  }

  @ParameterizedTest
  @EnumSource
  void aCommitThatNeverArrivedIsMadeAgain(WriteDisposition disposition) {
    Feed feed = new Feed(disposition, 200);
    Trap trap = Trap.beforeCommit(1).cuttingAtOnce();
    proxy.arm(trap);

    RunReport report = run(RetryPolicy.immediate(1), 120, feed.source());

    assertThat(trap.hasSprung()).isTrue();
    assertThat(report.resource(Feed.RESOURCE).traffic().loadRetries()).isEqualTo(1);
    assertThat(outcomes).containsOnly(LoadReceipt.Outcome.LOADED);
    requireExactlyOnce(feed);
  }

  @ParameterizedTest
  @EnumSource
  void withoutARetryTheNextRunGoesOnBehindTheLostAnswer(WriteDisposition disposition) {
    Feed feed = new Feed(disposition, 200);
    proxy.arm(Trap.onCommit(1).cuttingTheAnswer());

    assertThatThrownBy(() -> run(RetryPolicy.none(), 120, feed.source()))
        .isInstanceOf(RunFailedException.class)
        .cause()
        .isInstanceOf(Retryable.class)
        .hasMessageContaining("Cannot tell whether the load was committed");
    run(RetryPolicy.none(), 120, feed.source());

    assertThat(outcomes).containsOnly(LoadReceipt.Outcome.LOADED);
    requireExactlyOnce(feed);
  }

  @Test
  void aLostAnswerIsRecognisedThoughManyOthersCommittedSince() throws Exception {
    Feed feed = new Feed(WriteDisposition.APPEND, 50);
    Trap trap = Trap.onCommit(1);
    proxy.arm(trap);
    CompletableFuture<RunReport> run =
        CompletableFuture.supplyAsync(
            () -> run(RetryPolicy.immediate(1), Long.MAX_VALUE, feed.source()));
    trap.awaitSprung();
    trap.awaitAnswer();
    Feed others = new Feed(WriteDisposition.APPEND, 600);
    Source other = Source.of(Feed.SOURCE, others.resource("others", () -> {}));
    try (PostgresDestination direct =
        PostgresDestination.fromUrl(TortureServer.url(TortureServer.port()))) {
      RunReport report = pipeline(direct, RetryPolicy.none(), 60).run(other);
      assertThat(report.loadIds()).hasSizeGreaterThan(30);
    }
    outcomes.clear();

    trap.cut();
    run.get(60, TimeUnit.SECONDS);

    assertThat(outcomes).containsExactly(LoadReceipt.Outcome.ALREADY_LOADED);
    feed.truth().requireIn(dataset, Feed.RESOURCE);
    others.truth().requireIn(dataset, "others");
  }

  @ParameterizedTest
  @CsvSource({"APPEND,1", "APPEND,2", "REPLACE,2", "MERGE,2", "MERGE,4"})
  void aConnectionCutInsideCopyIsMadeAnew(WriteDisposition disposition, int message) {
    run(RetryPolicy.none(), 120, new Feed(disposition, 200).source());
    Feed more = new Feed(disposition, 400);
    Trap trap = Trap.insideCopy(message).cuttingAtOnce();
    proxy.arm(trap);

    RunReport report = run(RetryPolicy.immediate(1), 120, more.source());

    assertThat(trap.hasSprung()).isTrue();
    assertThat(report.resource(Feed.RESOURCE).traffic().loadRetries()).isEqualTo(1);
    requireExactlyOnce(more);
  }

  @ParameterizedTest
  @CsvSource({"DELETE FROM", "UPDATE", "INSERT INTO", "CREATE TEMPORARY TABLE"})
  void aConnectionCutInsideAMergeIsMadeAnew(String statement) {
    run(RetryPolicy.none(), 120, new Feed(WriteDisposition.MERGE, 200).source());
    Feed more = new Feed(WriteDisposition.MERGE, 400);
    Trap trap = Trap.onStatement(statement, 1).cuttingAtOnce();
    proxy.arm(trap);

    RunReport report = run(RetryPolicy.immediate(1), 120, more.source());

    assertThat(trap.hasSprung()).isTrue();
    assertThat(report.resource(Feed.RESOURCE).traffic().loadRetries()).isEqualTo(1);
    requireExactlyOnce(more);
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionMayBeCutAllAlongALoad(WriteDisposition disposition) {
    int items = 12;
    int message = 1;
    Trap trap;
    do {
      // A statement takes four messages or five: three on is another one of the next.
      message += 3;
      items += 3;
      trap = Trap.beforeMessage(message).cuttingAtOnce();
      Feed feed = new Feed(disposition, items);
      Trap armed = trap;

      RunReport report = run(RetryPolicy.immediate(1), Long.MAX_VALUE, feed.source(), armed);

      assertThat(report.resource(Feed.RESOURCE).traffic().loadRetries())
          .isEqualTo(trap.hasSprung() ? 1 : 0);
      feed.truth().requireIn(dataset, Feed.RESOURCE);
    } while (trap.hasSprung());
    assertThat(message).as("messages of a load").isGreaterThan(50);
    requireExactlyOnce(new Feed(disposition, items));
  }

  private RunReport run(RetryPolicy retries, long segmentRows, Source source) {
    return pipeline(destination, retries, segmentRows).run(source);
  }

  /** Arms a trap when the first load begins. */
  private RunReport run(RetryPolicy retries, long segmentRows, Source source, Trap trap) {
    return Pipeline.builder("lost")
        .destination(destination)
        .dataset(dataset)
        .segmentLimits(SegmentLimits.ofRows(segmentRows))
        .retryPolicy(retries)
        .listener(
            new PipelineListener() {
              @Override
              public void progressed(Progress progress) {
                if (progress.phase() == Progress.Phase.LOADING) {
                  proxy.arm(trap);
                }
              }
            })
        .build()
        .run(source);
  }

  private Pipeline pipeline(PostgresDestination where, RetryPolicy retries, long segmentRows) {
    return Pipeline.builder("lost")
        .destination(where)
        .dataset(dataset)
        .segmentLimits(SegmentLimits.ofRows(segmentRows))
        .retryPolicy(retries)
        .listener(
            new PipelineListener() {
              @Override
              public void segmentLoaded(String resource, LoadReceipt receipt) {
                outcomes.add(receipt.outcome());
              }
            })
        .build();
  }

  private void requireExactlyOnce(Feed feed) {
    feed.truth().requireIn(dataset, Feed.RESOURCE);
    assertThat(TortureServer.texts("SELECT load_id FROM " + dataset + "._dlt_loads"))
        .doesNotHaveDuplicates()
        .hasSize((int) proxy.commits());
  }
}
