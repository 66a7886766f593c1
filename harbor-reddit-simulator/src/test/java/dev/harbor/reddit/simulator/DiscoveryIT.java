package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryIT {
  private final RedditSimulator simulator = RedditSimulator.start(SimulatorOptions.defaults());
  private final Client client = Client.of(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  private List<String> fields(String path, String field) {
    var values = new ArrayList<String>();
    client
        .data(path)
        .get("children")
        .forEach(child -> values.add(child.get("data").get(field).asText()));
    return values;
  }

  private void assertRedirect(String path, String location) {
    HttpResponse<String> response = client.get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(302);
    assertThat(response.headers().firstValue("location").orElseThrow()).startsWith(location);
  }

  @Test
  void listsSubredditsByRankAndByAge() {
    List<String> popular = fields("/subreddits/popular?limit=100", "display_name");
    List<Integer> subscribers =
        fields("/subreddits/popular?limit=100", "subscribers").stream()
            .map(Integer::valueOf)
            .toList();

    assertThat(popular)
        .contains("java", "Kotlin")
        .doesNotContain("secretgarden", "bannedclub", "quarantinezone", "latecomer");
    assertThat(subscribers).isSortedAccordingTo((a, b) -> b - a);
    assertThat(fields("/subreddits/new?limit=100", "display_name"))
        .containsExactlyInAnyOrderElementsOf(popular);
    assertThat(fields("/subreddits/default", "display_name")).hasSize(5);
    assertThat(fields("/subreddits/premium", "display_name")).isEmpty();
    assertThat(client.get("/api/trending_subreddits").statusCode()).isEqualTo(404);
  }

  @Test
  void pagesSubreddits() {
    List<String> all = fields("/subreddits/popular?limit=100", "name");
    JsonNode first = client.data("/subreddits/popular?limit=4");

    assertThat(first.get("after").asText()).isEqualTo(all.get(3));
    assertThat(fields("/subreddits/popular?limit=4&after=" + all.get(3), "name"))
        .isEqualTo(all.subList(4, 8));
  }

  @Test
  void movesTheRanksAsTimeGoesOn() {
    assertThat(fields("/subreddits/popular", "subscribers"))
        .isNotEqualTo(later(() -> fields("/subreddits/popular", "subscribers")));
    assertThat(fields("/r/popular/rising", "name"))
        .isNotEmpty()
        .isNotEqualTo(later(() -> fields("/r/popular/rising", "name")));
  }

  private List<String> later(java.util.function.Supplier<List<String>> what) {
    simulator.advance(java.time.Duration.ofHours(6));
    return what.get();
  }

  @Test
  void findsSubredditsByNameAlsoPrivateOnesOfWhichItTellsNothing() {
    JsonNode found = client.data("/subreddits/search?q=garden").get("children").get(0).get("data");

    assertThat(found.get("display_name").asText()).isEqualTo("secretgarden");
    assertThat(found.get("subreddit_type").asText()).isEqualTo("private");
    assertThat(found.get("subscribers").isNull()).isTrue();
    assertThat(client.get("/api/search_reddit_names?query=kot").body())
        .isEqualTo("{\"names\": [\"Kotlin\"]}");
    assertThat(client.get("/api/search_reddit_names?query=kot&exact=true").body())
        .isEqualTo("{\"names\": []}");
    assertThat(fields("/api/subreddit_autocomplete_v2?query=java", "display_name"))
        .containsExactly("java");
    JsonNode recommended = Client.tree(client.get("/api/recommend/sr/java,Kotlin?omit=firehose"));
    assertThat(recommended.findValuesAsText("sr_name"))
        .contains("programming")
        .doesNotContain("java", "Kotlin", "firehose");
  }

  @Test
  void findsUsers() {
    assertThat(fields("/users/popular", "subreddit_type")).containsOnly("user").hasSize(25);
    assertThat(fields("/users/new", "name")).allMatch(name -> name.startsWith("t5_"));
    assertThat(fields("/users/search?q=autoreply", "name")).containsExactly("AutoReplyBot");
  }

  @Test
  void answersAccountsById() {
    String known = client.data("/user/AutoReplyBot/about").get("id").asText();

    JsonNode some =
        Client.tree(client.get("/api/user_data_by_account_ids?ids=t2_" + known + ",t2_zzzzzz"));

    assertThat(some).hasSize(1);
    assertThat(some.get("t2_" + known).get("name").asText()).isEqualTo("AutoReplyBot");
    assertThat(client.get("/api/user_data_by_account_ids?ids=t2_zzzzzz").statusCode())
        .isEqualTo(404);
  }

  @Test
  void answersWhatASubredditSaysOfItself() {
    JsonNode rules = Client.tree(client.get("/r/java/about/rules"));

    assertThat(rules.fieldNames())
        .toIterable()
        .containsExactly("rules", "site_rules", "site_rules_flow");
    assertThat(rules.get("rules").get(0).has("description_html")).isTrue();
    assertThat(rules.get("rules").get(1).has("description_html")).isFalse();
    assertRedirect("/r/java/about/sticky?num=1", "/r/java/comments/");
    assertThat(client.get("/r/quietcorner/about/sticky").statusCode()).isEqualTo(404);
    assertThat(Client.tree(client.get("/r/java/about/moderators")).get("kind").asText())
        .isEqualTo("UserList");
    assertRedirect("/r/random", "/");
    assertThat(client.get("/r/secretgarden/about/rules").statusCode()).isEqualTo(403);
  }

  @Test
  void answersWikisWhoseRevisionsAreBare() {
    assertThat(client.get("/r/java/wiki/pages").body())
        .isEqualTo(
            "{\"kind\": \"wikipagelisting\", \"data\": [\"index\", \"faq\", \"rules\","
                + " \"config/sidebar\"]}");
    assertThat(client.data("/r/java/wiki/config/sidebar").get("content_md").asText())
        .startsWith("# config/sidebar");
    JsonNode page = client.data("/r/java/wiki/revisions?limit=100");
    JsonNode next =
        client.data("/r/java/wiki/revisions?limit=100&after=" + page.get("after").asText());
    assertThat(page.get("children")).hasSize(100);
    assertThat(next.get("children").get(0).has("kind")).isFalse();
    assertThat(page.get("after").asText())
        .isEqualTo("WikiRevision_" + page.get("children").get(99).get("id").asText());
    assertThat(page.get("children").findValuesAsText("id"))
        .doesNotContainAnyElementsOf(next.get("children").findValuesAsText("timestamp"));
    assertThat(client.get("/r/java/wiki/nosuch").body())
        .isEqualTo("{\"reason\": \"PAGE_NOT_CREATED\", \"message\": \"Not Found\"}");
    assertThat(client.get("/r/java/wiki/revisions/nosuch").body()).contains("PAGE_NOT_FOUND");
  }

  @Test
  void answersAPostAndThoseThatRepeatIt() {
    JsonNode crosspost =
        client.walk("/r/firehose/new").stream()
            .filter(post -> post.has("crosspost_parent"))
            .findFirst()
            .orElseThrow();
    String source = crosspost.get("crosspost_parent").asText();

    JsonNode answer = Client.tree(client.get("/duplicates/" + source.substring(3)));

    assertThat(answer).hasSize(2);
    assertThat(Client.names(answer.get(0).get("data"))).containsExactly(source);
    assertThat(Client.names(answer.get(1).get("data"))).contains(crosspost.get("name").asText());
  }

  @Test
  void listsFrontPageMultiredditsAndDomains() {
    assertThat(client.names("/new?limit=100")).hasSize(100);
    assertThat(client.names("/best")).isEqualTo(client.names("/"));
    JsonNode multi = client.data("/api/multi/user/AutoReplyBot/m/tech");
    List<String> named = multi.get("subreddits").findValuesAsText("name");
    assertThat(named).hasSize(4);
    assertThat(fields("/user/AutoReplyBot/m/tech/new?limit=100", "subreddit"))
        .isNotEmpty()
        .allMatch(named::contains);
    assertThat(client.get("/user/nobody_at_all/m/tech").statusCode()).isEqualTo(404);
    assertThat(fields("/domain/i.redd.it/new", "domain")).containsOnly("i.redd.it").hasSize(25);
    assertThat(fields("/domain/i.redd.it/rising", "domain")).isEmpty();
  }

  @Test
  void keepsListsOfAUserForTheUser() {
    assertThat(client.get("/user/AutoReplyBot/saved").body()).isEqualTo("{\"error\": 403}");
    assertThat(client.get("/subreddits/mine/subscriber").statusCode()).isEqualTo(403);
    String form =
        "grant_type=password&username="
            + simulator.app().username()
            + "&password="
            + simulator.app().password();
    String token = Client.tree(Client.token(simulator, form)).get("access_token").asText();
    Client own = Client.with(simulator, token);
    assertThat(own.names("/user/" + simulator.app().username() + "/saved")).isEmpty();
    assertThat(own.names("/subreddits/mine/subscriber")).hasSize(3);
  }
}
