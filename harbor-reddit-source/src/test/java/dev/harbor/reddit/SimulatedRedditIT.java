package dev.harbor.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.reddit.simulator.ChangeRates;
import dev.harbor.reddit.simulator.Fault;
import dev.harbor.reddit.simulator.FaultRule;
import dev.harbor.reddit.simulator.RedditSimulator;
import dev.harbor.reddit.simulator.SimulatedSubreddit;
import dev.harbor.reddit.simulator.SimulatorOptions;
import dev.harbor.reddit.simulator.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulatedRedditIT {
  private static final SimulatorOptions STILL =
      SimulatorOptions.defaults()
          .withChanges(ChangeRates.none())
          .withSubreddits(
              SimulatedSubreddit.of("java", 0.3).withCommentsPerPost(2),
              SimulatedSubreddit.of("busy", 40).withCommentsPerPost(1));

  private final Lane posts = new Lane("submissions");
  private final Lane comments = new Lane("comments");

  @Test
  void takesAllThatIsListedAndThenLittleMoreThanWhatIsNew() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = Sources.of(reddit).subreddits("java", "busy").build()) {
      assertThat(posts.run(source).incomplete()).isEmpty();
      assertThat(comments.run(source).incomplete()).isEmpty();
      assertThat(posts.rows().keySet())
          .containsAll(listed(reddit.truth().posts("busy")))
          .containsAll(listed(reddit.truth().posts("java")));
      assertThat(comments.rows().keySet()).containsAll(listed(reddit.truth().comments("busy")));

      for (int hours : new int[] {0, 1, 5, 9}) {
        reddit.advance(Duration.ofHours(hours));
        checkNextRun(reddit, source, posts);
        checkNextRun(reddit, source, comments);
        assertThat(posts.rows().keySet())
            .containsAll(listed(reddit.truth().posts("busy")))
            .containsAll(listed(reddit.truth().posts("java")));
      }
    }
  }

  private static void checkNextRun(RedditSimulator reddit, RedditSource source, Lane lane)
      throws Exception {
    int before = lane.rows().size();
    int asked = reddit.requests().size();
    Lane.Run run = lane.run(source);
    int fresh = lane.rows().size() - before;
    assertThat(run.incomplete()).isEmpty();
    assertThat(reddit.requests().size() - asked).isLessThanOrEqualTo(2 * 2 + fresh / 100);
    assertThat(run.emitted()).hasSizeLessThanOrEqualTo(fresh + 2 * 200);
  }

  @Test
  void changesAsMeasuredLoseNothingThatIsListed() throws Exception {
    // Restored at an old place deep in the list: no walk of few requests can meet that.
    ChangeRates rates = new ChangeRates(0.195, 0, 0.036, 0.1, 0.035, 0, 0.056, 0.001, 0.9, 0.02);
    SimulatorOptions lively =
        SimulatorOptions.defaults()
            .withChanges(rates)
            .withShortPages(0.2)
            .withSubreddits(SimulatedSubreddit.of("busy", 30).withCommentsPerPost(3));
    try (RedditSimulator reddit = RedditSimulator.start(lively);
        RedditSource source = Sources.of(reddit).subreddits("busy").build()) {
      for (int run = 0; run < 12; run++) {
        assertThat(posts.run(source).incomplete()).isEmpty();
        assertThat(comments.run(source).incomplete()).isEmpty();
        assertThat(posts.rows().keySet()).containsAll(listed(reddit.truth().posts("busy")));
        assertThat(comments.rows().keySet()).containsAll(listed(reddit.truth().comments("busy")));
        reddit.advance(Duration.ofHours(2));
      }
    }
  }

  @Test
  void aPostThatIsApprovedLateIsCaught() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = Sources.of(reddit).subreddits("java").build()) {
      List<String> names =
          reddit.truth().posts("java").stream()
              .filter(row -> row.reachableBy().contains("new"))
              .map(Truth.Row::name)
              .toList();
      String late = names.get(names.size() - 40);
      reddit.interventions().remove(late);
      posts.run(source);
      assertThat(posts.rows()).doesNotContainKey(late.substring(3));

      reddit.advance(Duration.ofHours(12));
      reddit.interventions().approve(late);
      posts.run(source);

      assertThat(posts.rows()).containsKey(late.substring(3));
    }
  }

  @Test
  void aWalkThatBrokeKeepsItsRowsAndTheNextOneClosesTheGap() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = Sources.of(reddit).subreddits("busy", "java").build()) {
      posts.run(source);
      Object cursor = cursor("busy/new");
      reddit.advance(Duration.ofHours(10));
      reddit.faults().add(FaultRule.of("/r/busy/new", Fault.status(503)).query("after=.*"));

      Lane.Run broken = posts.run(source);

      assertThat(broken.incomplete())
          .hasValueSatisfying(
              e ->
                  assertThat(e.getMessage())
                      .startsWith(
                          "Cannot read resource 'submissions' to the end: r/busy/new broke off. Cannot send 'GET /r/busy/new'"));
      assertThat(cursor("busy/new")).isEqualTo(cursor);
      assertThat(walk("busy/new").open()).isTrue();
      assertThat(walk("java/new").open()).isFalse();
      assertThat(posts.rows().keySet()).containsAll(listed(reddit.truth().posts("java")));
      assertThat(broken.emitted().size()).isGreaterThanOrEqualTo(100);

      reddit.faults().clear();
      Lane.Run next = posts.run(source);

      assertThat(next.incomplete()).isEmpty();
      assertThat(walk("busy/new").open()).isFalse();
      assertThat(posts.rows().keySet()).containsAll(listed(reddit.truth().posts("busy")));
    }
  }

  @Test
  void faultsOfEveryPassingKindCostNothingButTime() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = Sources.of(reddit).subreddits("busy").build()) {
      List<Fault> faults =
          List.of(
              Fault.status(500),
              Fault.html(503),
              Fault.emptyBody(),
              Fault.htmlBody(),
              Fault.wrongShape("{}"),
              Fault.wrongShape("{\"error\": 500}"),
              Fault.truncatedBody(),
              Fault.truncatedJson(),
              Fault.closedBeforeHeaders(),
              Fault.closedInBody(),
              Fault.tooManyRequests(),
              Fault.status(401));
      int nth = 1;
      for (Fault fault : faults.subList(0, 4)) {
        reddit.faults().add(FaultRule.of("/r/busy/new", fault).nth(nth));
        nth += 2;
      }
      for (Fault fault : faults.subList(4, faults.size())) {
        reddit.faults().add(FaultRule.of("/r/busy/new", fault).nth(nth));
        nth += 1;
      }

      Lane.Run run = posts.run(source);

      assertThat(run.incomplete()).isEmpty();
      assertThat(reddit.faults().injected()).isEqualTo(faults.size());
      assertThat(run.retries()).isEqualTo(faults.size());
      assertThat(posts.rows().keySet()).containsAll(listed(reddit.truth().posts("busy")));
    }
  }

  @Test
  void sinceBoundsWhatIsStored() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL)) {
      Instant since = reddit.now().minus(Duration.ofHours(6));
      try (RedditSource source = Sources.of(reddit).subreddits("busy").since(since).build()) {
        Lane.Run run = posts.run(source);

        assertThat(run.emitted())
            .isNotEmpty()
            .allSatisfy(
                row ->
                    assertThat((Long) row.get("created_utc"))
                        .isGreaterThanOrEqualTo(since.getEpochSecond()));
        assertThat(run.requests()).isLessThanOrEqualTo(2 + run.emitted().size() / 100 + 1);
      }
    }
  }

  @Test
  void otherListingsAreWalkedToo() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source =
            Sources.of(reddit)
                .subreddits("java")
                .listings(Listing.HOT, Listing.TOP, Listing.RISING, Listing.CONTROVERSIAL)
                .build()) {
      Lane.Run first = posts.run(source);
      assertThat(first.incomplete()).isEmpty();
      assertThat(posts.rows()).hasSizeGreaterThan(100);

      Lane.Run second = posts.run(source);
      assertThat(second.requests()).isEqualTo(4);
    }
  }

  @Test
  void communitiesThatCannotBeReadAreNamedAndSkipped() throws Exception {
    SimulatorOptions options =
        STILL.withSubreddits(
            SimulatedSubreddit.of("java", 0.3),
            SimulatedSubreddit.of("closed", 1).withKind(SimulatedSubreddit.Kind.PRIVATE),
            SimulatedSubreddit.of("sick", 1).withKind(SimulatedSubreddit.Kind.QUARANTINED),
            SimulatedSubreddit.of("warned", 1).withKind(SimulatedSubreddit.Kind.GATED),
            SimulatedSubreddit.of("gone", 1).withKind(SimulatedSubreddit.Kind.BANNED));
    try (RedditSimulator reddit = RedditSimulator.start(options)) {
      try (RedditSource source =
          Sources.of(reddit)
              .subreddits("r/closed", "sick", "warned", "gone", "nowhere", "java")
              .build()) {
        Lane.Run run = posts.run(source);

        assertThat(run.incomplete()).isEmpty();
        assertThat(run.skipped())
            .containsEntry("r/closed", "private")
            .containsEntry("r/sick", "quarantined: needs a user who opted in")
            .containsEntry("r/warned", "gated: needs a user who agreed to its warning")
            .containsEntry("r/gone", "banned")
            .containsEntry("r/nowhere", "not found");
        assertThat(posts.rows()).isNotEmpty();
      }
      try (RedditSource source = Sources.of(reddit).subreddits("closed", "gone").build()) {
        assertThat(posts.run(source).thrown())
            .hasValueSatisfying(
                e ->
                    assertThat(e)
                        .hasMessage(
                            "Cannot read resource 'submissions': no subreddit can be read: r/closed (private), r/gone (banned). Name at least one that the credentials may see"));
      }
    }
  }

  private static Set<String> listed(List<Truth.Row> rows) {
    return rows.stream()
        .filter(row -> row.reachableBy().contains("new") || row.reachableBy().contains("stream"))
        .map(row -> row.name().substring(3))
        .collect(Collectors.toSet());
  }

  private WalkState walk(String listing) {
    return WalkState.of(posts.state().child("listings").child(listing));
  }

  private Object cursor(String listing) {
    return String.valueOf(walk(listing).cursor());
  }
}
