package dev.harbor.reddit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchIT {
  private RedditSimulator simulator =
      RedditSimulator.start(
          Worlds.still(SimulatedSubreddit.of("java", 5), SimulatedSubreddit.of("kotlin", 5)));

  private Client client = Client.of(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  private List<JsonNode> found(String query, String more) {
    var found = new ArrayList<JsonNode>();
    String path = "/r/java/search?raw_json=1&limit=100&q=" + URLEncoder.encode(query, UTF_8) + more;
    String after = "";
    do {
      JsonNode page = client.data(path + "&after=" + after);
      page.get("children").forEach(child -> found.add(child.get("data")));
      after = page.get("after").isNull() ? "" : page.get("after").asText();
    } while (!after.isEmpty());
    return found;
  }

  private static String lower(JsonNode post, String field) {
    return post.get(field).asText().toLowerCase(Locale.ROOT);
  }

  @Test
  void findsWordsInTitleTextAuthorAndFlair() {
    assertThat(found("postgres", "&restrict_sr=1"))
        .hasSizeGreaterThan(20)
        .allMatch(
            post -> (lower(post, "title") + " " + lower(post, "selftext")).contains("postgres"));
    assertThat(found("author:AutoReplyBot", ""))
        .isNotEmpty()
        .allMatch(post -> post.get("author").asText().equals("AutoReplyBot"));
    assertThat(found("flair:Question", ""))
        .isNotEmpty()
        .allMatch(post -> post.get("link_flair_text").asText().equals("Question"));
  }

  @Test
  void readsFieldsQuotesAndOperators() {
    assertThat(found("title:cursor NOT title:java self:yes", "&restrict_sr=on"))
        .isNotEmpty()
        .allMatch(post -> lower(post, "title").contains("cursor"))
        .noneMatch(post -> lower(post, "title").matches("(?s).*\\bjava\\b.*"))
        .allMatch(post -> post.get("is_self").asBoolean());
    assertThat(found("(title:cursor OR title:cron) -self:yes", ""))
        .isNotEmpty()
        .allMatch(post -> lower(post, "title").matches("(?s).*\\b(cursor|cron)\\b.*"))
        .noneMatch(post -> post.get("is_self").asBoolean());
    List<JsonNode> phrase = found("title:\"memory leak\"", "");
    assertThat(phrase).allMatch(post -> lower(post, "title").contains("memory leak"));
    assertThat(found("\"", "")).isEmpty();
  }

  @Test
  void searchesTheWholeSiteUnlessItIsRestricted() {
    assertThat(found("postgres", "").stream().map(post -> post.get("subreddit").asText()))
        .contains("java", "kotlin");
    assertThat(
            found("postgres", "&restrict_sr=1").stream()
                .map(post -> post.get("subreddit").asText()))
        .containsOnly("java");
  }

  @Test
  void sortsAndCutsByTime() {
    assertThat(found("java", "&sort=new").stream().map(p -> -p.get("created_utc").asLong()))
        .isSorted();
    assertThat(found("java", "&sort=top").stream().map(p -> -p.get("score").asInt())).isSorted();
    assertThat(found("java", "&sort=comments")).hasSize(SearchEndpoint.CAP);
    long dayAgo = simulator.now().getEpochSecond() - World.DAY;
    assertThat(found("java", "&t=day"))
        .isNotEmpty()
        .allMatch(post -> post.get("created_utc").asLong() >= dayAgo);
  }

  @Test
  void sendsABareAddressToSubmit() {
    var response = client.get("/search?q=https%3A%2F%2Fexample.org%2Fa");

    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("location"))
        .contains("/submit?url=https%3A%2F%2Fexample.org%2Fa");
    assertThat(found("url:\"https://example.org/a\"", "")).isEmpty();
  }

  @Test
  void answersOneListingPerTypeWhereSeveralAreAskedFor() {
    assertThat(client.names("/search?type=sr&q=kot")).hasSize(1);
    assertThat(client.names("/search?type=user&q=autoreply")).containsExactly("AutoReplyBot");
    JsonNode both = Client.tree(client.get("/search?type=sr,link&q=kotlin"));
    assertThat(both).hasSize(2);
    assertThat(both.get(0).get("data").get("children")).hasSize(1);
  }

  @Test
  void movesBetweenPagesWhenAsked() {
    simulator.close();
    simulator =
        RedditSimulator.start(Worlds.still(SimulatedSubreddit.of("java", 5)).withSearchJitter(1));
    client = Client.of(simulator);

    List<JsonNode> found = found("java", "");

    assertThat(new HashSet<>(found)).hasSizeLessThan(SearchEndpoint.CAP);
  }

  @Test
  void readsQueriesAloneToo() {
    Map<String, String> fields = Map.of("title", "a b c", "self", "yes");
    var document =
        new SearchQuery.Document() {
          @Override
          public String field(String name) {
            return fields.getOrDefault(name, "");
          }

          @Override
          public String all() {
            return "a b c";
          }
        };

    for (String hit : List.of("a", "a AND b", "a OR x", "(a OR x) c", "NOT x", "-x", "self:yes")) {
      assertThat(SearchQuery.of(hit).matches(document)).as(hit).isTrue();
    }
    for (String miss : List.of("x", "a x", "NOT a", "-a", "ab", "self:no", "a AND (x OR y)")) {
      assertThat(SearchQuery.of(miss).matches(document)).as(miss).isFalse();
    }
  }
}
