package dev.harbor.reddit.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back, before it becomes bytes. Immutable. */
record Answer(int status, String contentType, String body, Map<String, String> headers) {
  static final String JSON = "application/json; charset=UTF-8";
  static final String HTML = "text/html; charset=UTF-8";

  static Answer json(JsonWriter json) {
    return json(200, json.toString());
  }

  static Answer json(int status, String body) {
    return new Answer(status, JSON, body, Map.of());
  }

  static Answer html(int status, String title) {
    String body =
        "<!doctype html><html><head><title>%s</title></head><body><h1>%s</h1></body></html>"
            .formatted(title, title);
    return new Answer(status, HTML, body, Map.of());
  }

  /** {@code {"message": "Not Found", "error": 404}} and its like. */
  static Answer error(int status, String message) {
    return json(status, "{\"message\": \"%s\", \"error\": %d}".formatted(message, status));
  }

  static Answer notFound() {
    return error(404, "Not Found");
  }

  static Answer forbidden() {
    return error(403, "Forbidden");
  }

  static Answer tooManyRequests() {
    return error(429, "Too Many Requests");
  }

  /** Clients are not to follow it: where it leads says what it means. */
  static Answer redirect(String location) {
    return new Answer(302, HTML, "", Map.of()).withHeader("Location", location);
  }

  /**
   * @param value empty to leave the header out
   */
  Answer withHeader(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    if (value.isEmpty()) {
      more.remove(name);
    } else {
      more.put(name, value);
    }
    return new Answer(status, contentType, body, more);
  }

  boolean isJson() {
    return contentType.equals(JSON);
  }
}
