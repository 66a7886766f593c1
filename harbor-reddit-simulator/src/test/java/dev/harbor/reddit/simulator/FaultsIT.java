package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsIT {
  private static final String PATH = "/r/exact/new";

  private final RedditSimulator simulator =
      RedditSimulator.start(Worlds.still(Worlds.exactly(120)));
  private final Client client = Client.of(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void answersErrorsInJson() {
    for (int status : List.of(400, 403, 404, 429, 500, 502, 503, 520)) {
      HttpResponse<String> answer = with(Fault.status(status));
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(Client.tree(answer).get("error").asInt()).isEqualTo(status);
      assertThat(answer.headers().firstValue("x-ratelimit-remaining")).isEmpty();
    }
    assertThat(with(Fault.status(401)).headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void answersErrorsInHtml() {
    HttpResponse<String> answer = with(Fault.html(503));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("content-type")).contains("text/html; charset=UTF-8");
    assertThat(answer.body()).contains("Our CDN was unable to reach our servers");
  }

  @Test
  void knowsThreeKindsOfTooManyRequests() {
    HttpResponse<String> bare = with(Fault.tooManyRequests());
    HttpResponse<String> budget = with(Fault.budgetSpent(Duration.ofSeconds(42)));
    HttpResponse<String> agent = with(Fault.retryAfter(Duration.ZERO));

    assertThat(List.of(bare, budget, agent)).allMatch(answer -> answer.statusCode() == 429);
    assertThat(bare.headers().map()).doesNotContainKeys("retry-after", "x-ratelimit-reset");
    assertThat(budget.headers().firstValue("x-ratelimit-remaining")).contains("0.0");
    assertThat(budget.headers().firstValue("x-ratelimit-reset")).contains("42");
    assertThat(agent.headers().firstValue("retry-after")).contains("0");
    assertThat(agent.body()).startsWith("<!doctype html>");
  }

  @Test
  void answers200WithTheWrongBody() {
    assertThat(with(Fault.emptyBody()).body()).isEmpty();
    assertThat(with(Fault.emptyBody()).headers().firstValue("content-length")).contains("0");
    assertThat(with(Fault.htmlBody()).body()).startsWith("<!doctype html>");
    assertThat(with(Fault.wrongShape("[]")).body()).isEqualTo("[]");
    String cut = with(Fault.truncatedJson()).body();
    assertThat(cut).startsWith("{\"kind\": \"Listing\"");
    assertThatThrownBy(() -> Client.tree(cut + "x")).hasMessageContaining("not JSON");
  }

  @Test
  void breaksConnections() {
    for (Fault fault :
        List.of(Fault.truncatedBody(), Fault.closedBeforeHeaders(), Fault.closedInBody())) {
      simulator.faults().clear();
      simulator.faults().add(FaultRule.of(PATH, fault));
      assertThatThrownBy(() -> fresh(Duration.ofSeconds(20)))
          .as(fault.toString())
          .isInstanceOf(IOException.class);
    }
    simulator.faults().clear();
    assertThat(client.get(PATH).statusCode()).isEqualTo(200);
  }

  @Test
  void stallsAndAnswersOrNeverAnswers() throws Exception {
    simulator.faults().add(FaultRule.of(PATH, Fault.stalled(Duration.ofMillis(300))).first(1));
    simulator.faults().add(FaultRule.of(PATH, Fault.silent()).nth(2));

    long start = System.nanoTime();
    assertThat(fresh(Duration.ofSeconds(20)).statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
    assertThatThrownBy(() -> fresh(Duration.ofMillis(300)))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(client.get(PATH).statusCode()).isEqualTo(200);
  }

  @Test
  void befallsOnlyTheRequestsThatTheRuleNames() {
    Faults faults = simulator.faults();
    faults.add(FaultRule.of("/r/.*/new", Fault.status(503)).nth(2));
    assertThat(statuses(4)).containsExactly(200, 503, 200, 200);

    faults.clear();
    faults.add(FaultRule.of("/r/.*/new", Fault.status(503)).every(3).times(1));
    assertThat(statuses(6)).containsExactly(200, 200, 503, 200, 200, 200);

    faults.clear();
    faults.add(FaultRule.of("/r/.*/new", Fault.status(503)).first(2));
    assertThat(statuses(4)).containsExactly(503, 503, 200, 200);

    faults.clear();
    faults.add(FaultRule.of("/r/other/new", Fault.status(503)));
    faults.add(FaultRule.of(".*", Fault.status(503)).method("post"));
    faults.add(FaultRule.of(".*", Fault.status(503)).client("somebody"));
    faults.add(FaultRule.of(".*", Fault.status(503)).query("limit=7"));
    assertThat(statuses(2)).containsExactly(200, 200);
    assertThat(client.get(PATH + "?limit=7").statusCode()).isEqualTo(503);
    assertThat(Client.token(simulator, "grant_type=client_credentials").statusCode())
        .isEqualTo(503);
    assertThat(faults.injected()).isEqualTo(6);
  }

  @Test
  void choosesAShareOfTheRequestsBySeed() {
    simulator.faults().add(FaultRule.of(PATH, Fault.status(503)).probability(0.3));
    List<Integer> first = statuses(60);
    try (var again = RedditSimulator.start(simulator.options())) {
      again.faults().add(FaultRule.of(PATH, Fault.status(503)).probability(0.3));
      Client other = Client.of(again);
      for (int i = 0; i < 60; i++) {
        assertThat(other.get(PATH + "?limit=1").statusCode()).isEqualTo(first.get(i));
      }
    }
    assertThat(first.stream().filter(status -> status == 503).count()).isBetween(8L, 30L);
  }

  @Test
  void befallsTheTokenEndpointToo() {
    simulator.faults().add(FaultRule.of("/api/v1/access_token", Fault.html(502)).first(1));

    assertThat(Client.token(simulator, "grant_type=client_credentials").statusCode())
        .isEqualTo(502);
    assertThat(Client.token(simulator, "grant_type=client_credentials").statusCode())
        .isEqualTo(200);
  }

  @Test
  void isRememberedInTheLog() {
    with(Fault.status(500));

    SimulatedRequest last = simulator.requests().get(simulator.requests().size() - 1);
    assertThat(last.method()).isEqualTo("GET");
    assertThat(last.path()).isEqualTo(PATH);
    assertThat(last.status()).isEqualTo(500);
    assertThat(last.client()).isEqualTo(simulator.clientId());
    assertThat(last.time()).isEqualTo(simulator.now());
    assertThat(last.fault()).isEqualTo("status 500");
  }

  @Test
  void refusesRulesThatCannotBe() {
    FaultRule rule = FaultRule.of(PATH, Fault.silent());
    assertThatThrownBy(() -> rule.nth(0))
        .hasMessage("Cannot limit a fault to 0 requests: at least 1 is expected");
    assertThatThrownBy(() -> rule.probability(1.5))
        .hasMessage("Cannot use probability 1.5: a share from 0 to 1 is expected");
    assertThatThrownBy(() -> Fault.status(200))
        .hasMessage("Cannot use status 200 as a fault: 400 to 599 is expected");
  }

  private HttpResponse<String> with(Fault fault) {
    simulator.faults().clear();
    simulator.faults().add(FaultRule.of(PATH, fault));
    return client.get(PATH);
  }

  private List<Integer> statuses(int requests) {
    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < requests; i++) {
      statuses.add(client.get(PATH + "?limit=1").statusCode());
    }
    return statuses;
  }

  // A connection of its own: the JDK's client asks again by itself when a kept one turns out to be
  // closed.
  private HttpResponse<String> fresh(Duration timeout) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            client.request(PATH + "?limit=100").timeout(timeout).build(), BodyHandlers.ofString());
  }
}
