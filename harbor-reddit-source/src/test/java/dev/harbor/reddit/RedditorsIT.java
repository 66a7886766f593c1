package dev.harbor.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.reddit.simulator.ChangeRates;
import dev.harbor.reddit.simulator.Fault;
import dev.harbor.reddit.simulator.FaultRule;
import dev.harbor.reddit.simulator.RedditSimulator;
import dev.harbor.reddit.simulator.SimulatedSubreddit;
import dev.harbor.reddit.simulator.SimulatorOptions;
import dev.harbor.run.RunOptions;
import dev.harbor.run.RunReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedditorsIT {
  private static final SimulatorOptions OPTIONS =
      SimulatorOptions.defaults()
          .withUsers(120)
          .withChanges(ChangeRates.none())
          .withSubreddits(
              SimulatedSubreddit.of("java", 0.2).withCommentsPerPost(2),
              SimulatedSubreddit.of("busy", 10).withCommentsPerPost(1));

  private final InMemoryDestination memory = new InMemoryDestination();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theAuthorsOfARunsRowsAreRowsOfTheSameRun(int parallelism) {
    try (RedditSimulator reddit = RedditSimulator.start(OPTIONS);
        RedditSource source = Sources.of(reddit).subreddits("java", "busy").build()) {
      Pipeline pipeline = pipeline(parallelism);
      for (int hours : new int[] {0, 3, 0}) {
        reddit.advance(Duration.ofHours(hours));
        RunReport report = pipeline.run(source);
        assertThat(report.hasFailed()).isFalse();
        assertThat(names("redditors", "name")).containsAll(authors());
      }
      // No listing was walked twice for its authors.
      long first = pages(reddit);
      pipeline.run(source);
      assertThat(pages(reddit) - first).isEqualTo(4);
      assertThat(users(reddit)).isEqualTo(names("redditors", "name").size());
    }
  }

  @Test
  void authorsOfRunsThatRedditorsHadNoPartInAreCaughtUpWith() {
    try (RedditSimulator reddit = RedditSimulator.start(OPTIONS);
        RedditSource source = Sources.of(reddit).subreddits("java", "busy").build()) {
      Pipeline pipeline = pipeline(1);
      pipeline.run(source);
      reddit.advance(Duration.ofHours(4));
      pipeline.run(source, RunOptions.defaults().withOnly("submissions", "comments"));
      reddit.advance(Duration.ofHours(1));

      try (RedditSource other = Sources.of(reddit).subreddits("java", "busy").build()) {
        pipeline.run(other);
      }

      assertThat(names("redditors", "name")).containsAll(authors());
    }
  }

  @Test
  void redditorsAloneAreTheAuthorsOfWhatIsListed() {
    try (RedditSimulator reddit = RedditSimulator.start(OPTIONS)) {
      try (RedditSource source =
          Sources.of(reddit).subreddits("java", "busy").resources("redditors").build()) {
        pipeline(1).run(source);
      }
      Set<String> found = names("redditors", "name");
      assertThat(found).isNotEmpty();
      try (RedditSource source =
          Sources.of(reddit).subreddits("java", "busy").resources("submissions").build()) {
        pipeline(1).run(source);
      }
      assertThat(found).containsAll(authors());
    }
  }

  @Test
  void aRunAsksForSoManyUsersOnlyAndTheNextGoesOn() throws Exception {
    Lane redditors = new Lane("redditors");
    try (RedditSimulator reddit = RedditSimulator.start(OPTIONS);
        RedditSource source =
            Sources.of(reddit).subreddits("java", "busy").redditorsPerRun(30).build()) {
      Lane.Run first = redditors.run(source);
      assertThat(redditors.rows()).hasSize(30);
      assertThat(first.skipped())
          .hasSize(1)
          .allSatisfy(
              (what, reason) -> {
                assertThat(what).matches("\\d+ redditors");
                assertThat(reason).isEqualTo("left for the next run: one run asks for at most 30");
              });

      redditors.run(source);
      assertThat(redditors.rows()).hasSize(60);
    }
  }

  @Test
  void suspendedAndMissingUsersAreRows() throws Exception {
    Lane redditors = new Lane("redditors");
    try (RedditSimulator reddit = RedditSimulator.start(OPTIONS);
        RedditSource source = Sources.of(reddit).subreddits("java").build()) {
      Lane posts = new Lane("submissions");
      posts.run(source);
      var authors =
          posts.rows().values().stream()
              .map(row -> String.valueOf(row.get("author")))
              .distinct()
              .toList();
      String suspended = authors.get(0);
      String gone = authors.get(1);
      reddit.interventions().suspend(suspended);
      reddit.faults().add(FaultRule.of("/user/" + gone + "/about", Fault.status(404)));

      Lane.Run run = redditors.run(source);

      assertThat(run.incomplete()).isEmpty();
      assertThat(redditors.rows().get(suspended))
          .containsEntry("status", "suspended")
          .containsEntry("is_suspended", true);
      assertThat(redditors.rows().get(gone)).isEqualTo(Map.of("name", gone, "status", "gone"));
      assertThat(redditors.rows()).doesNotContainKey("[deleted]");
      assertThat(redditors.rows().get(authors.get(2)))
          .containsEntry("status", "active")
          .containsKeys("id", "created_utc", "created_at", "link_karma");
    }
  }

  @Test
  void aUserIsAskedForOnceADayAtMost() throws Exception {
    Instant start = Instant.parse("2026-01-15T12:00:00Z");
    Lane redditors = new Lane("redditors").clock(Clock.fixed(start, ZoneOffset.UTC));
    try (RedditSimulator reddit = RedditSimulator.start(OPTIONS);
        RedditSource source = Sources.of(reddit).subreddits("java", "busy").build()) {
      redditors.run(source);
      int known = redditors.rows().size();

      reddit.advance(Duration.ofHours(3));
      redditors.clock(Clock.fixed(start.plus(Duration.ofHours(23)), ZoneOffset.UTC));
      Lane.Run sameDay = redditors.run(source);
      assertThat(sameDay.emitted()).hasSize(redditors.rows().size() - known);

      reddit.advance(Duration.ofHours(3));
      redditors.clock(Clock.fixed(start.plus(Duration.ofHours(24)), ZoneOffset.UTC));
      assertThat(redditors.run(source).emitted().size())
          .isGreaterThan(redditors.rows().size() - known);
    }
  }

  @Test
  void usersThatCouldNotBeAskedForAreAskedForNextTime() throws Exception {
    Lane redditors = new Lane("redditors");
    try (RedditSimulator reddit = RedditSimulator.start(OPTIONS);
        RedditSource source = Sources.of(reddit).subreddits("java").build()) {
      reddit.faults().add(FaultRule.of("/user/.*", Fault.status(500)));
      Lane.Run broken = redditors.run(source);
      assertThat(broken.incomplete())
          .hasValueSatisfying(
              e ->
                  assertThat(e.getMessage())
                      .contains("Cannot read resource 'redditors' to the end"));
      assertThat(redditors.rows()).isEmpty();

      reddit.faults().clear();
      assertThat(redditors.run(source).incomplete()).isEmpty();
      assertThat(redditors.rows()).hasSizeGreaterThan(20);
    }
  }

  private Pipeline pipeline(int parallelism) {
    return Pipeline.builder("reddit")
        .destination(memory)
        .dataset("raw")
        .parallelism(parallelism)
        .build();
  }

  private Set<String> authors() {
    Set<String> authors = new TreeSet<>(names("submissions", "author"));
    if (memory.tables("raw").contains("comments")) {
      authors.addAll(names("comments", "author"));
    }
    authors.remove("[deleted]");
    return authors;
  }

  private Set<String> names(String table, String column) {
    return memory.rows("raw", table).stream()
        .map((Map<String, @Nullable Object> row) -> String.valueOf(row.get(column)))
        .collect(Collectors.toSet());
  }

  private static long pages(RedditSimulator reddit) {
    return reddit.requests().stream().filter(r -> r.path().startsWith("/r/")).count();
  }

  private static long users(RedditSimulator reddit) {
    return reddit.requests().stream().filter(r -> r.path().startsWith("/user/")).count();
  }
}
