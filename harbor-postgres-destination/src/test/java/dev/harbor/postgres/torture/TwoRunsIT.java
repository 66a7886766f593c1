package dev.harbor.postgres.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.Pipeline;
import dev.harbor.error.StaleCheckpointException;
import dev.harbor.postgres.PostgresDestination;
import dev.harbor.run.RetryPolicy;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunReport;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that all know the same checkpoint before any of them commits. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TwoRunsIT {
  private static final int MANY = 10;

  private final String dataset = TortureServer.emptyDataset();
  private final String url = TortureServer.url(TortureServer.port());
  private final PostgresDestination destination =
      PostgresDestination.builder().url(url).poolSize(MANY).build();
  private final ExecutorService threads = Executors.newFixedThreadPool(MANY);

  @AfterEach
  void close() {
    threads.shutdownNow();
    destination.close();
  }

  @ParameterizedTest
  @CsvSource({"APPEND,0", "APPEND,300", "MERGE,0", "MERGE,300", "REPLACE,0", "REPLACE,300"})
  void ofTwoThreadsOneCommitsAndTheOtherIsStale(WriteDisposition disposition, int before) {
    runAlone(disposition, before);
    Feed feed = new Feed(disposition, before + 300);
    CyclicBarrier together = new CyclicBarrier(2);
    List<CompletableFuture<RunReport>> runs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      runs.add(
          CompletableFuture.supplyAsync(
              () -> pipeline("race").run(feed.source(together::await)), threads));
    }

    List<String> outcomes = runs.stream().map(TwoRunsIT::outcome).toList();

    assertThat(outcomes).containsExactlyInAnyOrder("committed", "failed StaleCheckpointException");
    requireLoadedOnce(feed, before == 0 ? 1 : 2);
    Feed more = new Feed(disposition, before + 400);
    pipeline("race").run(more.source());
    requireLoadedOnce(more, before == 0 ? 2 : 3);
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionThatBeganBeforeTheOtherCommittedIsStale(WriteDisposition disposition)
      throws Exception {
    Feed feed = new Feed(disposition, 100);
    try (DatabaseProxy proxy = DatabaseProxy.before(TortureServer.port());
        PostgresDestination slow = PostgresDestination.fromUrl(TortureServer.url(proxy.port()))) {
      Trap trap = Trap.beforeStatement("pg_try_advisory_xact_lock", 1);
      proxy.arm(trap);
      Pipeline second = Pipeline.builder("race").destination(slow).dataset(dataset).build();
      CompletableFuture<RunReport> run =
          CompletableFuture.supplyAsync(() -> second.run(feed.source()), threads);
      trap.awaitSprung();
      pipeline("race").run(feed.source());

      trap.release();

      assertThat(outcome(run)).isEqualTo("failed StaleCheckpointException");
    }
    requireLoadedOnce(feed, 1);
  }

  @ParameterizedTest
  @CsvSource({"APPEND,0", "MERGE,300", "REPLACE,300"})
  void ofTwoProcessesOneCommitsAndTheOtherIsStale(WriteDisposition disposition, int before)
      throws Exception {
    if (before > 0) {
      KilledLoad.pipeline(destination, dataset, Long.MAX_VALUE)
          .run(new Feed(disposition, before).source());
    }
    Feed feed = new Feed(disposition, before + 300);
    try (Child one = race(feed);
        Child other = race(feed)) {
      one.awaitLine("started");
      other.awaitLine("started");
      one.tell("go");
      other.tell("go");

      assertThat(List.of(one.lastLine(), other.lastLine()))
          .containsExactlyInAnyOrder("committed", "failed StaleCheckpointException");
    }
    requireLoadedOnce(feed, before == 0 ? 1 : 2);
  }

  @Test
  void tenLanesAtOnceKeepTenCursors() {
    for (int round = 1; round <= 3; round++) {
      CyclicBarrier together = new CyclicBarrier(MANY);
      List<Feed> feeds = new ArrayList<>();
      List<Resource> resources = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        WriteDisposition disposition =
            i % 2 == 0 ? WriteDisposition.APPEND : WriteDisposition.MERGE;
        Feed feed = new Feed(disposition, round * (50 + 10 * i));
        feeds.add(feed);
        resources.add(feed.resource("lane" + i, together::await));
      }
      Source source = Source.of(Feed.SOURCE, resources.toArray(new Resource[0]));

      RunReport report = lanes().run(source);

      assertThat(report.loadIds()).hasSize(MANY).doesNotHaveDuplicates();
      for (int i = 0; i < MANY; i++) {
        feeds.get(i).truth().requireIn(dataset, "lane" + i);
        requireCursor("lanes", "lane" + i, feeds.get(i).lastCursor());
      }
      assertThat(loads()).hasSize(MANY * round).doesNotHaveDuplicates();
      assertThat(lanes().run(source).isEmpty()).as("nothing is left to load").isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"feed", "feed%d"})
  void tenPipelinesLoadIntoOneDatasetAtOnce(String source) {
    for (int round = 1; round <= 3; round++) {
      Feed feed = new Feed(WriteDisposition.APPEND, round * 60);
      CyclicBarrier together = new CyclicBarrier(MANY);
      List<CompletableFuture<RunReport>> runs = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        Source own = Source.of(source.formatted(i), feed.resource("lane" + i, together::await));
        Pipeline pipeline = pipeline("pipeline" + i);
        runs.add(CompletableFuture.supplyAsync(() -> pipeline.run(own), threads));
      }

      assertThat(runs.stream().map(TwoRunsIT::outcome)).containsOnly("committed").hasSize(MANY);

      for (int i = 0; i < MANY; i++) {
        feed.truth().requireIn(dataset, "lane" + i);
        requireCursor("pipeline" + i, source.formatted(i), "lane" + i, feed.lastCursor());
      }
      assertThat(loads()).hasSize(MANY * round).doesNotHaveDuplicates();
    }
  }

  @Test
  void tenPipelinesAppendToOneTableAtOnce() {
    for (int round = 1; round <= 3; round++) {
      Feed feed = new Feed(WriteDisposition.APPEND, round * 600);
      CyclicBarrier together = new CyclicBarrier(MANY);
      List<CompletableFuture<RunReport>> runs = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        Pipeline pipeline = pipeline("pipeline" + i);
        runs.add(
            CompletableFuture.supplyAsync(
                () -> pipeline.run(feed.source(together::await)), threads));
      }

      assertThat(runs.stream().map(TwoRunsIT::outcome)).containsOnly("committed").hasSize(MANY);

      feed.truth().times(MANY).requireIn(dataset, Feed.RESOURCE);
      for (int i = 0; i < MANY; i++) {
        requireCursor("pipeline" + i, Feed.RESOURCE, feed.lastCursor());
      }
      assertThat(loads()).hasSize(MANY * round).doesNotHaveDuplicates();
    }
  }

  private Pipeline pipeline(String name) {
    return Pipeline.builder(name)
        .destination(destination)
        .dataset(dataset)
        .retryPolicy(RetryPolicy.none())
        .build();
  }

  private Pipeline lanes() {
    return Pipeline.builder("lanes")
        .destination(destination)
        .dataset(dataset)
        .retryPolicy(RetryPolicy.none())
        .parallelism(MANY)
        .build();
  }

  private void runAlone(WriteDisposition disposition, int items) {
    if (items > 0) {
      pipeline("race").run(new Feed(disposition, items).source());
    }
  }

  private Child race(Feed feed) throws Exception {
    return Child.start(RacingLoad.class, url, dataset, feed.disposition(), feed.items());
  }

  private static String outcome(CompletableFuture<RunReport> run) {
    try {
      run.orTimeout(60, TimeUnit.SECONDS).join();
      return "committed";
    } catch (CompletionException e) {
      if (e.getCause() instanceof RunFailedException failed
          && failed.getCause() instanceof StaleCheckpointException) {
        return "failed StaleCheckpointException";
      }
      throw e;
    }
  }

  private void requireLoadedOnce(Feed feed, int loads) {
    feed.truth().requireIn(dataset, Feed.RESOURCE);
    assertThat(loads()).hasSize(loads).doesNotHaveDuplicates();
    assertThat(TortureServer.texts("SELECT DISTINCT _dlt_load_id FROM " + dataset + ".items"))
        .isSubsetOf(loads());
  }

  private List<String> loads() {
    return TortureServer.texts("SELECT load_id FROM " + dataset + "._dlt_loads WHERE status = 0");
  }

  private void requireCursor(String pipeline, String resource, long last) {
    requireCursor(pipeline, Feed.SOURCE, resource, last);
  }

  private void requireCursor(String pipeline, String source, String resource, long last) {
    CheckpointKey key = new CheckpointKey(dataset, pipeline, source, resource);
    Checkpoint checkpoint = destination.checkpoint(key).orElseThrow();
    assertThat(checkpoint.state().child("incremental").child("n").number("last_value"))
        .as("cursor of %s", key)
        .contains(last);
  }
}
