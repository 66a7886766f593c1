package dev.harbor.reddit.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harbor.reddit.simulator.SourceLists.Ranked;
import dev.harbor.reddit.simulator.SourceLists.Sort;
import dev.harbor.reddit.simulator.SourceLists.Span;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the world is like when nothing was set. */
class DefaultWorldIT {
  private static final List<String> ACTIVE =
      List.of(
          "programming",
          "java",
          "dataengineering",
          "Kotlin",
          "selfhosted",
          "PostgreSQL",
          "AskHistorians",
          "firehose");

  @Test
  void answersTheFirstRequestWithinASecond() {
    // The JVM's own start is not the simulator's: classes and the HTTP client are loaded before.
    try (var other = RedditSimulator.start(Worlds.still(Worlds.exactly(5)))) {
      Client.of(other).get("/r/exact/new");
    }

    long start = System.nanoTime();
    try (var simulator = RedditSimulator.start(SimulatorOptions.defaults())) {
      assertThat(Client.of(simulator).names("/r/java/new?limit=100")).hasSize(100);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void bringsNewPostsAndCommentsEverySixHoursButFewBesideAFirstWalk() {
    try (var simulator = RedditSimulator.start(generous())) {
      Client client = Client.of(simulator);
      int walked = 0;
      int fresh = 0;
      for (String subreddit : ACTIVE) {
        for (String listing : List.of("/new", "/comments")) {
          String path = "/r/" + subreddit + listing;
          Set<String> known = names(client.walk(path));
          simulator.advance(Duration.ofHours(6));
          Set<String> found = names(client.walk(path));
          found.removeAll(known);

          assertThat(known).as(path).hasSizeGreaterThan(200);
          assertThat(found).as(path).isNotEmpty();
          walked += known.size();
          fresh += found.size();
          simulator.advance(Duration.ofHours(7));
        }
      }
      assertThat(fresh).isLessThan(walked / 10);
    }
  }

  @Test
  void bringsNewPostsAndCommentsInWhicheverSixHours() {
    var reddit = new Reddit(SimulatorOptions.defaults().settings());
    long start = reddit.world().start();
    for (String name : ACTIVE) {
      Subreddit subreddit = requireNonNull(reddit.world().subreddit(name, start));
      for (long now = start; now < start + 30L * World.DAY; now += 6 * 3600) {
        long newestPost = newest(reddit.lists().posts(subreddit, Sort.NEW, Span.ALL, now));
        long newestComment = newest(reddit.lists().comments(subreddit, now));
        assertThat(newestPost).as(name + " posts at " + now).isGreaterThan(now - 6 * 3600);
        assertThat(newestComment).as(name + " comments at " + now).isGreaterThan(now - 6 * 3600);
      }
    }
  }

  @Test
  void holdsOneThreadThatIsLongAndDeep() {
    var reddit = new Reddit(SimulatorOptions.defaults().settings());
    long now = reddit.world().start();
    long day = Math.floorDiv(now, World.DAY) - 20;
    Post post = reddit.world().posts(reddit.world().subreddits().get(0), day).get(0);
    var parents = new HashMap<String, String>();
    for (long each = day; each < day + 5; each++) {
      for (Comment comment : reddit.threads().comments(post.subreddit(), each)) {
        if (comment.post().equals(post)) {
          parents.put(comment.fullname().toString(), reddit.threads().parent(comment).toString());
        }
      }
    }

    int deepest = 0;
    for (String name : parents.keySet()) {
      int depth = 0;
      for (String at = name; at != null; at = parents.get(at)) {
        depth++;
      }
      deepest = Math.max(deepest, depth);
    }
    assertThat(reddit.threads().count(post, now)).isGreaterThanOrEqualTo(2500);
    assertThat(parents).hasSizeGreaterThanOrEqualTo(2500);
    assertThat(deepest).isGreaterThan(60);
  }

  private static long newest(List<Ranked> ranked) {
    return (long) ranked.get(0).rank();
  }

  private static Set<String> names(List<JsonNode> items) {
    return items.stream()
        .map(item -> item.get("name").asText())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static SimulatorOptions generous() {
    return SimulatorOptions.defaults()
        .withRateBudget(RateBudget.standard().withRequests(100_000))
        .withTokens(TokenPolicy.standard().withExpiresIn(Duration.ofDays(90)));
  }
}
