package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulator in the hands of another process. */
class ControlIT {
  private final RedditSimulator simulator =
      RedditSimulator.start(
          Worlds.still(SimulatedSubreddit.of("busy", 5))
              .withRateBudget(RateBudget.standard().withRequests(200)));
  private final Client client = Client.of(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void advancesTheClock() {
    Instant before = simulator.now();
    String newest = client.names("/r/busy/new").get(0);

    JsonNode answer = Client.tree(client.control("POST", "/advance", "{\"seconds\": 21600.5}"));

    assertThat(simulator.now()).isEqualTo(before.plusMillis(21_600_500));
    assertThat(answer.get("now").asText()).isEqualTo(simulator.now().toString());
    assertThat(client.names("/r/busy/new").get(0)).isNotEqualTo(newest);
  }

  @Test
  void addsAndForgetsFaults() {
    String rule =
        "{\"match\": {\"path\": \"/r/.*/new\", \"method\": \"GET\"}, \"when\": {\"nth\": 2},"
            + " \"times\": 1, \"fault\": \"status\", \"status\": 503}";
    assertThat(client.control("POST", "/faults", rule).statusCode()).isEqualTo(200);
    assertThat(client.get("/r/busy/new").statusCode()).isEqualTo(200);
    assertThat(client.get("/r/busy/new").statusCode()).isEqualTo(503);

    client.control("POST", "/faults", "{\"fault\": \"retry_after\", \"seconds\": 0}");
    assertThat(client.get("/r/busy/new").statusCode()).isEqualTo(429);
    assertThat(client.control("DELETE", "/faults", "").statusCode()).isEqualTo(200);
    assertThat(client.get("/r/busy/new").statusCode()).isEqualTo(200);
  }

  @Test
  void knowsEveryFaultByName() {
    for (String name :
        List.of(
            "status",
            "html",
            "too_many_requests",
            "budget_spent",
            "retry_after",
            "empty_body",
            "html_body",
            "wrong_shape",
            "truncated_body",
            "truncated_json",
            "closed_before_headers",
            "closed_in_body",
            "stalled",
            "silent",
            "no_content",
            "truncated_at",
            "truncated_gzip",
            "invalid_utf8",
            "dripping",
            "header",
            "no_rate_headers",
            "closed_after_body",
            "reset_before_headers",
            "reset_in_body")) {
      String rule =
          "{\"path\": \"/none\", \"fault\": \"%s\", \"status\": 500, \"seconds\": 1, \"bytes\": 5,"
                  .formatted(name)
              + " \"name\": \"x\", \"until\": \"2026-02-01T00:00:00Z\"}";
      assertThat(client.control("POST", "/faults", rule).statusCode()).as(name).isEqualTo(200);
    }
    HttpResponse<String> unknown = client.control("POST", "/faults", "{\"fault\": \"magic\"}");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("Cannot add fault 'magic': it is not one of status, html");
  }

  @Test
  void changesTheWorldByHand() {
    List<String> names = client.names("/r/busy/new");
    control("edit", "{\"name\": \"%s\", \"text\": \"new words\"}", names.get(0));
    control("delete", "{\"name\": \"%s\"}", names.get(1));
    control("remove", "{\"name\": \"%s\"}", names.get(2));
    control("remove", "{\"name\": \"%s\"}", names.get(3));
    control("approve", "{\"name\": \"%s\"}", names.get(3));
    control("sticky", "{\"name\": \"%s\"}", names.get(4));
    control("vote", "{\"name\": \"%s\", \"votes\": 1000}", names.get(5));
    control("suspend", "{\"user\": \"%s\"}", "harbor_dev");
    control("delete_account", "{\"user\": \"%s\"}", "AutoReplyBot");

    JsonNode things = client.data("/api/info?id=" + String.join(",", names)).get("children");
    assertThat(things.at("/0/data/selftext").asText()).isEqualTo("new words");
    assertThat(things.at("/1/data/removed_by_category").asText()).isEqualTo("deleted");
    assertThat(things.at("/2/data/removed_by_category").asText()).isEqualTo("moderator");
    assertThat(things.at("/3/data/removed_by_category").isNull()).isTrue();
    assertThat(things.at("/5/data/score").asInt()).isGreaterThanOrEqualTo(1000);
    assertThat(client.names("/r/busy/hot").get(0)).isEqualTo(names.get(4));
    assertThat(client.data("/user/harbor_dev/about").get("is_suspended").asBoolean()).isTrue();
    assertThat(client.get("/user/AutoReplyBot/about").statusCode()).isEqualTo(404);

    control("make_private", "{\"subreddit\": \"%s\"}", "BUSY");
    assertThat(client.get("/r/busy/new").statusCode()).isEqualTo(403);
    control("revoke_tokens", "{}%s", "");
    assertThat(client.get("/r/busy/new").statusCode()).isEqualTo(401);
  }

  @Test
  void neitherCountsNorLimitsNorBreaksControlRequests() {
    client.get("/r/busy/new?limit=1");
    client.control("POST", "/faults", "{\"fault\": \"status\", \"status\": 500}");
    for (int i = 0; i < 250; i++) {
      assertThat(client.control("GET", "/state", "").statusCode()).isEqualTo(200);
    }

    JsonNode log = Client.tree(client.control("GET", "/requests", ""));

    assertThat(log.get("count").asInt()).isEqualTo(2).isEqualTo((int) simulator.requestCount());
    assertThat(log.at("/requests/0/path").asText()).isEqualTo("/api/v1/access_token");
    assertThat(log.at("/requests/1/path").asText()).isEqualTo("/r/busy/new?limit=1");
    assertThat(log.at("/requests/1/status").asInt()).isEqualTo(200);
    assertThat(log.at("/requests/1/client").asText()).isEqualTo(simulator.clientId());
    assertThat(log.at("/requests/1/time").asText()).isEqualTo("2026-01-15T12:00:00Z");
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    assertThat(
            client.control("POST", "/edit", "{\"name\": \"t3_zzzzzzz\", \"text\": \"x\"}").body())
        .isEqualTo(
            "{\"message\": \"Cannot change post or comment 't3_zzzzzzz': there is none of that name"
                + " at this time\"}");
    assertThat(client.control("POST", "/edit", "{\"text\": \"x\"}").body())
        .isEqualTo(
            "{\"message\": \"Cannot carry out a control request: 'name' is missing among"
                + " [text]\"}");
    assertThat(client.control("POST", "/advance", "not json").statusCode()).isEqualTo(400);
    assertThat(client.control("POST", "/advance", "{\"seconds\": -1}").statusCode()).isEqualTo(400);
    assertThat(client.control("POST", "/advance", "{\"seconds\": \"soon\"}").statusCode())
        .isEqualTo(400);
    assertThat(client.control("GET", "/nothing", "").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsTheTruthInLines() {
    simulator.advance(Duration.ofHours(1));
    String lines = client.control("GET", "/truth?resource=posts&subreddit=busy", "").body();
    String users = client.control("GET", "/truth?resource=users", "").body();

    List<Truth.Row> rows = simulator.truth().posts("busy");
    assertThat(lines.lines()).hasSize(rows.size());
    JsonNode first = Client.tree(lines.lines().findFirst().orElseThrow());
    assertThat(first.get("name").asText()).isEqualTo(rows.get(0).name());
    assertThat(first.get("content_hash").asText()).isEqualTo(rows.get(0).contentHash());
    assertThat(users.lines()).hasSize(500);
    assertThat(client.control("GET", "/truth?resource=magic", "").statusCode()).isEqualTo(400);
  }

  private void control(String call, String body, String argument) {
    assertThat(client.control("POST", "/" + call, body.formatted(argument)).statusCode())
        .as(call)
        .isEqualTo(200);
  }
}
