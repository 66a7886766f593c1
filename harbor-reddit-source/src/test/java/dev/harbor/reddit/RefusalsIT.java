package dev.harbor.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.error.SourceException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusalsIT {
  private final MockWebServer server = new MockWebServer();
  private final List<RecordedRequest> seen = new CopyOnWriteArrayList<>();
  private MockResponse answer = json(404, "{}");
  private MockResponse token =
      json(
          200, "{\"access_token\": \"sEcReT\", \"token_type\": \"bearer\", \"expires_in\": 86400}");

  @BeforeEach
  void start() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            seen.add(request);
            return request.getTarget().startsWith("/token") ? token : answer;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void asksAsRedditWantsToBeAsked() throws Exception {
    answer = json(200, "{\"kind\": \"Listing\", \"data\": {\"after\": null, \"children\": []}}");

    assertThat(run("submissions").thrown()).isEmpty();

    RecordedRequest page = seen.get(1);
    assertThat(page.getTarget()).isEqualTo("/api/r/java/new?limit=100&raw_json=1&show=all");
    assertThat(page.getHeaders().get("Authorization")).isEqualTo("bearer sEcReT");
    assertThat(page.getHeaders().get("User-Agent")).startsWith(Sources.AGENT + " harbor/");
    assertThat(seen.get(0).getHeaders().get("User-Agent")).startsWith(Sources.AGENT + " harbor/");
  }

  @Test
  void aSecond401IsFinal() throws Exception {
    answer = json(401, "{\"message\": \"Unauthorized\", \"error\": 401}");

    assertThat(message(run("submissions")))
        .contains("r/java/new broke off")
        .contains("status 401 with a new token too")
        .doesNotContain("sEcReT");
    assertThat(seen).hasSize(4);
  }

  @Test
  void aWrongSecretIsFinalAtOnce() throws Exception {
    token = json(401, "{\"message\": \"Unauthorized\", \"error\": 401}");

    assertThat(message(run("submissions")))
        .contains("refused with status 401. Check client id and client secret")
        .doesNotContain("hunter2");
    assertThat(message(run("redditors"))).contains("Check client id and client secret");
    assertThat(seen).hasSize(2);
  }

  @Test
  void aPageOfHtmlThatForbidsIsFinalForAllCommunities() throws Exception {
    answer =
        new MockResponse.Builder()
            .code(403)
            .setHeader("Content-Type", "text/html")
            .body("<body>blocked by network security</body>")
            .build();

    assertThat(message(run("comments", "java", "scala", "kotlin")))
        .contains("blocked by status 403 with a page of HTML")
        .contains("Check user agent, credentials and network");
    assertThat(seen).hasSize(3);
  }

  @Test
  void aTokenWithoutTheScopeIsFinal() throws Exception {
    answer =
        json(403, "{\"message\": \"Forbidden\", \"error\": 403}")
            .newBuilder()
            .setHeader("WWW-Authenticate", "Bearer realm=\"reddit\", error=\"insufficient_scope\"")
            .build();

    assertThat(message(run("submissions"))).contains("the token lacks a scope, expected 'read'");
  }

  @Test
  void withoutAConnectionAllThreeResourcesGiveUpTogether() throws Exception {
    server.close();
    try (RedditSource source = source("java", "scala")) {
      Lane.Run posts = new Lane("submissions").run(source);
      Lane.Run comments = new Lane("comments").run(source);
      Lane.Run redditors = new Lane("redditors").run(source);

      assertThat(message(posts)).contains("Cannot reach '" + server.url("/token"));
      assertThat(message(comments)).contains("Cannot reach");
      assertThat(message(redditors)).contains("Cannot reach");
      assertThat(posts.requests()).isEqualTo(7);
      assertThat(comments.requests() + redditors.requests()).isZero();
    }
  }

  private Lane.Run run(String resource, String... subreddits) throws Exception {
    try (RedditSource source =
        source(subreddits.length == 0 ? new String[] {"java"} : subreddits)) {
      return new Lane(resource).run(source);
    }
  }

  private RedditSource source(String... subreddits) {
    return RedditSource.builder(RedditCredentials.appOnly("id", "hunter2"))
        .baseUrl(server.url("/api").toString())
        .tokenUrl(server.url("/token").toString())
        .userAgent(Sources.AGENT)
        .requestPolicy(Sources.HASTY)
        .subreddits(subreddits)
        .build();
  }

  private static String message(Lane.Run run) {
    return run.thrown().map(SourceException::getMessage).orElse("nothing was thrown");
  }

  private static MockResponse json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Content-Type", "application/json; charset=UTF-8")
        .body(body)
        .build();
  }
}
