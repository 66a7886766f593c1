package dev.harbor.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server whose paths are answered by functions, and which remembers what it was asked. */
final class Api extends Dispatcher implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();
  private final Map<String, Function<RecordedRequest, MockResponse>> paths =
      new ConcurrentHashMap<>();
  private final List<RecordedRequest> requests = new ArrayList<>();

  Api() {
    server.setDispatcher(this);
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Api on(String path, Function<RecordedRequest, MockResponse> answer) {
    paths.put(path, answer);
    return this;
  }

  Api on(String path, String json) {
    return on(path, request -> json(json));
  }

  String url() {
    return server.url("").toString();
  }

  String url(String path) {
    return server.url(path).toString();
  }

  synchronized List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  synchronized void forget() {
    requests.clear();
  }

  /** Path and query of each request, in order. */
  List<String> targets() {
    return requests().stream().map(RecordedRequest::getTarget).toList();
  }

  static MockResponse json(String body) {
    return json(200, body);
  }

  static MockResponse json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  /** A whole number of the query; the fallback if it is not there. */
  static int number(RecordedRequest request, String parameter, int fallback) {
    String value = request.getUrl().queryParameter(parameter);
    return value == null ? fallback : Integer.parseInt(value);
  }

  /** {@code [{"id": first}, …]}. */
  static String ids(int first, int count) {
    StringBuilder list = new StringBuilder("[");
    for (int i = first; i < first + count; i++) {
      list.append(i == first ? "" : ",").append("{\"id\":").append(i).append('}');
    }
    return list.append(']').toString();
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    synchronized (this) {
      requests.add(request);
    }
    return paths
        .getOrDefault(request.getUrl().encodedPath(), any -> json(404, "{\"error\": \"nothing\"}"))
        .apply(request);
  }

  @Override
  public void close() {
    server.close();
  }
}
