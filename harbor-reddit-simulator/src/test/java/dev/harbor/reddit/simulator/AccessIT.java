package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Places and people that cannot be seen, each with the answer of Reddit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessIT {
  private final RedditSimulator simulator = RedditSimulator.start(SimulatorOptions.defaults());
  private final Client client = Client.of(simulator);

  @AfterAll
  void close() {
    simulator.close();
  }

  @Test
  void refusesAPrivateSubreddit() {
    for (String path : List.of("/new", "/comments", "/about", "/top")) {
      HttpResponse<String> answer = client.get("/r/secretgarden" + path);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body())
          .isEqualTo("{\"reason\": \"private\", \"message\": \"Forbidden\", \"error\": 403}");
    }
  }

  @Test
  void refusesAQuarantinedSubreddit() {
    HttpResponse<String> answer = client.get("/r/quarantinezone/new");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Client.tree(answer).get("reason").asText()).isEqualTo("quarantined");
    assertThat(Client.tree(answer).has("quarantine_message")).isTrue();
  }

  @Test
  void refusesAGatedSubreddit() {
    HttpResponse<String> answer = client.get("/r/gatedcommunity/new");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Client.tree(answer).get("reason").asText()).isEqualTo("gated");
    assertThat(Client.tree(answer).has("interstitial_warning_message")).isTrue();
  }

  @Test
  void doesNotFindABannedSubreddit() {
    HttpResponse<String> answer = client.get("/r/bannedclub/new");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo("{\"reason\": \"banned\", \"message\": \"Not Found\", \"error\": 404}");
  }

  @Test
  void sendsWhoAsksForAnUnknownSubredditToTheSearch() {
    HttpResponse<String> answer = client.get("/r/doesnotexist/new");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location"))
        .contains("/subreddits/search?q=doesnotexist");
  }

  @Test
  void refusesSeveralSubredditsWhenOneIsPrivate() {
    assertThat(client.get("/r/java+secretgarden/new").statusCode()).isEqualTo(403);
    assertThat(client.get("/r/java+doesnotexist/new").statusCode()).isEqualTo(200);
  }

  @Test
  void findsSubredditsInAnyCaseAndNamesThemAsCreated() {
    assertThat(client.data("/r/KOTLIN/about").get("display_name").asText()).isEqualTo("Kotlin");
    assertThat(client.data("/r/kotlin/new").get("children").get(0).at("/data/subreddit").asText())
        .isEqualTo("Kotlin");
  }

  @Test
  void answersNothingForASilentSubreddit() {
    JsonNode page = client.data("/r/quietcorner/new");
    assertThat(page.get("children")).isEmpty();
    assertThat(page.get("after").isNull()).isTrue();
  }

  @Test
  void tellsASuspendedUserByTwoFields() {
    JsonNode user = client.data("/user/gone-rogue/about");
    assertThat(user.fieldNames()).toIterable().containsExactly("name", "is_suspended");
    assertThat(user.get("is_suspended").asBoolean()).isTrue();
    assertThat(client.get("/user/gone-rogue/submitted").statusCode()).isEqualTo(403);
  }

  @Test
  void doesNotFindDeletedAndShadowBannedUsers() {
    for (String name : List.of("left_long_ago", "shadow_writer", "never_was")) {
      HttpResponse<String> answer = client.get("/user/" + name + "/about");
      assertThat(answer.statusCode()).as(name).isEqualTo(404);
      assertThat(answer.body()).isEqualTo("{\"message\": \"Not Found\", \"error\": 404}");
      assertThat(client.get("/user/" + name + "/comments").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void doesNotFindWhatItDoesNotServe() {
    assertThat(client.get("/api/nothing").statusCode()).isEqualTo(404);
    assertThat(Client.send(client.request("/r/java/new").DELETE().build()).statusCode())
        .isEqualTo(405);
  }

  @Test
  void createsAndClosesSubredditsAsTimeGoesOn() {
    SimulatorOptions options =
        Worlds.still(
            SimulatedSubreddit.of("latecomer", 3).appearingAfter(Duration.ofHours(3)),
            SimulatedSubreddit.of("closingtime", 3).closingAfter(Duration.ofHours(24)));
    try (var world = RedditSimulator.start(options)) {
      Client visitor = Client.of(world);
      String name = visitor.names("/r/closingtime/new").get(0);
      assertThat(visitor.get("/r/latecomer/new").statusCode()).isEqualTo(302);
      assertThat(visitor.get("/r/closingtime/new").statusCode()).isEqualTo(200);

      world.advance(Duration.ofHours(24));

      assertThat(visitor.names("/r/latecomer/new?limit=100")).hasSizeBetween(20, 100);
      assertThat(visitor.get("/r/closingtime/new").statusCode()).isEqualTo(403);
      assertThat(visitor.names("/api/info?id=" + name)).isEmpty();
    }
  }

  @Test
  void refusesGenericUserAgentsWhenStrict() {
    SimulatorOptions strict =
        Worlds.still(Worlds.exactly(5)).withUserAgents(SimulatorOptions.UserAgents.STRICT);
    try (var world = RedditSimulator.start(strict)) {
      Client visitor = Client.with(world, "any");
      HttpResponse<String> generic =
          Client.send(visitor.request("/r/exact/new").setHeader("User-Agent", "okhttp/5").build());

      assertThat(generic.statusCode()).isEqualTo(429);
      assertThat(generic.headers().firstValue("Content-Type")).contains("text/html; charset=UTF-8");
      assertThat(generic.headers().firstValue("Retry-After")).isPresent();
      assertThat(visitor.get("/r/exact/new").statusCode()).isEqualTo(401);
    }
  }
}
