package dev.harbor.rest.http;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an API answered. Immutable, as long as nobody writes to the bytes. */
public final class RestResponse {
  private final int status;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  RestResponse(int status, Map<String, List<String>> headers, byte[] body) {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    this.status = status;
    this.headers = Collections.unmodifiableMap(copy);
    this.body = body;
  }

  /**
   * An answer made by hand, for tests of paginators and readers of one's own.
   *
   * @param body not copied
   */
  public static RestResponse of(int status, Map<String, List<String>> headers, byte[] body) {
    return new RestResponse(status, headers, body);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether the status is 200 to 299. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** The first value of a header, whose name's case does not matter; empty if it is absent. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** All values of a header, as they came; an empty list if it is absent. */
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** The body, decompressed; not a copy. */
  public byte[] body() {
    return body;
  }

  /** Whether this is a page for people: by its type, or, where it has none, by its first letter. */
  public boolean isHtml() {
    Optional<String> type = header("content-type").map(text -> text.toLowerCase(Locale.ROOT));
    if (type.isPresent()) {
      return type.get().startsWith("text/html");
    }
    for (byte letter : body) {
      if (!Character.isWhitespace(letter)) {
        return letter == '<';
      }
    }
    return false;
  }

  /** Status and size. */
  @Override
  public String toString() {
    return "status " + status + ", " + body.length + " bytes";
  }
}
