package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harbor.reddit.simulator.TokenPolicy.LiveTokens;
import dev.harbor.reddit.simulator.TokenPolicy.RefreshTokens;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OAuthIT {
  private static final String INSTALLED =
      "https%3A%2F%2Foauth.reddit.com%2Fgrants%2Finstalled_client";

  private RedditSimulator simulator = RedditSimulator.start(options(TokenPolicy.standard()));

  @AfterEach
  void close() {
    simulator.close();
  }

  private static SimulatorOptions options(TokenPolicy tokens) {
    return Worlds.still(Worlds.exactly(500)).withTokens(tokens);
  }

  private void restart(TokenPolicy tokens) {
    simulator.close();
    simulator = RedditSimulator.start(options(tokens));
  }

  @Test
  void grantsAnAppItsOwnToken() {
    HttpResponse<String> answer = Client.token(simulator, "grant_type=client_credentials");
    JsonNode body = Client.tree(answer);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactly("access_token", "token_type", "expires_in", "scope");
    assertThat(body.get("token_type").asText()).isEqualTo("bearer");
    assertThat(body.get("expires_in").asInt()).isEqualTo(86_400);
    assertThat(body.get("scope").asText()).isEqualTo("*");
    assertThat(new Probe(body).status("/r/exact/new")).isEqualTo(200);
    assertThat(new Probe(body).status("/api/v1/me")).isEqualTo(403);
  }

  @Test
  void grantsAUserATokenForThePassword() {
    JsonNode body =
        Client.tree(
            Client.token(
                simulator,
                "grant_type=password&scope=read%20identity&username=harbor_dev&password=harbor-password"));
    var client = Client.with(simulator, body.get("access_token").asText());

    assertThat(body.get("scope").asText()).isEqualTo("read identity");
    assertThat(Client.tree(client.get("/api/v1/me")).get("name").asText()).isEqualTo("harbor_dev");
    assertThat(refusal("grant_type=password&username=harbor_dev&password=wrong"))
        .isEqualTo("{\"error\": \"invalid_grant\"}");
  }

  @Test
  void grantsAnInstalledAppATokenForADevice() {
    String credentials = simulator.app().installedClientId() + ":";
    String device = "&device_id=DO_NOT_TRACK_THIS_DEVICE";

    JsonNode body =
        Client.tree(Client.token(simulator, credentials, "grant_type=" + INSTALLED + device));
    HttpResponse<String> badDevice =
        Client.token(simulator, credentials, "grant_type=" + INSTALLED + "&device_id=short");
    HttpResponse<String> password =
        Client.token(simulator, credentials, "grant_type=password&username=a&password=b");

    assertThat(body.get("device_id").asText()).isEqualTo("DO_NOT_TRACK_THIS_DEVICE");
    assertThat(new Probe(body).status("/r/exact/new")).isEqualTo(200);
    assertThat(badDevice.statusCode()).isEqualTo(200);
    assertThat(badDevice.body())
        .isEqualTo("{\"error\": \"invalid_request\", \"error_description\": \"bad device_id\"}");
    assertThat(password.body())
        .isEqualTo(
            "{\"error\": \"unauthorized_client\", \"error_description\": \"Only script apps may use"
                + " password auth\"}");
  }

  @Test
  void takesTheSameRefreshTokenForEver() {
    for (int i = 0; i < 3; i++) {
      JsonNode body = refresh("harbor-refresh-token");
      assertThat(body.get("refresh_token").asText()).isEqualTo("harbor-refresh-token");
      assertThat(new Probe(body).status("/api/v1/me")).isEqualTo(200);
    }
  }

  @Test
  void rotatesRefreshTokensWhenAsked() {
    restart(TokenPolicy.standard().withRefreshTokens(RefreshTokens.ROTATING));

    String second = refresh("harbor-refresh-token").get("refresh_token").asText();
    HttpResponse<String> again =
        Client.token(simulator, "grant_type=refresh_token&refresh_token=harbor-refresh-token");

    assertThat(second).isNotEqualTo("harbor-refresh-token");
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).isEqualTo("{\"error\": 400}");
    assertThat(refresh(second).has("access_token")).isTrue();
  }

  @Test
  void refusesWithStatus200WhatTheRequestGotWrong() {
    assertThat(refusal("grant_type=magic")).isEqualTo("{\"error\": \"unsupported_grant_type\"}");
    assertThat(refusal("grant_type=client_credentials&scope=read,fly"))
        .isEqualTo("{\"error\": \"invalid_scope\"}");
  }

  @Test
  void refusesWrongClientCredentials() {
    for (String credentials : List.of("harbor-simulator:wrong", "nobody:", "malformed")) {
      HttpResponse<String> answer =
          Client.token(simulator, credentials, "grant_type=client_credentials");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("{\"message\": \"Unauthorized\", \"error\": 401}");
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .contains("Basic realm=\"reddit\"");
    }
  }

  @Test
  void limitsTheTokenEndpointByItself() {
    HttpResponse<String> last = Client.token(simulator, "grant_type=client_credentials");
    for (int i = 0; i < 300; i++) {
      last = Client.token(simulator, "grant_type=client_credentials");
    }

    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.body()).isEqualTo("{\"message\": \"Too Many Requests\", \"error\": 429}");
    assertThat(last.headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void refusesAnUnknownToken() {
    HttpResponse<String> answer = Client.with(simulator, "made-up").get("/r/exact/new");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"message\": \"Unauthorized\", \"error\": 401}");
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"reddit\", error=\"invalid_token\"");
  }

  @Test
  void letsTokensExpireOnTheVirtualClock() {
    restart(TokenPolicy.standard().withExpiresIn(Duration.ofSeconds(60)));
    Client client = Client.of(simulator);

    simulator.advance(Duration.ofSeconds(59));
    assertThat(client.get("/r/exact/new").statusCode()).isEqualTo(200);
    simulator.advance(Duration.ofSeconds(1));
    assertThat(client.get("/r/exact/new").statusCode()).isEqualTo(401);
  }

  @Test
  void letsTokensExpireByRealTimeWhenAsked() {
    restart(
        TokenPolicy.standard().withExpiresIn(Duration.ofSeconds(1)).withTimeBase(TimeBase.REAL));
    Client client = Client.of(simulator);
    assertThat(client.get("/r/exact/new").statusCode()).isEqualTo(200);

    simulator.advance(Duration.ofDays(1));
    assertThat(client.get("/r/exact/new?limit=1").statusCode()).isEqualTo(200);

    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (client.get("/r/exact/new?limit=1").statusCode() == 200) {
      assertThat(System.nanoTime()).isLessThan(until);
    }
    assertThat(client.get("/r/exact/new").statusCode()).isEqualTo(401);
  }

  @Test
  void endsAllTokensWhenTheyAreRevoked() {
    Client client = Client.of(simulator);
    simulator.revokeTokens();

    assertThat(client.get("/r/exact/new").statusCode()).isEqualTo(401);
    assertThat(Client.of(simulator).get("/r/exact/new").statusCode()).isEqualTo(200);
  }

  @Test
  void endsTheOlderTokenWhenOnlyTheNewestLives() {
    restart(TokenPolicy.standard().withLiveTokens(LiveTokens.NEWEST));
    Client older = Client.of(simulator);
    Client newer = Client.of(simulator);

    assertThat(older.get("/r/exact/new").statusCode()).isEqualTo(401);
    assertThat(newer.get("/r/exact/new").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesWhatTheScopeDoesNotCover() {
    JsonNode body =
        Client.tree(Client.token(simulator, "grant_type=client_credentials&scope=read"));
    Client client = Client.with(simulator, body.get("access_token").asText());

    HttpResponse<String> answer = client.get("/user/AutoReplyBot/submitted");

    assertThat(client.get("/user/AutoReplyBot/about").statusCode()).isEqualTo(200);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"reddit\", error=\"insufficient_scope\"");
  }

  @Test
  void servesEightThreadsWithOneRenewalWhenTheTokenExpiresInMidWalk() throws Exception {
    restart(TokenPolicy.standard().withExpiresIn(Duration.ofHours(1)));
    Client old = Client.of(simulator);
    String after = "";
    for (int page = 0; page < 3; page++) {
      after = old.data("/r/exact/new?limit=100&after=" + after).get("after").asText();
    }
    String fourth = "/r/exact/new?limit=100&after=" + after;
    simulator.advance(Duration.ofHours(1));

    assertThat(inEightThreads(() -> old.get(fourth).statusCode())).containsOnly(401).hasSize(8);
    Client renewed = Client.of(simulator);
    assertThat(inEightThreads(() -> renewed.get(fourth).body()))
        .hasSize(8)
        .containsOnly(renewed.get(fourth).body());
    assertThat(simulator.requests())
        .filteredOn(request -> request.method().equals("POST"))
        .hasSize(2);
  }

  private static <T> List<T> inEightThreads(Callable<T> call) throws Exception {
    var pool = Executors.newFixedThreadPool(8);
    try {
      var results = new ArrayList<T>();
      for (var future : pool.invokeAll(Collections.nCopies(8, call))) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private String refusal(String form) {
    HttpResponse<String> answer = Client.token(simulator, form);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private JsonNode refresh(String token) {
    return Client.tree(Client.token(simulator, "grant_type=refresh_token&refresh_token=" + token));
  }

  private final class Probe {
    private final Client client;

    Probe(JsonNode token) {
      client = Client.with(simulator, token.get("access_token").asText());
    }

    int status(String path) {
      return client.get(path).statusCode();
    }
  }
}
