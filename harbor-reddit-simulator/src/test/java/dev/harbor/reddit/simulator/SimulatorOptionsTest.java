package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.reddit.simulator.Chronicle.Action;
import dev.harbor.reddit.simulator.JsonWriter.Markup;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SimulatorOptionsTest {
  private final SimulatorOptions options = SimulatorOptions.defaults();

  @Test
  void changesOnlyTheCopy() {
    assertThat(options.withSeed(9).seed()).isEqualTo(9);
    assertThat(options.seed()).isEqualTo(1);
    assertThat(options.clockStart()).isEqualTo(Instant.parse("2026-01-15T12:00:00Z"));
    assertThat(options.withClockStart(Instant.EPOCH).settings().clock).isEqualTo(Instant.EPOCH);
  }

  @Test
  void refusesWhatCannotBe() {
    refuses(
        () -> options.withHistory(Duration.ofHours(3)),
        "Cannot use a history of PT3H: at least a day is expected");
    refuses(() -> options.withUsers(3), "Cannot use 3 users: at least 10 are expected");
    refuses(() -> options.withStickies(3), "Cannot use 3 stickied posts: 0 to 2 are expected");
    refuses(
        () -> options.withAncientPosts(61), "Cannot use 61 ancient posts: 0 to 60 are expected");
    refuses(
        () -> options.withShortPages(2),
        "Cannot use shortPages 2.0: a share from 0 to 1 is expected");
    refuses(
        () ->
            options.withSubreddits(SimulatedSubreddit.of("ab", 1), SimulatedSubreddit.of("AB", 1)),
        "Cannot use 2 subreddits with 1 names: at least one, and each name once, is expected");
    refuses(
        () -> options.withClock(Instant.parse("2020-01-01T00:00:00Z")),
        "Cannot set the clock to 2020-01-01T00:00:00Z: it starts at 2026-01-15T12:00:00Z, a later"
            + " time is expected");
  }

  @Test
  void refusesSubredditsThatCannotBe() {
    refuses(
        () -> SimulatedSubreddit.of("a b", 1),
        "Cannot create subreddit 'a b': 2 to 40 letters, digits, _ and - are expected");
    refuses(
        () -> SimulatedSubreddit.of("ab", -1),
        "Cannot create subreddit 'ab': -1.0 posts per hour found, 0 to 2000 expected");
    refuses(
        () -> SimulatedSubreddit.of("ab", 1).withCommentsPerPost(2000),
        "Cannot create subreddit 'ab': 2000.0 comments per post found, 0 to 1000 expected");
    refuses(
        () -> SimulatedSubreddit.of("ab", 1).withBacklog(-1),
        "Cannot create subreddit 'ab': a backlog of -1 found, 0 or more expected");
  }

  @Test
  void refusesBudgetsAndLivesThatCannotBe() {
    refuses(
        () -> RateBudget.standard().withRequests(0),
        "Cannot use a budget of 0 requests: at least 1 is expected");
    refuses(
        () -> RateBudget.standard().withWindow(Duration.ofMillis(1)),
        "Cannot use a window of PT0.001S: at least a second is expected");
    refuses(
        () -> TokenPolicy.standard().withExpiresIn(Duration.ZERO),
        "Cannot use tokens that live PT0S: at least a second is expected");
    refuses(
        () -> ChangeRates.measured().withPostsGone(Double.NaN),
        "Cannot use postsGone NaN: a share from 0 to 1 is expected");
  }

  @Test
  void showsNoSecret() {
    SimulatedApp app =
        SimulatedApp.of("an-id", "a-secret")
            .withAccount("me", "a-password")
            .withRefreshToken("tok");
    assertThat(app.toString()).isEqualTo("SimulatedApp[an-id]");
    assertThat(app.clientSecret()).isEqualTo("a-secret");
    assertThat(app.password()).isEqualTo("a-password");
    assertThat(app.refreshToken()).isEqualTo("tok");
    assertThat(app.installedClientId()).isEqualTo("an-id-installed");
  }

  @Test
  void keepsTheNewestTenThousandRequests() {
    var log = new RequestLog();
    for (int i = 0; i < 10_050; i++) {
      log.add(new SimulatedRequest("GET", "/" + i, 200, "-", Instant.EPOCH, 0, null));
    }
    assertThat(log.count()).isEqualTo(10_050);
    assertThat(log.newest()).hasSize(10_000);
    assertThat(log.newest().get(0).path()).isEqualTo("/50");
  }

  @Test
  void writesTheChronicleAndReadsItBack() {
    var chronicle = new Chronicle();
    chronicle.add(new Chronicle.Event(7, Action.EDIT, "t3_1", "two\nlines \uD83D\uDE80"));
    chronicle.add(new Chronicle.Event(9, Action.SUSPEND, "u/me", ""));

    Chronicle read = Chronicle.parse(chronicle.text());

    assertThat(read.text()).isEqualTo(chronicle.text());
    assertThat(read.of("t3_1", 9_999_999_999L))
        .isEqualTo(chronicle.of("t3_1", 9_999_999_999L))
        .hasSize(1);
    assertThat(read.last("u/me", Action.SUSPEND, 9_999_999_999L)).isNotNull();
    assertThat(read.last("u/me", Action.VOTE, 9_999_999_999L)).isNull();
  }

  @Test
  void writesJsonAsRedditDoes() {
    String json =
        new JsonWriter(Markup.ENTITIES)
            .begin()
            .text("a&b", "<\"\\\n\u0000\u00e9\uD83D>")
            .seconds("t", 1_776_093_091L)
            .decimal("r", 1)
            .emptyLists("l")
            .nulls("n")
            .end()
            .toString();
    assertThat(json)
        .isEqualTo(
            "{\"a&b\": \"&lt;\\\"\\\\\\n"
                + "\\u0000\\u00e9\\ud83d&gt;\", \"t\": 1776093091.0, \"r\": 1.0, \"l\": [], \"n\":"
                + " null}");
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
