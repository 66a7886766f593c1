package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
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
          walked += known.size();
          for (int i = 0; i < 2; i++) {
            simulator.advance(Duration.ofHours(6));
            Set<String> found = names(client.walk(path));
            found.removeAll(known);
            assertThat(found).as(path + " after " + (i + 1) * 6 + " h").isNotEmpty();
            fresh += found.size();
            known.addAll(found);
          }
          simulator.advance(Duration.ofHours(7));
        }
      }
      System.err.println(walked + " " + fresh);
      assertThat(fresh).isLessThan(walked / 5);
    }
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
