package dev.harbor.rest.http;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked of an API. Immutable. */
public final class RestRequest {
  private final String method;
  private final String path;
  private final Map<String, String> query;
  private final Map<String, String> headers;
  private final @Nullable Map<String, String> form;

  private RestRequest(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      @Nullable Map<String, String> form) {
    this.method = method;
    this.path = requireNonNull(path, "path");
    this.query = query;
    this.headers = headers;
    this.form = form;
  }

  /**
   * A GET.
   *
   * @param path behind the client's base address, or a whole address
   */
  public static RestRequest get(String path) {
    return new RestRequest("GET", path, Map.of(), Map.of(), null);
  }

  /**
   * A POST of a form.
   *
   * @param path behind the client's base address, or a whole address
   * @param form fields of the body, in order
   */
  public static RestRequest postForm(String path, Map<String, String> form) {
    return new RestRequest(
        "POST",
        path,
        Map.of(),
        Map.of(),
        Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(form, "form"))));
  }

  /** The same request with a query parameter more, or another one. */
  public RestRequest withQuery(String name, String value) {
    return new RestRequest(method, path, with(query, name, value), headers, form);
  }

  /** The same request with a header more, or another one. Headers are never logged. */
  public RestRequest withHeader(String name, String value) {
    return new RestRequest(method, path, query, with(headers, name, value), form);
  }

  /** {@code GET} or {@code POST}. */
  public String method() {
    return method;
  }

  /** The path behind the client's base address, or a whole address. */
  public String path() {
    return path;
  }

  /** Query parameters, in the order they were given. */
  public Map<String, String> query() {
    return query;
  }

  /** Headers, in the order they were given. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Fields of the body, in order; empty for a GET. */
  public Optional<Map<String, String>> form() {
    return Optional.ofNullable(form);
  }

  /** Method and path, without query, headers and form, which may hold secrets. */
  @Override
  public String toString() {
    int end = path.indexOf('?');
    return method + ' ' + (end < 0 ? path : path.substring(0, end));
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
    return Collections.unmodifiableMap(more);
  }
}
