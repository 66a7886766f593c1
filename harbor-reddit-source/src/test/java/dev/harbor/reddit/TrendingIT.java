package dev.harbor.reddit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrendingIT {
  private final List<String> popular = new ArrayList<>(List.of("one", "closed", "two", "three"));
  private final List<String> hot = new ArrayList<>(List.of("p1", "p2", "p3"));
  private final InMemoryDestination destination = new InMemoryDestination();
  private Fixture reddit;

  @BeforeEach
  void start() throws Exception {
    reddit = new Fixture();
    reddit.answer(this::answer);
  }

  @AfterEach
  void stop() {
    reddit.close();
  }

  @Test
  void bringsPostsAndCommentsOfWhatIsPopularAndSkipsWhatIsClosed() {
    assertThat(run(Trending.standard().withSubreddits(3).withPosts(2).withComments(2)))
        .contains("r/closed", "private");

    assertThat(rows("submissions")).containsExactlyInAnyOrder("onep1", "onep2", "twop1", "twop2");
    assertThat(rows("comments")).hasSize(8).contains("conep1a", "conep1b");
    assertThat(reddit.asked().get(0)).startsWith("/subreddits/popular?");
    assertThat(reddit.asked()).anyMatch(each -> each.startsWith("/r/one/hot?limit=2&"));
  }

  @Test
  void whatWasDeliveredOnceIsNotDeliveredAgain() {
    Trending what = Trending.standard().withSubreddits(1).withPosts(3);
    run(what);
    assertThat(rows("submissions")).hasSize(3);
    hot.add(0, "p0");
    reddit.asked().clear();

    String report = run(what);

    assertThat(rows("submissions")).hasSize(4);
    assertThat(report).contains("submissions: loaded; 1 item");
    assertThat(reddit.asked().stream().filter(each -> each.startsWith("/comments/"))).hasSize(1);
  }

  @Test
  void zeroCommentsAskForNone() {
    run(Trending.standard().withComments(0));

    assertThat(reddit.asked()).noneMatch(each -> each.startsWith("/comments/"));
  }

  @Test
  void risingPostsNameSubredditsToo() {
    run(Trending.standard().withBy(Trending.By.RISING).withSubreddits(2).withSort(Listing.TOP));

    assertThat(reddit.asked().get(0)).startsWith("/r/popular/rising?");
    assertThat(reddit.asked()).anyMatch(each -> each.startsWith("/r/two/top?limit=10&"));
  }

  @Test
  void refusesNumbersThatRedditDoesNotGive() {
    assertThatThrownBy(() -> Trending.standard().withPosts(101)).hasMessageContaining("1 to 100");
  }

  private MockResponse answer(String target) {
    if (target.startsWith("/subreddits/popular")) {
      return Fixture.json(
          Fixture.listing(
              popular.stream()
                  .map(
                      name ->
                          "{\"kind\": \"t5\", \"data\": {\"id\": \"i%s\", \"display_name\": \"%s\"}}"
                              .formatted(name, name))
                  .toArray(String[]::new)));
    }
    if (target.startsWith("/r/popular/rising")) {
      return Fixture.json(
          Fixture.listing(
              Fixture.post("r1", "one"), Fixture.post("r2", "one"), Fixture.post("r3", "two")));
    }
    if (target.startsWith("/r/closed")) {
      return Fixture.json(
          403, "{\"reason\": \"private\", \"message\": \"Forbidden\", \"error\": 403}");
    }
    if (target.startsWith("/comments/")) {
      String post = target.substring("/comments/".length(), target.indexOf('?'));
      return Fixture.json(
          "[%s, %s]"
              .formatted(
                  Fixture.listing(),
                  Fixture.listing(
                      Fixture.comment("c" + post + "a", "t3_" + post, ""),
                      Fixture.comment("c" + post + "b", "t3_" + post, ""),
                      Fixture.more("t3_" + post, 7, "z"))));
    }
    String name = target.split("/", -1)[2];
    return Fixture.json(
        Fixture.listing(
            hot.stream().map(id -> Fixture.post(name + id, name)).toArray(String[]::new)));
  }

  private String run(Trending what) {
    try (RedditSource source = reddit.source().trending(what).build()) {
      return Pipeline.builder("trending").destination(destination).build().run(source).toString();
    }
  }

  private List<String> rows(String table) {
    return destination.rows("trending_dataset", table).stream()
        .map(row -> String.valueOf(row.get("id")))
        .toList();
  }
}
