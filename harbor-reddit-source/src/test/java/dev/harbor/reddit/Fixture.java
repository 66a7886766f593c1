package dev.harbor.reddit;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A Reddit whose answers a test writes itself. */
final class Fixture implements AutoCloseable {
  static final String TOKEN = "sEcReT-t0ken";

  private final MockWebServer server = new MockWebServer();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Function<String, MockResponse> answers = target -> json("{}");

  Fixture() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String target = request.getTarget();
            if (target.startsWith("/token")) {
              return json("{\"access_token\": \"" + TOKEN + "\", \"expires_in\": 86400}");
            }
            String form = request.getBody() == null ? "" : request.getBody().utf8();
            asked.add(form.isEmpty() ? target : target + ' ' + form);
            return answers.apply(asked.get(asked.size() - 1));
          }
        });
    server.start();
  }

  /** What is answered to targets, with a blank and the form where there is one. */
  void answer(Function<String, MockResponse> function) {
    answers = function;
  }

  /** What was asked, tokens aside. */
  List<String> asked() {
    return asked;
  }

  RedditSource.Builder source() {
    return RedditSource.builder(RedditCredentials.appOnly("id", "hunter2"))
        .baseUrl(server.url("/").toString())
        .tokenUrl(server.url("/token").toString())
        .userAgent(Sources.AGENT)
        .requestPolicy(Sources.HASTY);
  }

  static MockResponse json(String body) {
    return json(200, body);
  }

  static MockResponse json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Content-Type", "application/json; charset=UTF-8")
        .body(body)
        .build();
  }

  static String listing(String... things) {
    return "{\"kind\": \"Listing\", \"data\": {\"after\": null, \"children\": ["
        + String.join(", ", things)
        + "]}}";
  }

  static String post(String id, String subreddit) {
    return "{\"kind\": \"t3\", \"data\": {\"id\": \"%s\", \"name\": \"t3_%s\", \"subreddit\": \"%s\", \"created_utc\": 1776093091.0, \"author\": \"a\"}}"
        .formatted(id, id, subreddit);
  }

  /** A comment with its answers, which may be empty text. */
  static String comment(String id, String parent, String replies) {
    return "{\"kind\": \"t1\", \"data\": {\"id\": \"%s\", \"name\": \"t1_%s\", \"link_id\": \"t3_p\", \"parent_id\": \"%s\", \"body\": \"b\", \"author\": \"a\", \"created_utc\": 1776093091.0, \"replies\": %s}}"
        .formatted(id, id, parent, replies.isEmpty() ? "\"\"" : replies);
  }

  static String more(String parent, int count, String... children) {
    return "{\"kind\": \"more\", \"data\": {\"count\": %d, \"children\": [%s], \"id\": \"%s\", \"parent_id\": \"%s\", \"depth\": 0}}"
        .formatted(
            count,
            String.join(", ", List.of(children).stream().map(id -> '"' + id + '"').toList()),
            children.length == 0 ? "_" : children[0],
            parent);
  }

  static String unfolded(String... things) {
    return "{\"json\": {\"errors\": [], \"data\": {\"things\": ["
        + String.join(", ", things)
        + "]}}}";
  }

  @Override
  public void close() {
    server.close();
  }
}
