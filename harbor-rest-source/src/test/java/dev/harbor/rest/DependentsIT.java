package dev.harbor.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.error.SourceException;
import dev.harbor.rest.http.ResponseAction;
import dev.harbor.rest.http.ResponseAction.Verb;
import dev.harbor.rest.page.Paginator;
import dev.harbor.run.RunReport;
import dev.harbor.schema.WriteDisposition;
import java.util.List;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Resources that are read once per item of another one. */
@Timeout(60)
class DependentsIT {
  private final Api api = new Api();
  private final Runs runs = new Runs();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void valuesOfTheParentStandInPathQueryHeaderAndBody() {
    api.on("/posts", "[{\"id\": 7, \"slug\": \"a b/ü\", \"author\": {\"name\": \"Ada\"}}]");
    api.on("/posts/a%20b%2F%C3%BC", "{\"id\": 7, \"text\": \"hello\"}");
    api.on("/comments", "[{\"id\": 70}]");
    api.on("/likes", "[{\"id\": 700}]");
    api.on("/tags", "[{\"id\": 7000}]");

    run(
        posts(),
        Endpoint.get("details", "/posts/{resources.posts.slug}"),
        Endpoint.get("comments", "/comments")
            .query("post", "{resources.posts.id}")
            .header("X-Author", "by {resources.posts.author.name}"),
        Endpoint.post("likes", "/likes")
            .json(Map.of("filter", Map.of("post", "{resources.posts.id}", "q", "{ viewer }"))),
        Endpoint.post("tags", "/tags").form("post", "{resources.posts.id}"));

    assertThat(runs.ids("details")).containsExactly("7");
    assertThat(runs.ids("comments")).containsExactly("70");
    assertThat(runs.ids("likes")).containsExactly("700");
    assertThat(runs.ids("tags")).containsExactly("7000");
    assertThat(asked("/comments").getTarget()).isEqualTo("/comments?post=7");
    assertThat(asked("/comments").getHeaders().get("X-Author")).isEqualTo("by Ada");
    assertThat(asked("/likes").getBody().utf8()).contains("\"post\":7", "\"q\":\"{ viewer }\"");
    assertThat(asked("/tags").getBody().utf8()).isEqualTo("post=7");
  }

  @Test
  void pagedChildrenOfPagedParentsAreAllRead() {
    api.on(
        "/posts",
        request -> {
          int page = Api.number(request, "page", 1);
          return Api.json("{\"pages\": 5, \"data\": %s}".formatted(Api.ids(page * 5, 5)));
        });
    for (int post = 5; post < 30; post++) {
      int first = post * 100;
      api.on(
          "/posts/" + post + "/comments",
          request -> {
            int offset = Api.number(request, "offset", 0);
            int count = Math.max(0, Math.min(20, 50 - offset));
            return Api.json(
                "{\"total\": 50, \"data\": %s}".formatted(Api.ids(first + offset, count)));
          });
    }

    run(
        Endpoint.get("posts", "/posts").paginator(Paginator.pageNumber().totalPages("pages")),
        Endpoint.get("comments", "/posts/{resources.posts.id}/comments")
            .select("data")
            .paginator(Paginator.offset(20).total("total"))
            .pagesAhead(3));

    assertThat(runs.rows("posts")).hasSize(25);
    assertThat(runs.ids("comments")).hasSize(1_250).doesNotHaveDuplicates();
    assertThat(api.targets()).hasSize(5 + 25 * 3);
  }

  @Test
  void fieldsOfTheParentAreIncludedWithoutTouchingADigit() {
    api.on("/posts", "[{\"id\": 7, \"author\": {\"name\": \"Ada\"}}]");
    api.on("/posts/7/comments", "[{\"id\": 12345678901234567890, \"score\": 1.10}, {} , 5]");

    run(
        posts(),
        Endpoint.get("comments", "/posts/{resources.posts.id}/comments")
            .includeFromParent("id", "author.name"));

    assertThat(runs.rows("comments"))
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("_posts_id", 7L)
                    .containsEntry("_posts_author_name", "Ada"));
    assertThat(runs.ids("comments").get(0)).isEqualTo("12345678901234567890");
    assertThat(runs.rows("comments").get(2)).containsEntry("value", 5L);
  }

  @Test
  void aParentOfScalarsIsItsOwnValue() {
    api.on("/top", "[3, 5]");
    api.on("/item/3.json", "{\"id\": 3}");
    api.on("/item/5.json", "null");

    run(Endpoint.get("top", "/top"), Endpoint.get("items", "/item/{resources.top.value}.json"));

    assertThat(runs.rows("top")).extracting(row -> row.get("value")).containsExactly(3L, 5L);
    assertThat(runs.ids("items")).containsExactly("3");
  }

  @Test
  void chainsAreFollowed() {
    api.on("/a", "[{\"id\": 1}]");
    api.on("/a/1/b", "[{\"id\": 2}]");
    api.on("/b/2/c", "[{\"id\": 3}]");

    run(
        Endpoint.get("c", "/b/{resources.b.id}/c"),
        Endpoint.get("b", "/a/{resources.a.id}/b"),
        Endpoint.get("a", "/a"));

    assertThat(runs.ids("c")).containsExactly("3");
  }

  @Test
  void anIgnoredStatusLeavesOneParentOutAndSaysSo() {
    api.on("/posts", Api.ids(1, 3));
    api.on("/posts/1/comments", Api.ids(10, 1));
    api.on("/posts/2/comments", request -> Api.json(404, "{\"error\": \"gone\"}"));
    api.on("/posts/3/comments", Api.ids(30, 1));

    RunReport report =
        run(
            posts(),
            Endpoint.get("comments", "/posts/{resources.posts.id}/comments")
                .on(ResponseAction.on(404, Verb.IGNORE).andContent("gone")));

    assertThat(runs.ids("comments")).containsExactly("10", "30");
    assertThat(report.resources().get(0).skipped())
        .singleElement()
        .asString()
        .contains("comments (GET /posts/2/comments)", "status 404, which is ignored");
  }

  @Test
  void aStatusThatNothingIsDeclaredForIsAnError() {
    api.on("/posts", Api.ids(1, 1));

    assertThat(failure(posts(), Endpoint.get("comments", "/posts/{resources.posts.id}/comments")))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "Cannot read resource 'comments': 'GET /posts/1/comments' has status 404, expected a success. Correct the endpoint, or act on the status by on(ResponseAction.on(404, ...))");
    assertThat(runs.rows("posts")).isEmpty();
  }

  @Test
  void aFieldThatTheParentLacksIsNamedWithThoseItHas() {
    api.on("/posts", "[{\"id\": 1, \"title\": \"x\"}]");

    assertThat(failure(posts(), Endpoint.get("comments", "/comments/{resources.posts.slug}")))
        .hasMessage(
            "Cannot read resource 'comments': an item of 'posts' has nothing at 'slug', expected a value; it has [id, title]");
  }

  @Test
  void aValueCannotClimbOutOfItsPlaceInThePath() {
    api.on("/posts", "[{\"id\": \"..\"}]");

    assertThat(failure(posts(), Endpoint.get("comments", "/posts/{resources.posts.id}/comments")))
        .hasMessage(
            "Cannot make a path: '..' is put in place of '{resources.posts.id}', expected something that can be part of a path");
  }

  @Test
  void parentAndChildrenAreOneSegment() {
    api.on("/posts", Api.ids(1, 2));
    api.on("/posts/1", "{\"id\": 1}");

    assertThat(
            failure(
                posts(),
                Endpoint.get("details", "/posts/{resources.posts.id}")
                    .primaryKey("id")
                    .disposition(WriteDisposition.MERGE)))
        .hasMessageContaining("'GET /posts/2' has status 404");
    assertThat(runs.rows("posts")).isEmpty();
    assertThat(runs.rows("details")).isEmpty();
  }

  private static Endpoint.Builder posts() {
    return Endpoint.get("posts", "/posts");
  }

  private RecordedRequest asked(String path) {
    return api.requests().stream()
        .filter(request -> request.getUrl().encodedPath().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private RunReport run(Endpoint.Builder... endpoints) {
    try (RestSource source = source(endpoints)) {
      return runs.run(source);
    }
  }

  private Throwable failure(Endpoint.Builder... endpoints) {
    try (RestSource source = source(endpoints)) {
      return runs.failure(source);
    }
  }

  private RestSource source(Endpoint.Builder... endpoints) {
    RestSource.Builder builder = RestSource.builder("api", api.url()).policy(Runs.hasty());
    List.of(endpoints).forEach(endpoint -> builder.resource(endpoint.build()));
    return builder.build();
  }
}
