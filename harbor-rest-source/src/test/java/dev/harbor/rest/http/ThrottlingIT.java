package dev.harbor.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThrottlingIT {
  private final MockWebServer server = new MockWebServer();
  private final FakePause pause = new FakePause();
  private final Notes notes = new Notes();
  private final RateLimiter limiter = RateLimiter.headerDriven(Duration.ofMinutes(10), pause);

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void waitsTheSecondsOfRetryAfter() throws Exception {
    server.enqueue(throttled().setHeader("Retry-After", "17").build());
    server.enqueue(ok());

    send();

    assertThat(pause.sleeps()).containsExactly(Duration.ofSeconds(17));
    assertThat(notes.time()).isEqualTo(Duration.ofSeconds(17));
    assertThat(notes.retries()).isEqualTo(1);
  }

  @Test
  void waitsUntilTheDateOfRetryAfterByTheServersOwnClock() throws Exception {
    server.enqueue(
        throttled()
            .setHeader("Date", "Thu, 01 Jan 2015 00:00:00 GMT")
            .setHeader("Retry-After", "Thu, 01 Jan 2015 00:01:30 GMT")
            .build());
    server.enqueue(ok());

    send();

    assertThat(pause.sleeps()).containsExactly(Duration.ofSeconds(90));
  }

  @Test
  void waitsUntilTheWindowEndsWhereOnlyTheBudgetIsTold() throws Exception {
    server.enqueue(
        throttled()
            .setHeader("x-ratelimit-remaining", "0.0")
            .setHeader("x-ratelimit-used", "1000")
            .setHeader("x-ratelimit-reset", "42")
            .build());
    server.enqueue(ok());

    send();

    assertThat(pause.sleeps()).containsExactly(Duration.ofSeconds(43));
  }

  @Test
  void waitsAMinuteAndTwiceThatWhereNothingIsToldAndAMinuteAgainAfterASuccess() throws Exception {
    server.enqueue(throttled().build());
    server.enqueue(throttled().build());
    server.enqueue(ok());
    server.enqueue(throttled().build());
    server.enqueue(ok());

    send();
    send();

    assertThat(pause.sleeps())
        .containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(60));
  }

  @Test
  void zeroSecondsAgainAndAgainAreNoBusyLoop() throws Exception {
    for (int i = 0; i < 4; i++) {
      server.enqueue(throttled().setHeader("Retry-After", "0").build());
    }
    server.enqueue(ok());

    send();

    assertThat(pause.sleeps())
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
  }

  @Test
  void neverWaitsLongerThanTenMinutesAtOnce() throws Exception {
    server.enqueue(throttled().setHeader("Retry-After", "86400").build());
    server.enqueue(ok());

    send();

    assertThat(pause.sleeps()).containsExactly(Duration.ofMinutes(10));
  }

  @Test
  void silencesOtherClientsOfTheSameLimiter() throws Exception {
    RequestPolicy once = RequestPolicy.builder().throttleAttempts(1).build();
    server.enqueue(throttled().setHeader("Retry-After", "5").build());
    server.enqueue(throttled().setHeader("Retry-After", "5").build());
    server.enqueue(ok());
    RequestPolicy twice = RequestPolicy.builder().throttleAttempts(2).build();

    assertThatThrownBy(() -> send(twice)).isInstanceOf(RestException.class);
    send(once);

    assertThat(pause.sleeps()).hasSize(2);
  }

  @Test
  void tooManyInARowAreFinal() {
    for (int i = 0; i < 10; i++) {
      server.enqueue(throttled().setHeader("Retry-After", "1").build());
    }

    assertThatThrownBy(this::send)
        .isInstanceOfSatisfying(
            RestException.class, e -> assertThat(e.failure()).isEqualTo(RestFailure.THROTTLED))
        .hasMessageContaining("status 429 for 10 attempts in a row");
  }

  private void send() throws InterruptedException {
    send(RequestPolicy.defaults());
  }

  private void send(RequestPolicy policy) throws InterruptedException {
    try (RestClient client =
        RestClient.builder(server.url("/").toString())
            .pause(pause)
            .rateLimiter(limiter)
            .policy(policy)
            .build()) {
      assertThat(client.send(RestRequest.get("/x"), notes).status()).isEqualTo(200);
    }
  }

  private static MockResponse.Builder throttled() {
    return new MockResponse.Builder().code(429).body("{\"error\": 429}");
  }

  private static MockResponse ok() {
    return new MockResponse.Builder().body("{}").build();
  }
}
