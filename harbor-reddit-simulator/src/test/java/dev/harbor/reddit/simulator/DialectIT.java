package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harbor.reddit.simulator.SimulatorOptions.Numbers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers of other years, and fields that change while somebody loads. */
class DialectIT {
  private static final String PATH = "/r/busy/new?raw_json=1&limit=100";

  private RedditSimulator simulator = RedditSimulator.start(world());
  private Client client = Client.of(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  private static SimulatorOptions world() {
    return Worlds.still(SimulatedSubreddit.of("busy", 2));
  }

  private void in(SimulatorOptions options) {
    simulator.close();
    simulator = RedditSimulator.start(options);
    client = Client.of(simulator);
  }

  private Set<String> fields(String path) {
    var names = new HashSet<String>();
    client
        .data(path)
        .get("children")
        .forEach(child -> child.get("data").fieldNames().forEachRemaining(names::add));
    return names;
  }

  private JsonNode post() {
    return client.data(PATH).get("children").get(0).get("data");
  }

  private JsonNode drifted(Drift change, String field) {
    in(world());
    simulator.interventions().drift(change, "t3", field, 1);
    return post();
  }

  @Test
  void hasTheFieldsOfTheYear() {
    int before = 0;
    for (int year : List.of(2016, 2018, 2020, 2023, 2026)) {
      in(world().withEra(year));
      Set<String> posts = fields(PATH);
      Set<String> comments = fields("/r/busy/comments");

      assertThat(posts).as("posts of %d", year).hasSizeGreaterThanOrEqualTo(before);
      assertThat(posts.contains("author_fullname")).isEqualTo(year >= 2019);
      assertThat(posts.contains("gallery_data")).isEqualTo(year >= 2020);
      assertThat(comments.contains("permalink")).isEqualTo(year >= 2017);
      assertThat(client.data(PATH).has("dist")).isEqualTo(year >= 2018);
      assertThat(client.data(PATH).has("geo_filter")).isEqualTo(year >= 2021);
      assertThat(client.data(PATH).has("whitelist_status")).isEqualTo(year == 2018);
      JsonNode post = post();
      assertThat(post.get("created").asLong() - post.get("created_utc").asLong())
          .isEqualTo(year < 2021 ? 28_800 : 0);
      before = posts.size();
    }
    assertThatThrownBy(() -> world().withEra(2015))
        .hasMessage("Cannot answer as in 2015: a year from 2016 to 2026 is expected");
  }

  @Test
  void hasAwardsOnlyWhileThereWereAny() {
    for (int year : List.of(2018, 2020, 2023)) {
      in(world().withEra(year));
      long awarded =
          client.walk("/r/busy/new").stream().filter(p -> p.path("gilded").asInt() > 0).count();

      assertThat(awarded > 0).as("awards in %d", year).isEqualTo(year == 2020);
    }
  }

  @Test
  void changesItsYearWhileItRuns() {
    client.control("POST", "/drift", "{\"scenario\": \"real-2016-2026\", \"seconds\": 3600}");

    assertThat(post().has("subreddit_type")).isFalse();
    simulator.advance(Duration.ofHours(4));
    assertThat(post().has("author_fullname")).isTrue();
    assertThat(post().has("author_is_blocked")).isFalse();
    simulator.advance(Duration.ofHours(6));
    assertThat(post().has("author_is_blocked")).isTrue();
    assertThat(fields("/r/busy/comments")).contains("profile_img");
    client.control("POST", "/era", "{\"year\": 2016}");
    assertThat(post().has("author_is_blocked")).isFalse();
  }

  @Test
  void leavesEveryByteOfTodaysAnswersAlone() {
    String today = client.get(PATH).body();

    in(world().withEra(2026));

    assertThat(client.get(PATH).body()).isEqualTo(today);
  }

  @Test
  void writesIntegersWhenAsked() {
    in(world().withNumbers(Numbers.INTEGERS));

    assertThat(client.get(PATH).body()).containsPattern("\"created_utc\": [0-9]+,");
    assertThat(client.get(PATH).body()).doesNotContainPattern(": [0-9]+\\.0\\b");
  }

  @Test
  void addsFields() {
    assertThat(drifted(Drift.NEW_SCALAR, "mood").get("mood").asText()).isEqualTo("new");
    assertThat(drifted(Drift.NEW_OBJECT, "mood").get("mood").get("size").asInt()).isEqualTo(3);
    assertThat(drifted(Drift.NEW_LIST, "mood").get("mood")).hasSize(2);
    assertThat(drifted(Drift.NEW_FIELDS, "mood").has("mood_299")).isTrue();
    assertThat(drifted(Drift.HUGE_NUMBER, "mood").get("mood").asText())
        .isEqualTo("9007199254740993123");
    assertThat(drifted(Drift.OTHER_CASE, "title").has("TITLE")).isTrue();
    assertThat(drifted(Drift.COLLIDING_NAME, "is_self").has("isSelf")).isTrue();
    assertThat(drifted(Drift.AWKWARD_NAMES, "a").has("a.with.points")).isTrue();
  }

  @Test
  void changesTypes() {
    assertThat(drifted(Drift.VANISHED, "title").has("title")).isFalse();
    assertThat(drifted(Drift.NUMBER_TO_TEXT, "score").get("score").isTextual()).isTrue();
    assertThat(drifted(Drift.TEXT_TO_NUMBER, "title").get("title").isInt()).isTrue();
    assertThat(drifted(Drift.FLAG_TO_OBJECT, "is_self").get("is_self").isObject()).isTrue();
    assertThat(drifted(Drift.TO_NULL, "gildings").get("gildings").isNull()).isTrue();
    assertThat(drifted(Drift.FRACTION_TO_INTEGER, "created_utc").get("created_utc").isInt())
        .isTrue();
    assertThat(drifted(Drift.INTEGER_TO_FRACTION, "score").get("score").isDouble()).isTrue();
    assertThat(drifted(Drift.TEXT_TO_LIST, "title").get("title").isArray()).isTrue();
    assertThat(drifted(Drift.NULL_TO_OBJECT, "likes").get("likes").isObject()).isTrue();
    drifted(Drift.RENAMED_KIND, "post");
    assertThat(client.data(PATH).get("children").get(0).get("kind").asText()).isEqualTo("post");
  }

  @Test
  void concernsAShareOfAKindFromATimeOn() {
    String rule =
        "{\"change\": \"vanished\", \"kind\": \"t1\", \"field\": \"body\", \"share\": 0.3}";
    assertThat(client.control("POST", "/drift", rule).statusCode()).isEqualTo(200);

    List<JsonNode> comments = client.walk("/r/busy/comments");

    assertThat(comments.stream().filter(each -> !each.has("body")).count())
        .isBetween(comments.size() / 5L, comments.size() * 2L / 5L);
    assertThat(post().has("selftext")).isTrue();
    assertThat(client.control("POST", "/drift", "{\"change\": \"magic\", \"field\": \"x\"}").body())
        .contains("Cannot change fields by 'magic': one of [NEW_SCALAR, ");
    assertThat(client.control("POST", "/drift", "{\"scenario\": \"x\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void isRememberedByASimulatorThatGoesOn() {
    simulator.interventions().drift(Drift.NEW_SCALAR, "t3", "mood", 1);
    var state = simulator.state();

    in(world().resumedFrom(state));

    assertThat(post().has("mood")).isTrue();
  }
}
