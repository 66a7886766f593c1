package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.reddit.simulator.RateBudget.Headers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitIT {
  private static final String PATH = "/r/exact/new?limit=1";

  private RedditSimulator simulator = started(RateBudget.standard());

  @AfterEach
  void close() {
    simulator.close();
  }

  private static RedditSimulator started(RateBudget budget) {
    return RedditSimulator.start(
        Worlds.still(Worlds.exactly(10))
            .withClockStart(Instant.parse("2026-01-15T12:03:45Z"))
            .withRateBudget(budget));
  }

  private Client with(RateBudget budget) {
    simulator.close();
    simulator = started(budget);
    return Client.of(simulator);
  }

  @Test
  void tellsWhatIsLeftInDecimalsAndWholeSeconds() {
    Client client = Client.of(simulator);
    client.get(PATH);

    assertThat(headers(client.get(PATH))).containsExactly("998.0", "2", "375");
  }

  @Test
  void beginsAnewAtTheBoundaryOfTheWindow() {
    Client client = Client.of(simulator);
    for (int i = 0; i < 12; i++) {
      client.get(PATH);
    }
    simulator.advance(Duration.ofSeconds(374));
    assertThat(headers(client.get(PATH))).containsExactly("987.0", "13", "1");

    simulator.advance(Duration.ofSeconds(1));
    assertThat(headers(client.get(PATH))).containsExactly("999.0", "1", "600");
  }

  @Test
  void refusesWhatIsOverTheBudgetUntilTheNextWindow() {
    Client client = with(RateBudget.standard().withRequests(3).withWindow(Duration.ofMinutes(1)));
    for (int i = 0; i < 3; i++) {
      assertThat(client.get(PATH).statusCode()).isEqualTo(200);
    }

    HttpResponse<String> refused = client.get(PATH);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).isEqualTo("{\"message\": \"Too Many Requests\", \"error\": 429}");
    assertThat(headers(refused)).containsExactly("0.0", "3", "15");
    assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
    simulator.advance(Duration.ofSeconds(15));
    assertThat(client.get(PATH).statusCode()).isEqualTo(200);
  }

  @Test
  void countsEachClientByItself() {
    Client script = with(RateBudget.standard().withRequests(2));
    String form =
        "grant_type=https%3A%2F%2Foauth.reddit.com%2Fgrants%2Finstalled_client"
            + "&device_id=DO_NOT_TRACK_THIS_DEVICE";
    var token =
        Client.tree(Client.token(simulator, simulator.app().installedClientId() + ":", form));
    Client installed = Client.with(simulator, token.get("access_token").asText());
    script.get(PATH);
    script.get(PATH);

    assertThat(script.get(PATH).statusCode()).isEqualTo(429);
    assertThat(installed.get(PATH).statusCode()).isEqualTo(200);
  }

  @Test
  void countsRefusedPlacesButTellsNothingThere() {
    Client client = Client.of(simulator);

    HttpResponse<String> unknown = client.get("/r/nowhere/new");

    assertThat(headers(unknown)).containsExactly("", "", "");
    assertThat(headers(client.get(PATH)).get(1)).isEqualTo("2");
  }

  @Test
  void tellsTheBudgetInEveryFormSeenInTheWild() {
    assertThat(headers(with(RateBudget.standard().withHeaders(Headers.DOUBLED)).get(PATH)))
        .containsExactly("999, 99", "1", "375");
    assertThat(headers(with(RateBudget.standard().withHeaders(Headers.INTEGER)).get(PATH)))
        .containsExactly("999", "1", "375");
    assertThat(headers(with(RateBudget.standard().withHeaders(Headers.ABSENT)).get(PATH)))
        .containsExactly("", "", "");
  }

  @Test
  void cutsWindowsFromRealTimeWhenAsked() {
    Client client =
        with(
            RateBudget.standard()
                .withRequests(3)
                .withWindow(Duration.ofSeconds(1))
                .withTimeBase(TimeBase.REAL));
    boolean refused = false;
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!refused && System.nanoTime() < until) {
      refused = client.get(PATH).statusCode() == 429;
    }
    assertThat(refused).isTrue();

    boolean granted = false;
    while (!granted && System.nanoTime() < until) {
      granted = client.get(PATH).statusCode() == 200;
    }
    assertThat(granted).isTrue();
  }

  private static List<String> headers(HttpResponse<String> answer) {
    return List.of(
        answer.headers().firstValue("x-ratelimit-remaining").orElse(""),
        answer.headers().firstValue("x-ratelimit-used").orElse(""),
        answer.headers().firstValue("x-ratelimit-reset").orElse(""));
  }

  @Test
  void letsAnotherProcessSpendFromTheSameBudget() {
    Client client = with(RateBudget.standard().withRequests(50).withForeignRequests(10));

    // The clock stands 225 seconds into the window.
    assertThat(headers(client.get(PATH))).containsExactly("12.0", "38", "375");
    simulator.advance(Duration.ofMinutes(1));
    assertThat(headers(client.get(PATH))).containsExactly("1.0", "49", "315");
    simulator.advance(Duration.ofMinutes(1));
    assertThat(client.get(PATH).statusCode()).isEqualTo(429);
  }

  @Test
  void hasBudgetsByClientAndSaysWhenToComeAgainWhenAsked() {
    String id = simulator.clientId();
    Client client =
        with(
            RateBudget.standard()
                .withRequestsOf(id, 1)
                .withRefusals(RateBudget.Refusals.RETRY_AFTER));

    assertThat(client.get(PATH).statusCode()).isEqualTo(200);
    HttpResponse<String> refused = client.get(PATH);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after")).contains("375");
    assertThat(headers(refused)).containsExactly("0.0", "1", "375");
  }
}
