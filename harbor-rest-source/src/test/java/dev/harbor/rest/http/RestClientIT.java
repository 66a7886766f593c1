package dev.harbor.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestClientIT {
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
  void sendsPathQueryAndUserAgent() throws Exception {
    server.enqueue(ok("{}"));
    try (RestClient client = client().userAgent("test:agent:1").build()) {
      RestRequest request =
          RestRequest.get("/r/a b/new").withQuery("limit", "100").withQuery("after", "t3_ä&b");

      RestResponse response = client.send(request, notes);

      RecordedRequest seen = server.takeRequest();
      assertThat(response.status()).isEqualTo(200);
      assertThat(seen.getTarget()).isEqualTo("/base/r/a%20b/new?limit=100&after=t3_%C3%A4%26b");
      assertThat(seen.getHeaders().get("User-Agent")).isEqualTo("test:agent:1");
      assertThat(seen.getHeaders().get("Accept-Encoding")).isEqualTo("gzip");
    }
  }

  @Test
  void postsAForm() throws Exception {
    server.enqueue(ok("{}"));
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "password");
    form.put("password", "a&b=c");
    try (RestClient client = client().build()) {
      client.send(RestRequest.postForm("/token", form), notes);
    }
    RecordedRequest seen = server.takeRequest();
    assertThat(seen.getMethod()).isEqualTo("POST");
    assertThat(seen.getBody().utf8()).isEqualTo("grant_type=password&password=a%26b%3Dc");
  }

  @Test
  void repeatsErrorsThatMayPassAndCountsThem() throws Exception {
    for (int status : new int[] {408, 500, 502, 503, 504, 522}) {
      server.enqueue(new MockResponse.Builder().code(status).build());
    }
    server.enqueue(ok("{\"a\": 1}"));

    assertThat(text(client())).isEqualTo("{\"a\": 1}");
    assertThat(notes.requests()).isEqualTo(7);
    assertThat(notes.retries()).isEqualTo(6);
    assertThat(pause.sleeps())
        .extracting(Duration::toMillis)
        .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L);
    assertThat(notes.time()).isEqualTo(Duration.ofMillis(31_500));
  }

  @Test
  void repeatsCutEmptyAndForeignBodies() throws Exception {
    server.enqueue(
        ok("{\"a\": 12345}".repeat(10_000))
            .newBuilder()
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    server.enqueue(ok(""));
    server.enqueue(
        ok("<!DOCTYPE html>").newBuilder().setHeader("Content-Type", "text/html").build());
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    server.enqueue(ok("{}"));

    assertThat(text(client())).isEqualTo("{}");
    assertThat(notes.retries()).isEqualTo(4);
  }

  @Test
  void repeatsWhatTheReaderCannotRead() throws Exception {
    server.enqueue(ok("{\"a\": 1"));
    server.enqueue(ok("{\"a\": 1}"));
    try (RestClient client = client().build()) {
      String body =
          client.send(
              RestRequest.get("/x"),
              notes,
              response -> {
                String text = new String(response.body(), StandardCharsets.UTF_8);
                if (!text.endsWith("}")) {
                  throw new IOException("cut");
                }
                return text;
              });
      assertThat(body).isEqualTo("{\"a\": 1}");
    }
  }

  @Test
  void givesUpAfterSevenAttempts() {
    for (int i = 0; i < 8; i++) {
      server.enqueue(new MockResponse.Builder().code(503).build());
    }

    assertThatThrownBy(() -> text(client()))
        .isInstanceOf(RestException.class)
        .hasMessage(
            "Cannot send 'GET /x' to '%s': status 503 after 7 attempts within 31 s, expected an answer. Run again later"
                .formatted(server.url("/base")));
    assertThat(server.getRequestCount()).isEqualTo(7);
  }

  @Test
  void noAttemptBeginsAfterTheTimeLimit() {
    for (int i = 0; i < 7; i++) {
      server.enqueue(new MockResponse.Builder().code(500).build());
    }
    RequestPolicy policy = RequestPolicy.builder().timeLimit(Duration.ofSeconds(4)).build();

    assertThatThrownBy(() -> text(client().policy(policy)))
        .hasMessageContaining("status 500 after 4 attempts within 3 s");
  }

  @Test
  void waitsAsLongAsA503Asks() throws Exception {
    server.enqueue(new MockResponse.Builder().code(503).setHeader("Retry-After", "30").build());
    server.enqueue(ok("{}"));

    assertThat(text(client())).isEqualTo("{}");
    assertThat(pause.sleeps()).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void doesNotFollowRedirectsNorRepeatRefusals() throws Exception {
    server.enqueue(
        new MockResponse.Builder().code(302).setHeader("Location", "/subreddits/search").build());
    server.enqueue(new MockResponse.Builder().code(404).body("{}").build());
    OkHttpClient theirs = new OkHttpClient();
    try (RestClient client = client().httpClient(theirs).build()) {
      RestResponse redirect = client.send(RestRequest.get("/x"), notes);
      RestResponse missing = client.send(RestRequest.get("/y"), notes);

      assertThat(redirect.status()).isEqualTo(302);
      assertThat(redirect.header("location")).contains("/subreddits/search");
      assertThat(missing.status()).isEqualTo(404);
    }
    assertThat(server.getRequestCount()).isEqualTo(2);
    assertThat(theirs.connectionPool().connectionCount())
        .isEqualTo(theirs.connectionPool().idleConnectionCount());
    theirs.dispatcher().executorService().shutdown();
    theirs.connectionPool().evictAll();
  }

  @Test
  void refusesABodyBeyondTheLimitWithoutRepeating() {
    server.enqueue(ok("x".repeat(1_001)));

    assertThatThrownBy(() -> text(client().maxBodyBytes(1_000)))
        .hasMessage(
            "Cannot read the answer to 'GET /x' of '%s': its body is greater than the limit. Ask for less, or set maxBodyBytes(...)"
                .formatted(server.url("/base")));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aForbiddingPageOfHtmlIsRepeatedOnceAndThenFinal() {
    for (int i = 0; i < 3; i++) {
      server.enqueue(
          new MockResponse.Builder()
              .code(403)
              .setHeader("Content-Type", "text/html; charset=UTF-8")
              .body("<body>blocked</body>")
              .build());
    }

    assertThatThrownBy(() -> text(client()))
        .hasMessage(
            "Cannot send 'GET /x' to '%s': blocked by status 403 with a page of HTML, expected JSON. Check user agent, credentials and network"
                .formatted(server.url("/base")));
    assertThat(server.getRequestCount()).isEqualTo(2);
    assertThat(pause.sleeps()).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void withoutAConnectionItGivesUpWithinAMinuteAndAtOnceForTheNext() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String url = "http://localhost:" + port + "/";
    try (RestClient client = RestClient.builder(url).pause(pause).rateLimiter(limiter()).build()) {
      assertThatThrownBy(() -> client.send(RestRequest.get("/x"), notes))
          .isInstanceOfSatisfying(
              RestException.class, e -> assertThat(e.failure()).isEqualTo(RestFailure.UNREACHABLE))
          .hasMessage(
              "Cannot reach '%s': no connection in 7 attempts within 31 s (ConnectException). Check the address, the network and its proxy"
                  .formatted(url));
      int before = notes.requests();

      assertThatThrownBy(() -> client.send(RestRequest.get("/y"), notes))
          .hasMessageContaining("Cannot reach");
      assertThat(notes.requests()).isEqualTo(before);
    }
  }

  @Test
  void aClosedClientRefusesToSend() {
    RestClient client = client().build();
    client.close();

    assertThatThrownBy(() -> client.send(RestRequest.get("/x"), notes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot send 'GET /x': the client is closed. Close it after the run");
  }

  @Test
  void refusesABaseAddressWithSecretsWithoutShowingThem() {
    assertThatThrownBy(() -> RestClient.builder("https://me:hunter2@host/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hunter2");
  }

  private String text(RestClient.Builder builder) throws InterruptedException {
    try (RestClient client = builder.build()) {
      return new String(client.send(RestRequest.get("/x"), notes).body(), StandardCharsets.UTF_8);
    }
  }

  private RestClient.Builder client() {
    return RestClient.builder(server.url("/base").toString()).pause(pause).rateLimiter(limiter());
  }

  private RateLimiter limiter() {
    return RateLimiter.headerDriven(Duration.ofMinutes(10), pause);
  }

  private static MockResponse ok(String body) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", "application/json; charset=UTF-8")
        .body(body)
        .build();
  }
}
