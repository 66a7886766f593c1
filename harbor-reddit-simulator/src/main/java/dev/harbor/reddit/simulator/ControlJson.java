package dev.harbor.reddit.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a control request: the scalars of an object and of the objects in it, by name.
 * Immutable.
 */
final class ControlJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, String> values;

  private ControlJson(Map<String, String> values) {
    this.values = values;
  }

  static ControlJson parse(String body) {
    var values = new HashMap<String, String>();
    try (JsonParser parser = FACTORY.createParser(body)) {
      String name = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          name = parser.currentName();
        } else if (token.isScalarValue()) {
          values.put(name, parser.getText());
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot read a control request: its body is not JSON", e);
    }
    return new ControlJson(values);
  }

  @Nullable String find(String name) {
    return values.get(name);
  }

  String find(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  String require(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Cannot carry out a control request: '%s' is missing among %s"
              .formatted(name, values.keySet()));
    }
    return value;
  }

  double number(String name) {
    String value = require(name);
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Cannot carry out a control request: '%s' is '%s', a number is expected"
              .formatted(name, value),
          e);
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * The rule that a body such as {@code {"path": …, "nth": 2, "fault": "status", "status": 503}}
   * stands for.
   */
  FaultRule rule() {
    FaultRule rule = FaultRule.of(find("path", ".*"), fault());
    for (String name : values.keySet()) {
      rule =
          switch (name) {
            case "method" -> rule.method(require(name));
            case "query" -> rule.query(require(name));
            case "client" -> rule.client(require(name));
            case "nth" -> rule.nth((int) number(name));
            case "every" -> rule.every((int) number(name));
            case "first" -> rule.first((int) number(name));
            case "probability" -> rule.probability(number(name));
            case "times" -> rule.times((int) number(name));
            case "from", "until" ->
                rule.between(time("from", Instant.MIN), time("until", Instant.MAX));
            default -> rule;
          };
    }
    return rule;
  }

  private Fault fault() {
    String fault = require("fault");
    return switch (fault) {
      case "status" -> Fault.status((int) number("status"));
      case "html" -> Fault.html((int) number("status"));
      case "too_many_requests" -> Fault.tooManyRequests();
      case "budget_spent" -> Fault.budgetSpent(seconds());
      case "retry_after" ->
          has("status")
              ? Fault.retryAfter((int) number("status"), seconds())
              : Fault.retryAfter(seconds());
      case "no_content" -> Fault.noContent();
      case "truncated_at" -> Fault.truncatedAt((int) number("bytes"));
      case "truncated_gzip" -> Fault.truncatedGzip();
      case "invalid_utf8" -> Fault.invalidUtf8();
      case "dripping" -> Fault.dripping((int) number("bytes"), seconds());
      case "header" -> Fault.header(require("name"), find("value", ""));
      case "no_rate_headers" -> Fault.withoutRateHeaders();
      case "closed_after_body" -> Fault.closedAfterBody();
      case "reset_before_headers" -> Fault.resetBeforeHeaders();
      case "reset_in_body" -> Fault.resetInBody();
      case "empty_body" -> Fault.emptyBody();
      case "html_body" -> Fault.htmlBody();
      case "wrong_shape" -> Fault.wrongShape(find("body", "{}"));
      case "truncated_body" -> Fault.truncatedBody();
      case "truncated_json" -> Fault.truncatedJson();
      case "closed_before_headers" -> Fault.closedBeforeHeaders();
      case "closed_in_body" -> Fault.closedInBody();
      case "stalled" -> Fault.stalled(seconds());
      case "silent" -> Fault.silent();
      default ->
          throw new IllegalArgumentException(
              "Cannot add fault '%s': it is not one of status, html, too_many_requests, budget_spent, "
                      .formatted(fault)
                  + "retry_after, empty_body, html_body, wrong_shape, truncated_body,"
                  + " truncated_json, closed_before_headers, closed_in_body, stalled, silent,"
                  + " no_content, truncated_at, truncated_gzip, invalid_utf8, dripping, header,"
                  + " no_rate_headers, closed_after_body, reset_before_headers, reset_in_body");
    };
  }

  Drift change() {
    String name = require("change");
    for (Drift each : Drift.values()) {
      if (each.name().equalsIgnoreCase(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "Cannot change fields by '%s': one of %s is expected"
            .formatted(name, List.of(Drift.values())));
  }

  private Instant time(String name, Instant otherwise) {
    String text = values.get(name);
    try {
      return text == null ? otherwise : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "Cannot carry out a control request: '%s' is '%s', a form such as 2026-01-15T12:00:00Z is expected"
              .formatted(name, text),
          e);
    }
  }

  Duration seconds() {
    return Duration.ofMillis((long) (number("seconds") * 1000));
  }
}
