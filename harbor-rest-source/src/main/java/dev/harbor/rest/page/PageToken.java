package dev.harbor.rest.page;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What makes the request of one page differ from that of another: a whole address, or parameters of
 * query and body. Kept in the state of a resource, so that an interrupted run can go on. Immutable.
 */
public final class PageToken {
  private static final PageToken START = new PageToken(null, Map.of(), Map.of(), null);

  private final @Nullable String url;
  private final Map<String, String> query;
  private final Map<String, Object> body;
  private final @Nullable String origin;

  private PageToken(
      @Nullable String url,
      Map<String, String> query,
      Map<String, Object> body,
      @Nullable String origin) {
    this.url = url;
    this.query = query;
    this.body = body;
    this.origin = origin;
  }

  /** The request as it is declared. */
  public static PageToken start() {
    return START;
  }

  /**
   * Another address, which replaces path and query of the request.
   *
   * @param address whole, or relative to the request's
   */
  public static PageToken ofUrl(String address) {
    return new PageToken(requireNonNull(address, "address"), Map.of(), Map.of(), null);
  }

  /** The same token with a query parameter more. */
  public PageToken withQuery(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
    return new PageToken(url, Collections.unmodifiableMap(more), body, origin);
  }

  /**
   * The same token with a field of the body more.
   *
   * @param path names with dots, such as {@code paging.cursor}
   * @param value text, a whole number or a boolean
   */
  public PageToken withBody(String path, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(body);
    more.put(requireNonNull(path, "path"), requireNonNull(value, "value"));
    return new PageToken(url, query, Collections.unmodifiableMap(more), origin);
  }

  /** The address that replaces the request's. */
  public Optional<String> url() {
    return Optional.ofNullable(url);
  }

  /** Query parameters, in order. */
  public Map<String, String> query() {
    return query;
  }

  /** Fields of the body by path, in order. */
  public Map<String, Object> body() {
    return body;
  }

  /** The same token with a note of how it was found. */
  PageToken from(String note) {
    return new PageToken(url, query, body, note);
  }

  Optional<String> origin() {
    return Optional.ofNullable(origin);
  }

  /** The token as values of a state. */
  public Map<String, Object> toState() {
    Map<String, Object> state = new LinkedHashMap<>();
    if (url != null) {
      state.put("url", url);
    }
    if (!query.isEmpty()) {
      state.put("query", query);
    }
    if (!body.isEmpty()) {
      state.put("body", body);
    }
    if (origin != null) {
      state.put("origin", origin);
    }
    return state;
  }

  /** The token that {@link #toState} made such values of. */
  public static PageToken fromState(Map<String, ? extends @Nullable Object> state) {
    Map<String, String> query = new LinkedHashMap<>();
    if (state.get("query") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> query.put(String.valueOf(name), String.valueOf(value)));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    if (state.get("body") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> body.put(String.valueOf(name), requireNonNull(value)));
    }
    return new PageToken(
        state.get("url") instanceof String address ? address : null,
        Collections.unmodifiableMap(query),
        Collections.unmodifiableMap(body),
        state.get("origin") instanceof String note ? note : null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PageToken token && token.toState().equals(toState());
  }

  @Override
  public int hashCode() {
    return toState().hashCode();
  }

  /** What it changes, each value at most 40 characters, addresses without their query. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (url != null) {
      int end = url.indexOf('?');
      text.append(cut(end < 0 ? url : url.substring(0, end) + "?…", 200));
    }
    query.forEach((name, value) -> append(text, name, value));
    body.forEach((name, value) -> append(text, name, value.toString()));
    return text.isEmpty() ? "first page" : text.toString();
  }

  private static void append(StringBuilder text, String name, String value) {
    text.append(text.isEmpty() ? "" : ", ").append(name).append('=').append(cut(value, 40));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
