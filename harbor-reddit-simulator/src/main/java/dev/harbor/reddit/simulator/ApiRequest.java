package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.JsonWriter.Markup;
import java.util.HashMap;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A request, as far as endpoints look at it. Immutable.
 *
 * @param path without query, suffix {@code .json} and trailing slash
 * @param queryLength characters of the query as it was sent
 * @param now epoch second of the virtual clock, the same for all of the answer
 */
record ApiRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body,
    int queryLength,
    long now) {

  static ApiRequest of(RecordedRequest recorded, long now) {
    HttpUrl url = recorded.getUrl();
    var headers = new HashMap<String, String>();
    recorded.getHeaders().toMultimap().forEach((name, values) -> headers.put(name, values.get(0)));
    ByteString body = recorded.getBody();
    String query = url.encodedQuery();
    String path = String.join("/", url.pathSegments());
    return new ApiRequest(
        recorded.getMethod(),
        "/" + path.replaceFirst("/*(\\.json)?/*$", ""),
        parameters(url),
        headers,
        body == null ? "" : body.utf8(),
        query == null ? 0 : query.length(),
        now);
  }

  /** Null where it was not sent. */
  @Nullable String parameter(String name) {
    return query.get(name);
  }

  String text(String name) {
    return text(name, "");
  }

  String text(String name, String otherwise) {
    return query.getOrDefault(name, otherwise);
  }

  /** Name in lower case; null where it was not sent. */
  @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The fields of a form. */
  Map<String, String> form() {
    HttpUrl url = HttpUrl.parse("http://form/?" + body);
    return url == null ? Map.of() : parameters(url);
  }

  /** The same with the fields of the form as parameters. */
  ApiRequest withForm() {
    var all = new HashMap<>(query);
    all.putAll(form());
    return new ApiRequest(method, path, all, headers, body, queryLength, now);
  }

  /** The nearest number that is allowed; the other where none was sent. */
  int integer(String name, int otherwise, int least, int most) {
    return Math.max(least, Math.min(most, PageRequest.integer(parameter(name), otherwise)));
  }

  JsonWriter json() {
    return new JsonWriter("1".equals(parameter("raw_json")) ? Markup.RAW : Markup.ENTITIES);
  }

  private static Map<String, String> parameters(HttpUrl url) {
    var parameters = new HashMap<String, String>();
    for (int i = 0; i < url.querySize(); i++) {
      String value = url.queryParameterValue(i);
      parameters.put(url.queryParameterName(i), value == null ? "" : value);
    }
    return parameters;
  }
}
