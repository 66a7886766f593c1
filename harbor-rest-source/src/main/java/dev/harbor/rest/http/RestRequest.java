package dev.harbor.rest.http;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final @Nullable String json;
  private final List<ResponseAction> actions;

  private RestRequest(Parts parts) {
    this.method = parts.method;
    this.path = requireNonNull(parts.path, "path");
    this.query = parts.query;
    this.headers = parts.headers;
    this.form = parts.form;
    this.json = parts.json;
    this.actions = parts.actions;
  }

  /**
   * A GET.
   *
   * @param path behind the client's base address, or a whole address
   */
  public static RestRequest get(String path) {
    return new RestRequest(new Parts("GET", path));
  }

  /**
   * A POST of a form.
   *
   * @param path behind the client's base address, or a whole address
   * @param form fields of the body, in order
   */
  public static RestRequest postForm(String path, Map<String, String> form) {
    Parts parts = new Parts("POST", path);
    parts.form = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(form, "form")));
    return new RestRequest(parts);
  }

  /**
   * A POST of JSON.
   *
   * @param path behind the client's base address, or a whole address
   * @param json the body
   */
  public static RestRequest postJson(String path, String json) {
    Parts parts = new Parts("POST", path);
    parts.json = requireNonNull(json, "json");
    return new RestRequest(parts);
  }

  /** The same request to another path or whole address. */
  public RestRequest withPath(String other) {
    Parts parts = new Parts(this);
    parts.path = other;
    return new RestRequest(parts);
  }

  /** The same request with a query parameter more, or another one. */
  public RestRequest withQuery(String name, String value) {
    Parts parts = new Parts(this);
    parts.query = with(query, name, value);
    return new RestRequest(parts);
  }

  /** The same request without query parameters, for an address that has them all. */
  public RestRequest withoutQuery() {
    Parts parts = new Parts(this);
    parts.query = Map.of();
    return new RestRequest(parts);
  }

  /** The same request with a header more, or another one. Headers are never logged. */
  public RestRequest withHeader(String name, String value) {
    Parts parts = new Parts(this);
    parts.headers = with(headers, name, value);
    return new RestRequest(parts);
  }

  /** The same request without headers of its own. */
  public RestRequest withoutHeaders() {
    Parts parts = new Parts(this);
    parts.headers = Map.of();
    return new RestRequest(parts);
  }

  /** The same request whose answers are acted on so; the first that matches decides. */
  public RestRequest withActions(List<ResponseAction> responseActions) {
    Parts parts = new Parts(this);
    parts.actions = List.copyOf(responseActions);
    return new RestRequest(parts);
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

  /** Fields of the body, in order; empty if the body is no form. */
  public Optional<Map<String, String>> form() {
    return Optional.ofNullable(form);
  }

  /** The body, if it is JSON. */
  public Optional<String> json() {
    return Optional.ofNullable(json);
  }

  /** The action for an answer; empty if the usual rules hold. */
  public Optional<ResponseAction> actionOn(RestResponse response) {
    return actions.stream().filter(action -> action.matches(response)).findFirst();
  }

  /** Method and path, without query, headers and body, which may hold secrets. */
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

  /** What a request is made of. */
  private static final class Parts {
    private final String method;
    private String path;
    private Map<String, String> query = Map.of();
    private Map<String, String> headers = Map.of();
    private @Nullable Map<String, String> form;
    private @Nullable String json;
    private List<ResponseAction> actions = List.of();

    Parts(String method, String path) {
      this.method = method;
      this.path = path;
    }

    Parts(RestRequest request) {
      this(request.method, request.path);
      this.query = request.query;
      this.headers = request.headers;
      this.form = request.form;
      this.json = request.json;
      this.actions = request.actions;
    }
  }
}
