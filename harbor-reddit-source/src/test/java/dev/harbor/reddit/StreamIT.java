package dev.harbor.reddit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.reddit.simulator.ChangeRates;
import dev.harbor.reddit.simulator.Fault;
import dev.harbor.reddit.simulator.FaultRule;
import dev.harbor.reddit.simulator.RedditSimulator;
import dev.harbor.reddit.simulator.SimulatedSubreddit;
import dev.harbor.reddit.simulator.SimulatorOptions;
import dev.harbor.reddit.simulator.Truth;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunReport;
import dev.harbor.run.SegmentLimits;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamIT {
  private static final SimulatorOptions STILL =
      SimulatorOptions.defaults()
          .withChanges(ChangeRates.none())
          .withSubreddits(
              SimulatedSubreddit.of("java", 10).withCommentsPerPost(3),
              SimulatedSubreddit.of("kotlin", 10).withCommentsPerPost(3));
  private static final StreamOptions HASTY =
      StreamOptions.standard()
          .withIntervals(Duration.ofMillis(20), Duration.ofMillis(40))
          .withRetryWait(Duration.ofMillis(50));

  private final InMemoryDestination destination = new InMemoryDestination();
  private final ExecutorService caller = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    caller.shutdownNow();
  }

  @Test
  void beginsWithTheNewestPageAndFollowsUntilStopped() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = source(reddit, "java", "kotlin")) {
      Future<RunReport> run = start(source);
      eventually(() -> ids("submissions").size() >= 200 && ids("comments").size() >= 200);
      assertThat(ids("submissions")).hasSize(200);

      reddit.advance(Duration.ofHours(2));
      eventually(() -> ids("submissions").containsAll(newest(reddit.truth().posts("java"), 100)));
      eventually(() -> ids("comments").containsAll(newest(reddit.truth().comments("java"), 100)));
      source.stop();

      RunReport report = run.get(20, TimeUnit.SECONDS);
      assertThat(report.toString()).contains("r/java/new");
      StreamStatistics statistics = source.statistics();
      assertThat(statistics.submissions()).isEqualTo(ids("submissions").size());
      assertThat(statistics.comments()).isEqualTo(ids("comments").size());
      assertThat(statistics.total()).isEqualTo(statistics.submissions() + statistics.comments());
      assertThat(statistics.queueSize()).isZero();
    }
  }

  @Test
  void aStreamThatBeginsAgainHasMissedNothing() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL)) {
      stream(reddit, () -> ids("submissions").size() >= 100);
      reddit.advance(Duration.ofHours(40));
      Set<String> missed = newest(reddit.truth().posts("java"), 400);

      stream(reddit, () -> ids("submissions").containsAll(missed));

      assertThat(destination.rows("stream_dataset", "submissions"))
          .hasSize(ids("submissions").size());
    }
  }

  @Test
  void errorsInMidStreamEndNothing() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = source(reddit, "java")) {
      Future<RunReport> run = start(source);
      eventually(() -> !ids("submissions").isEmpty() && !ids("comments").isEmpty());
      int before = reddit.requests().size();
      reddit.faults().add(FaultRule.of("/r/java/.*", Fault.status(503)));
      reddit.advance(Duration.ofHours(2));
      eventually(() -> reddit.requests().size() > before + 20);
      assertThat(run.isDone()).isFalse();
      reddit.faults().clear();

      eventually(() -> ids("submissions").containsAll(newest(reddit.truth().posts("java"), 20)));
      source.stop();
      run.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void withoutAConnectionAtTheStartThereIsNoStream() throws Exception {
    RedditSimulator reddit = RedditSimulator.start(STILL);
    try (RedditSource source = source(reddit, "java")) {
      reddit.close();
      Future<RunReport> run = start(source);

      assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(RunFailedException.class)
          .hasMessageContaining("Cannot reach");
    }
  }

  @Test
  void aSubredditThatTurnsPrivateIsDroppedAndTheOthersGoOn() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = source(reddit, "java", "kotlin")) {
      Future<RunReport> run = start(source);
      eventually(() -> ids("submissions").size() >= 200);
      reddit.interventions().makePrivate("java");
      reddit.advance(Duration.ofHours(1));

      eventually(() -> ids("submissions").containsAll(newest(reddit.truth().posts("kotlin"), 100)));
      source.stop();

      assertThat(run.get(20, TimeUnit.SECONDS).toString()).contains("r/java", "private");
    }
  }

  private void stream(RedditSimulator reddit, BooleanSupplier until) throws Exception {
    try (RedditSource source = source(reddit, "java")) {
      Future<RunReport> run = start(source);
      eventually(until);
      source.stop();
      run.get(20, TimeUnit.SECONDS);
    }
  }

  private Future<RunReport> start(RedditSource source) {
    Pipeline pipeline =
        Pipeline.builder("stream")
            .destination(destination)
            .parallelism(3)
            .segmentLimits(SegmentLimits.none().withMaxAge(Duration.ofMillis(100)))
            .build();
    return caller.submit(() -> pipeline.run(source));
  }

  private static RedditSource source(RedditSimulator reddit, String... subreddits) {
    return Sources.of(reddit).subreddits(subreddits).stream(HASTY)
        .rateLimiter(dev.harbor.rest.http.RateLimiter.headerDriven(Duration.ofSeconds(1)))
        .build();
  }

  private Set<String> ids(String table) {
    return destination.rows("stream_dataset", table).stream()
        .map(row -> String.valueOf(row.get("id")))
        .collect(Collectors.toSet());
  }

  private static Set<String> newest(List<Truth.Row> rows, int number) {
    return rows.stream()
        .filter(row -> row.reachableBy().contains("new") || row.reachableBy().contains("stream"))
        .map(row -> row.name().substring(3))
        .sorted(java.util.Comparator.reverseOrder())
        .limit(number)
        .collect(Collectors.toSet());
  }

  private static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for half a minute").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
