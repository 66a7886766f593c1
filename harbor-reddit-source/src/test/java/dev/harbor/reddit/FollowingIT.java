package dev.harbor.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.reddit.simulator.ChangeRates;
import dev.harbor.reddit.simulator.RedditSimulator;
import dev.harbor.reddit.simulator.SimulatedSubreddit;
import dev.harbor.reddit.simulator.SimulatorOptions;
import dev.harbor.reddit.simulator.Truth;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows follow what becomes of their posts and comments, and holes are told. */
class FollowingIT {
  private static final SimulatorOptions STILL =
      SimulatorOptions.defaults()
          .withChanges(ChangeRates.none())
          .withSubreddits(
              SimulatedSubreddit.of("java", 1).withCommentsPerPost(2),
              SimulatedSubreddit.of("flood", 200).withCommentsPerPost(0.1));

  private final Lane posts = new Lane("submissions");
  private final Lane comments = new Lane("comments");
  private final Lane gaps = new Lane("gaps");

  @Test
  void deletedPostsAreScrubbedAndComeBack() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = Sources.of(reddit).subreddits("java").build()) {
      run(posts, reddit, source);
      String deleted = younger(reddit.truth().posts("java"), 2);
      String removed = younger(reddit.truth().posts("java"), 3);
      assertThat(row(posts, removed).get("title")).isNotNull();
      reddit.interventions().delete(deleted);
      reddit.interventions().remove(removed);

      reddit.advance(Duration.ofHours(1));
      run(posts, reddit, source);

      Map<String, @Nullable Object> row = row(posts, deleted);
      assertThat(row)
          .containsOnlyKeys(
              "id",
              "name",
              "subreddit",
              "subreddit_id",
              "created_utc",
              "created_at",
              "_deleted_at",
              "_deletion")
          .containsEntry("_deletion", "deleted")
          .containsEntry("_deleted_at", reddit.now());
      assertThat(row(posts, removed)).containsEntry("_deletion", "removed");

      Object firstSeen = row.get("_deleted_at");
      reddit.interventions().approve(removed);
      reddit.advance(Duration.ofHours(1));
      run(posts, reddit, source);

      assertThat(row(posts, removed)).containsKey("title").doesNotContainKey("_deleted_at");
      assertThat(row(posts, deleted)).containsEntry("_deleted_at", firstSeen);
    }
  }

  @Test
  void deletedCommentsAreScrubbedAndScoresFollow() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = Sources.of(reddit).subreddits("java").build()) {
      run(comments, reddit, source);
      String deleted = younger(reddit.truth().comments("java"), 130);
      String voted = younger(reddit.truth().comments("java"), 131);
      Object score = row(comments, voted).get("score");
      reddit.interventions().delete(deleted);
      reddit.interventions().vote(voted, 1_000);

      for (int hour = 0; hour < 36; hour++) {
        reddit.advance(Duration.ofHours(1));
        run(comments, reddit, source);
      }

      assertThat(row(comments, deleted))
          .containsKeys("submission_id", "parent_id", "_deleted_at")
          .doesNotContainKeys("body", "body_html", "author");
      assertThat(row(comments, voted).get("score")).isNotEqualTo(score);
    }
  }

  @Test
  void aRunThatMayRefreshAsksForAllWhoseTurnItIs() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = Sources.of(reddit).subreddits("java").refreshRequests(50).build();
        RedditSource none = Sources.of(reddit).subreddits("java").refreshRequests(0).build()) {
      run(posts, reddit, source);
      int tracked = posts.rows().size();
      reddit.advance(Duration.ofDays(2));
      int asked = reddit.requests().size();
      run(posts, reddit, source);
      int refreshes = infos(reddit, asked);
      assertThat(refreshes).isBetween(3, 1 + tracked / 100);

      asked = reddit.requests().size();
      reddit.advance(Duration.ofHours(1));
      run(posts, reddit, none);
      assertThat(infos(reddit, asked)).isZero();
    }
  }

  @Test
  void whatAListingCouldNotHoldIsInTheTableOfGaps() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = Sources.of(reddit).subreddits("flood").build()) {
      run(posts, reddit, source);
      long cursor = cursor();
      assertThat(run(gaps, reddit, source).emitted()).isEmpty();
      reddit.advance(Duration.ofHours(10));

      Lane.Run run = run(posts, reddit, source);
      Lane.Run found = run(gaps, reddit, source);

      assertThat(run.skipped()).containsKey("r/flood/new");
      assertThat(run.moved())
          .containsEntry(
              "r/flood/new",
              Instant.ofEpochSecond(cursor) + " to " + Instant.ofEpochSecond(cursor()));
      assertThat(found.emitted()).hasSize(1);
      assertThat(found.emitted().get(0))
          .containsEntry("resource", "submissions")
          .containsEntry("subreddit", "flood")
          .containsEntry("listing", "flood/new")
          .containsEntry("from_utc", cursor)
          .containsEntry("from_at", Instant.ofEpochSecond(cursor))
          .containsEntry("reason", "more came in than a listing holds")
          .containsEntry("detected_at", reddit.now());

      run(posts, reddit, source);
      assertThat(run(gaps, reddit, source).emitted()).isEmpty();
    }
  }

  @Test
  void aGapWhoseLaneDidNotRunIsStoredByALaterRun() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL)) {
      try (RedditSource source = Sources.of(reddit).subreddits("flood").build()) {
        run(posts, reddit, source);
        reddit.advance(Duration.ofHours(10));
        run(posts, reddit, source);
      }
      try (RedditSource source = Sources.of(reddit).subreddits("flood").build()) {
        run(posts, reddit, source);
        assertThat(run(gaps, reddit, source).emitted()).hasSize(1);
      }
    }
  }

  @Test
  void appendedCommentsComeOnceEach() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = Sources.of(reddit).subreddits("java").appendComments().build()) {
      assertThat(resource(source, "comments").disposition())
          .isEqualTo(dev.harbor.schema.WriteDisposition.APPEND);
      int emitted = 0;
      for (int hour = 0; hour < 5; hour++) {
        emitted += run(comments, reddit, source).emitted().size();
        reddit.advance(Duration.ofHours(hour));
      }
      assertThat(comments.rows()).hasSize(emitted).hasSizeGreaterThan(100);
    }
  }

  @Test
  void aGroupIsOneRequestAndOneThatIsPrivateSpoilsNothing() throws Exception {
    SimulatorOptions options =
        STILL.withSubreddits(
            SimulatedSubreddit.of("java", 0.3),
            SimulatedSubreddit.of("quiet", 0.1),
            SimulatedSubreddit.of("closed", 1).withKind(SimulatedSubreddit.Kind.PRIVATE));
    try (RedditSimulator reddit = RedditSimulator.start(options);
        RedditSource both = Sources.of(reddit).subreddits("java+quiet").build();
        RedditSource all = Sources.of(reddit).subreddits("java+quiet+closed").build()) {
      run(posts, reddit, both);
      assertThat(posts.rows().values())
          .extracting(row -> String.valueOf(row.get("subreddit")))
          .contains("java", "quiet");
      assertThat(run(posts, reddit, both).requests()).isLessThanOrEqualTo(2);

      Lane.Run run = run(new Lane("submissions"), reddit, all);
      assertThat(run.skipped()).containsEntry("r/closed", "private").hasSize(1);
      assertThat(run.emitted())
          .extracting(row -> String.valueOf(row.get("subreddit")))
          .contains("java", "quiet");
    }
  }

  @Test
  void subredditsAreRowsOfTheirOwn() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source =
            Sources.of(reddit).subreddits("java", "nowhere").resources("subreddits").build()) {
      Lane.Run run = run(new Lane("subreddits"), reddit, source);

      assertThat(run.requests()).isLessThanOrEqualTo(2);
      assertThat(run.emitted()).hasSize(1);
      assertThat(run.emitted().get(0)).containsEntry("display_name", "java");
      assertThat(run.skipped()).containsEntry("r/nowhere", "Reddit tells nothing of it");
    }
  }

  @Test
  void theWholeAnswerIsKeptWhereAsked() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = Sources.of(reddit).subreddits("java").keepRaw().build()) {
      run(posts, reddit, source);
      assertThat(posts.rows().values())
          .allSatisfy(
              row ->
                  assertThat(row.get("raw"))
                      .isInstanceOfSatisfying(
                          Map.class, raw -> assertThat(raw.get("id")).isEqualTo(row.get("id"))));
    }
  }

  private static int infos(RedditSimulator reddit, int from) {
    return (int)
        reddit.requests().subList(from, reddit.requests().size()).stream()
            .filter(request -> request.path().startsWith("/api/info?"))
            .count();
  }

  private static Resource resource(Source source, String name) {
    return source.resources().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, @Nullable Object> row(Lane lane, String name) {
    return lane.rows().getOrDefault(name.substring(3), Map.of());
  }

  private long cursor() {
    return posts.state().child("listings").child("flood/new").number("cursor").orElseThrow();
  }

  private static Lane.Run run(Lane lane, RedditSimulator reddit, RedditSource source)
      throws Exception {
    return lane.clock(Clock.fixed(reddit.now(), ZoneOffset.UTC)).run(source);
  }

  /** The nth newest. */
  private static String younger(List<Truth.Row> rows, int nth) {
    return rows.stream()
        .filter(row -> row.reachableBy().contains("new") || row.reachableBy().contains("stream"))
        .map(Truth.Row::name)
        .sorted(java.util.Comparator.reverseOrder())
        .skip(nth)
        .findFirst()
        .orElseThrow();
  }
}
