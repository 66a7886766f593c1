package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.JsonWriter.Markup;
import java.util.Map;

/** What a test in another process does to the simulator, under {@code /__sim__/}. Thread-safe. */
final class ControlEndpoint {
  static final String PREFIX = "/__sim__";

  private final RedditSimulator simulator;
  private final RequestLog log;
  private final TruthEndpoint truth;

  ControlEndpoint(RedditSimulator simulator, RequestLog log) {
    this.simulator = simulator;
    this.log = log;
    this.truth = new TruthEndpoint(simulator);
  }

  Answer answer(ApiRequest request) {
    String call = request.method() + " " + request.path().substring(PREFIX.length());
    try {
      return switch (call) {
        case "GET /requests" -> requests();
        case "GET /truth" -> truth.truth(request);
        case "POST /truth/diff" -> truth.diff(request);
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
      case "POST /era" -> interventions.era((int) body.number("year"));
      case "POST /drift" -> drift(interventions, body);
      case "POST /delete_account" -> interventions.deleteAccount(body.require("user"));
      default -> {
        return Answer.notFound();
      }
    }
    return done();
  }

  private static void drift(Interventions interventions, ControlJson body) {
    String scenario = body.find("scenario");
    if (scenario == null) {
      interventions.drift(
          body.change(),
          body.find("kind", "*"),
          body.require("field"),
          body.has("share") ? body.number("share") : 1);
    } else if (scenario.equals("real-2016-2026")) {
      interventions.eras(body.seconds());
    } else {
      throw new IllegalArgumentException(
          "Cannot play scenario '%s': real-2016-2026 is expected".formatted(scenario));
    }
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
      json.text("time", each.time().toString()).number("budget_left", each.budgetLeft());
      json.text("answer", each.answer()).text("fault", each.fault()).end();
    }
    return Answer.json(json.endList().end());
  }
}
