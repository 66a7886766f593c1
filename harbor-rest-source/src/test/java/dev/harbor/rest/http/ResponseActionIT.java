package dev.harbor.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.rest.http.ResponseAction.Verb;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResponseActionIT {
  private final MockWebServer server = new MockWebServer();
  private final FakePause pause = new FakePause().chance(0.5);
  private final Notes notes = new Notes();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anIgnoredAnswerIsHandedOverWhateverItsStatus() throws Exception {
    answer(503, "{}");

    assertThat(send(ResponseAction.on(503, Verb.IGNORE)).status()).isEqualTo(503);
    assertThat(notes.retries()).isZero();
  }

  @Test
  void anAnswerIsRetriedForItsContent() throws Exception {
    answer(200, "{\"status\": \"not ready\"}");
    answer(200, "{\"status\": \"ready\"}");

    RestResponse response = send(ResponseAction.onContent("not ready", Verb.RETRY));

    assertThat(response.body()).asString().contains("\"ready\"");
    assertThat(pause.sleeps()).containsExactly(Duration.ofMillis(500));
  }

  @Test
  void retriesOfAnActionEndAsAllRetriesDo() {
    for (int i = 0; i < 7; i++) {
      answer(404, "{}");
    }
    assertThatThrownBy(() -> send(ResponseAction.on(404, Verb.RETRY)))
        .hasMessage(
            "Cannot send 'GET /x' to '%s': status 404 (status 404) after 7 attempts within 31 s, expected an answer. Run again later"
                .formatted(server.url("/")));
  }

  @Test
  void aFailureIsFinalAtOnce() {
    answer(500, "quota of the day is spent");

    assertThatThrownBy(() -> send(ResponseAction.on(500, Verb.FAIL).andContent("quota of the day")))
        .isInstanceOfSatisfying(
            RestException.class, e -> assertThat(e.failure()).isEqualTo(RestFailure.REFUSED))
        .hasMessage(
            "Cannot send 'GET /x' to '%s': status 500, and status 500 and content 'quota of the day' is set to fail"
                .formatted(server.url("/")));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void theFirstActionThatMatchesDecides() throws Exception {
    answer(404, "gone for good");

    assertThat(
            send(
                    ResponseAction.on(410, Verb.FAIL),
                    ResponseAction.onContent("gone", Verb.IGNORE),
                    ResponseAction.on(404, Verb.FAIL))
                .status())
        .isEqualTo(404);
  }

  @Test
  void aRefusalForAnEmptyBudgetIsWaitedForLikeA429() throws Exception {
    server.enqueue(
        new MockResponse.Builder()
            .code(403)
            .setHeader("Content-Type", "application/json")
            .setHeader("X-RateLimit-Remaining", "0")
            .setHeader("X-RateLimit-Reset", pause.now().plusSeconds(40).getEpochSecond())
            .build());
    answer(200, "{}");

    assertThat(send().status()).isEqualTo(200);
    assertThat(pause.sleeps()).isNotEmpty();
    assertThat(pause.sleeps().get(0)).isBetween(Duration.ofSeconds(41), Duration.ofSeconds(42));
  }

  @Test
  void refusesActionsThatCannotBeMeant() {
    assertThatThrownBy(() -> ResponseAction.on(42, Verb.FAIL))
        .hasMessage("Cannot act on status 42: expected 100 to 599");
    assertThatThrownBy(() -> ResponseAction.onContent("", Verb.FAIL))
        .hasMessage("Cannot act on content: the text is empty, which every body holds");
  }

  private RestResponse send(ResponseAction... actions) throws InterruptedException {
    RateLimiter limiter = RateLimiter.headerDriven(Duration.ofHours(1), pause);
    try (RestClient client =
        RestClient.builder(server.url("/").toString()).pause(pause).rateLimiter(limiter).build()) {
      return client.send(RestRequest.get("/x").withActions(List.of(actions)), notes);
    }
  }

  private void answer(int status, String body) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .setHeader("Content-Type", "application/json")
            .body(body)
            .build());
  }
}
