package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.JsonWriter.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a test in another process does to the simulator, under {@code /__sim__/}. Thread-safe. */
final class ControlEndpoint {
  static final String PREFIX = "/__sim__";

  private final RedditSimulator simulator;
  private final RequestLog log;

  ControlEndpoint(RedditSimulator simulator, RequestLog log) {
    this.simulator = simulator;
    this.log = log;
  }

  Answer answer(ApiRequest request) {
    String call = request.method() + " " + request.path().substring(PREFIX.length());
    try {
      return switch (call) {
        case "GET /requests" -> requests();
        case "GET /truth" -> truth(request);
        case "GET /state" -> state();
        case "DELETE /faults" -> {
          simulator.faults().clear();
          yield done();
        }
        default -> {
          if (!request.method().equals("POST")) {
            yield Answer.notFound();
          }
          yield change(call, ControlJson.parse(request.body()));
        }
      };
    } catch (IllegalArgumentException e) {
      return Answer.json(
          400, new JsonWriter(Markup.RAW).begin().text("message", e.getMessage()).end().toString());
    }
  }

  private Answer change(String call, ControlJson body) {
    Interventions interventions = simulator.interventions();
    switch (call) {
      case "POST /faults" -> simulator.faults().add(body.rule());
      case "POST /advance" -> simulator.advance(body.seconds());
      case "POST /revoke_tokens" -> simulator.revokeTokens();
      case "POST /edit" -> interventions.edit(body.require("name"), body.require("text"));
      case "POST /delete" -> interventions.delete(body.require("name"));
      case "POST /remove" -> interventions.remove(body.require("name"));
      case "POST /approve" -> interventions.approve(body.require("name"));
      case "POST /sticky" -> interventions.sticky(body.require("name"));
      case "POST /vote" -> interventions.vote(body.require("name"), (int) body.number("votes"));
      case "POST /make_private" -> interventions.makePrivate(body.require("subreddit"));
      case "POST /suspend" -> interventions.suspend(body.require("user"));
      case "POST /delete_account" -> interventions.deleteAccount(body.require("user"));
      default -> {
        return Answer.notFound();
      }
    }
    return done();
  }

  private Answer done() {
    var json = new JsonWriter(Markup.RAW).begin().text("now", simulator.now().toString());
    return Answer.json(json.end());
  }

  private Answer state() {
    var json = new JsonWriter(Markup.RAW).begin();
    simulator.state().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> json.text(entry.getKey(), entry.getValue()));
    return Answer.json(json.end());
  }

  private Answer requests() {
    var json =
        new JsonWriter(Markup.RAW).begin().number("count", log.count()).beginList("requests");
    for (SimulatedRequest each : log.newest()) {
      json.begin().text("method", each.method()).text("path", each.path());
      json.number("status", each.status()).text("client", each.client());
      json.text("time", each.time().toString()).text("fault", each.fault()).end();
    }
    return Answer.json(json.endList().end());
  }

  private Answer truth(ApiRequest request) {
    String resource = request.query().getOrDefault("resource", "posts");
    var lines = new StringBuilder();
    if (resource.equals("users")) {
      append(simulator.truth().users(), lines);
    } else {
      for (String subreddit : subreddits(request)) {
        append(
            switch (resource) {
              case "posts" -> simulator.truth().posts(subreddit);
              case "comments" -> simulator.truth().comments(subreddit);
              default ->
                  throw new IllegalArgumentException(
                      "Cannot tell the truth about '%s': posts, comments or users is expected"
                          .formatted(resource));
            },
            lines);
      }
    }
    return new Answer(200, "application/x-ndjson", lines.toString(), Map.of());
  }

  private List<String> subreddits(ApiRequest request) {
    String names = request.parameter("subreddit");
    if (names != null) {
      return List.of(names.split("[+, ]", -1));
    }
    var all = new ArrayList<String>();
    simulator.options().subreddits().stream()
        .filter(each -> each.appearsAfter() == null)
        .forEach(each -> all.add(each.name()));
    return all;
  }

  private static void append(List<Truth.Row> rows, StringBuilder to) {
    for (Truth.Row row : rows) {
      var json = new JsonWriter(Markup.RAW).begin().text("name", row.name());
      json.text("content_hash", row.contentHash()).beginList("reachable_by");
      row.reachableBy().stream().sorted().forEach(json::text);
      json.endList().text("first_visible_at", row.firstVisibleAt().toString());
      json.text("last_change_at", row.lastChangeAt().toString());
      json.text("deleted_at", row.deletedAt() == null ? null : row.deletedAt().toString());
      to.append(json.end()).append('\n');
    }
  }
}
