package dev.harbor.reddit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Things by name, and what became of them. */
class InfoIT {
  private final RedditSimulator simulator =
      RedditSimulator.start(
          Worlds.still(SimulatedSubreddit.of("busy", 5), SimulatedSubreddit.of("other", 1)));
  private final Client client = Client.of(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void answersInTheOrderOfTheRequestAndLeavesUnknownOut() {
    List<String> known = client.names("/r/busy/new?limit=97");
    var asked = new ArrayList<>(known);
    Collections.reverse(asked);
    List<String> expected = List.copyOf(asked);
    asked.add(10, "t3_zzzzzzz");
    asked.add(50, "t3_1");
    asked.add("nonsense");

    JsonNode answer = client.data("/api/info?id=" + String.join(",", asked));

    assertThat(asked).hasSize(100);
    assertThat(Client.names(answer)).isEqualTo(expected).hasSize(97);
    assertThat(answer.get("after").isNull()).isTrue();
    assertThat(answer.get("before").isNull()).isTrue();
  }

  @Test
  void mixesKindsButServesNoAccounts() {
    String post = client.names("/r/busy/new").get(0);
    JsonNode comment = client.data("/r/busy/comments").at("/children/0/data");
    String name = comment.get("name").asText();
    String subreddit = comment.get("subreddit_id").asText();
    String author = comment.get("author_fullname").asText();

    assertThat(client.names("/api/info?id=" + String.join(",", name, author, subreddit, post)))
        .containsExactly(name, subreddit, post);
    assertThat(client.data("/api/info?id=" + name).at("/children/0/data")).isEqualTo(comment);
  }

  @Test
  void answersNothingForMoreThanAHundred() {
    var names = new ArrayList<>(client.names("/r/busy/new?limit=100"));
    names.add(client.names("/r/other/new").get(0));

    assertThat(client.names("/api/info?id=" + String.join(",", names))).isEmpty();
  }

  @Test
  void findsSubredditsByName() {
    assertThat(client.data("/api/info?sr_name=OTHER,busy,nowhere").findValuesAsText("display_name"))
        .containsExactly("other", "busy");
  }

  @Test
  void cutsByIdAt25UnlessALimitIsSent() {
    String names = String.join(",", client.names("/r/busy/new?limit=60"));

    assertThat(client.names("/by_id/" + names)).hasSize(25);
    assertThat(client.names("/by_id/" + names + "?limit=100")).hasSize(60);
  }

  @Test
  void showsARemovedPostByNameButNotInListings() {
    JsonNode before = selfPost();
    String name = before.get("name").asText();
    simulator.interventions().remove(name);

    JsonNode after = byName(name);

    assertThat(names(client.walk("/r/busy/new"))).doesNotContain(name);
    assertThat(after.get("selftext").asText()).isEqualTo("[removed]");
    assertThat(after.get("removed_by_category").asText()).isEqualTo("moderator");
    assertThat(after.get("title")).isEqualTo(before.get("title"));
    assertThat(after.get("is_robot_indexable").asBoolean()).isFalse();
  }

  @Test
  void showsADeletedPostWithoutAuthorAndText() {
    String name = selfPost().get("name").asText();
    simulator.interventions().delete(name);

    JsonNode after = byName(name);

    assertThat(after.get("author").asText()).isEqualTo("[deleted]");
    assertThat(after.has("author_fullname")).isFalse();
    assertThat(after.get("selftext").asText()).isEqualTo("[deleted]");
    assertThat(after.get("removed_by_category").asText()).isEqualTo("deleted");
  }

  @Test
  void takesTheAuthorAwayFromAllThatADeletedAccountWrote() {
    JsonNode sample = client.data("/user/AutoReplyBot/comments?limit=100&raw_json=1");
    List<JsonNode> before = new ArrayList<>();
    sample.get("children").forEach(child -> before.add(child.get("data")));
    assertThat(before).hasSizeGreaterThan(30);
    simulator.interventions().deleteAccount("AutoReplyBot");

    String names = String.join(",", Client.names(sample));
    JsonNode after = client.data("/api/info?raw_json=1&id=" + names).get("children");

    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      JsonNode now = after.get(i).get("data");
      assertThat(now.get("author").asText()).isEqualTo("[deleted]");
      assertThat(now.has("author_fullname")).isFalse();
      assertThat(now.get("body")).isEqualTo(before.get(i).get("body"));
    }
    assertThat(client.get("/user/AutoReplyBot/about").statusCode()).isEqualTo(404);
    assertThat(names(client.walk("/r/busy/comments"))).contains(before.get(0).get("name").asText());
  }

  @Test
  void findsPostsByAddressAndAdvertisementsInNoOtherWay() {
    JsonNode link = null;
    JsonNode promoted = null;
    for (int hour = 0; hour < 6 && promoted == null; hour++) {
      simulator.advance(Duration.ofHours(1));
      JsonNode page = client.data("/r/all/new?raw_json=1&limit=100");
      link = page.get("children").get(0).get("data");
      if (page.get("children").size() > 100) {
        promoted = page.get("children").get(3).get("data");
      }
    }

    assertThat(client.names(byAddress(requireNonNull(link)))).contains(link.get("name").asText());
    assertThat(requireNonNull(promoted).get("promoted").asBoolean()).isTrue();
    assertThat(promoted.has("subreddit")).isFalse();
    assertThat(client.names(byAddress(promoted))).containsExactly(promoted.get("name").asText());
    assertThat(client.names("/api/info?id=" + promoted.get("name").asText())).isEmpty();
  }

  private static String byAddress(JsonNode post) {
    return "/api/info?url=" + URLEncoder.encode(post.get("url").asText(), UTF_8);
  }

  @Test
  void marksAnEditWithItsTime() {
    String name = selfPost().get("name").asText();
    simulator.advance(Duration.ofMinutes(90));
    simulator.interventions().edit(name, "another <text>");

    JsonNode after = byName(name);

    assertThat(after.get("selftext").asText()).isEqualTo("another <text>");
    assertThat(after.get("edited").asDouble()).isEqualTo((double) simulator.now().getEpochSecond());
  }

  @Test
  void listsWhatAUserWroteNewestFirst() {
    List<JsonNode> comments = client.walk("/user/AutoReplyBot/comments");
    List<JsonNode> posts = client.walk("/user/AutoReplyBot/submitted");
    List<JsonNode> overview = client.walk("/user/AutoReplyBot/overview");

    assertThat(comments).hasSizeBetween(100, 1000);
    assertThat(comments).allMatch(each -> each.get("author").asText().equals("AutoReplyBot"));
    assertThat(comments).isSortedAccordingTo((a, b) -> -Double.compare(time(a), time(b)));
    assertThat(overview).hasSize(comments.size() + posts.size());
    assertThat(client.names("/user/AutoReplyBot/comments?sort=top&limit=100"))
        .isNotEqualTo(client.names("/user/AutoReplyBot/comments?limit=100"));
    assertThat(names(client.walk("/r/busy/comments")))
        .contains(
            comments.stream()
                .filter(c -> c.get("subreddit").asText().equals("busy"))
                .findFirst()
                .orElseThrow()
                .get("name")
                .asText());
  }

  @Test
  void changesPostsByTimeAtTheMeasuredRates() {
    SimulatorOptions options =
        Worlds.still(SimulatedSubreddit.of("busy", 30)).withChanges(ChangeRates.measured());
    try (var world = RedditSimulator.start(options)) {
      Client visitor = Client.of(world);
      List<String> before = names(visitor.walk("/r/busy/new")).subList(0, 300);
      world.advance(Duration.ofHours(36));

      List<JsonNode> after = new ArrayList<>();
      for (int i = 0; i < 300; i += 100) {
        String names = String.join(",", before.subList(i, i + 100));
        visitor
            .data("/api/info?id=" + names)
            .get("children")
            .forEach(c -> after.add(c.get("data")));
      }

      assertThat(after).hasSize(300);
      assertThat(after.stream().filter(post -> !post.get("removed_by_category").isNull()).count())
          .isBetween(20L, 80L);
      assertThat(after.stream().filter(post -> post.get("edited").isNumber()).count())
          .isBetween(2L, 25L);
    }
  }

  private JsonNode selfPost() {
    return client.walk("/r/busy/new").stream()
        .filter(
            post ->
                post.get("is_self").asBoolean() && !post.get("author").asText().equals("[deleted]"))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode byName(String name) {
    return client.data("/api/info?raw_json=1&id=" + name).at("/children/0/data");
  }

  private static double time(JsonNode thing) {
    return thing.get("created_utc").asDouble();
  }

  private static List<String> names(List<JsonNode> items) {
    return items.stream().map(item -> item.get("name").asText()).toList();
  }
}
