package dev.harbor.examples;

import static dev.harbor.testkit.HarborAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.rest.RestSource;
import dev.harbor.run.RunReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The declared sources, against a server that answers as the real APIs do. */
@Timeout(120)
final class RestExamplesTest {
  private static final String ISSUES = "/repos/square/okhttp/issues";

  private final InMemoryDestination memory = new InMemoryDestination();
  private final MockWebServer server = new MockWebServer();
  private final Map<String, String> answers = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public synchronized MockResponse dispatch(RecordedRequest request) {
            asked.add(request.getTarget());
            String answer = answers.get(request.getTarget());
            MockResponse.Builder response =
                new MockResponse.Builder()
                    .code(answer == null ? 404 : 200)
                    .setHeader("Content-Type", "application/json; charset=utf-8")
                    .body(answer == null ? "{\"message\": \"Not Found\"}" : answer);
            String link = links.get(request.getTarget());
            return link == null ? response.build() : response.setHeader("Link", link).build();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void hackerNewsLoadsTheFrontPageAndItsStories() {
    answers.put("/v0/topstories.json", "[8863, 2921983, 5]");
    answers.put(
        "/v0/item/8863.json", "{\"id\": 8863, \"title\": \"Dropbox\", \"kids\": [9224, 8917]}");
    answers.put("/v0/item/2921983.json", "{\"id\": 2921983, \"type\": \"comment\"}");
    answers.put("/v0/item/5.json", "null");

    RunReport first = run(HackerNews.hackerNews(server.url("/v0").toString()));
    answers.put("/v0/topstories.json", "[8863]");
    answers.put("/v0/item/8863.json", "{\"id\": 8863, \"title\": \"My YC app: Dropbox\"}");
    run(HackerNews.hackerNews(server.url("/v0").toString()));

    assertThat(first).hasInserted("front_page", 3).hasInserted("stories", 2);
    assertThat(rows("front_page")).extracting(row -> row.get("value")).containsExactly(8863L);
    assertThat(rows("stories"))
        .extracting(row -> row.get("id"), row -> row.get("title"))
        .containsExactlyInAnyOrder(tuple(8863L, "My YC app: Dropbox"), tuple(2921983L, null));
  }

  @Test
  void githubLoadsIssuesWithCommentsAndThenWhatHasChanged() {
    String page = ISSUES + "?per_page=100&state=all&sort=updated&direction=asc";
    answers.put(page, "[" + issue(1, "2026-01-01T10:00:00Z") + "]");
    links.put(page, "<" + server.url(page + "&page=2") + ">; rel=\"next\"");
    answers.put(page + "&page=2", "[" + issue(2, "2026-01-02T10:00:00Z") + "]");
    answers.put(ISSUES + "/1/comments?per_page=100", "[{\"id\": 11, \"body\": \"a\"}]");
    answers.put(ISSUES + "/2/comments?per_page=100", "[]");

    RunReport first = run(GithubIssues.github(server.url("").toString(), "square/okhttp"));
    asked.clear();
    String since = page + "&since=2026-01-02T10%3A00%3A00Z";
    answers.put(
        since,
        "[%s, %s]".formatted(issue(2, "2026-01-02T10:00:00Z"), issue(1, "2026-01-03T10:00:00Z")));
    run(GithubIssues.github(server.url("").toString(), "square/okhttp"));

    assertThat(first).hasInserted("issues", 2).hasInserted("comments", 1);
    assertThat(asked).containsExactly(since, ISSUES + "/1/comments?per_page=100");
    assertThat(rows("issues"))
        .extracting(row -> row.get("number"), row -> String.valueOf(row.get("updated_at")))
        .containsExactlyInAnyOrder(
            tuple(1L, "2026-01-03T10:00:00Z"), tuple(2L, "2026-01-02T10:00:00Z"));
    assertThat(rows("comments"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("_issues_number", 1L));
  }

  private static String issue(int number, String updated) {
    return "{\"id\": %d, \"number\": %d, \"updated_at\": \"%s\"}"
        .formatted(1000 + number, number, updated);
  }

  private RunReport run(RestSource source) {
    try (source) {
      return Pipeline.builder("test").destination(memory).dataset("raw").build().run(source);
    }
  }

  private List<Map<String, @Nullable Object>> rows(String table) {
    return memory.rows("raw", table);
  }
}
