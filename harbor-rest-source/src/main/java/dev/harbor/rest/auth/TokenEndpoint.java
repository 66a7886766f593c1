package dev.harbor.rest.auth;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.harbor.rest.http.RestClient;
import dev.harbor.rest.http.RestException;
import dev.harbor.rest.http.RestFailure;
import dev.harbor.rest.http.RestRequest;
import dev.harbor.rest.http.RestResponse;
import dev.harbor.source.ExtractContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where OAuth2 tokens come from: the client says who it is by a basic header, or in the body.
 * Immutable; thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5">RFC 6749, 5</a>
 */
public final class TokenEndpoint {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration USUAL_LIFE = Duration.ofHours(1);

  private final RestClient client;
  private final String url;
  private final Clock clock;
  private final Map<String, String> headers;
  private final Map<String, String> fields;

  private TokenEndpoint(
      RestClient client,
      String url,
      Clock clock,
      Map<String, String> headers,
      Map<String, String> fields) {
    this.client = client;
    this.url = url;
    this.clock = clock;
    this.headers = headers;
    this.fields = fields;
  }

  /**
   * An endpoint.
   *
   * @param client sends the requests; has no authorization of its own
   * @param url the whole address, such as {@code https://www.reddit.com/api/v1/access_token}
   * @param clock tells when a token ends
   * @param clientId the application
   * @param clientSecret its secret; empty if it has none
   */
  public static TokenEndpoint of(
      RestClient client, String url, Clock clock, String clientId, String clientSecret) {
    requireNonNull(clientId, "clientId");
    requireNonNull(clientSecret, "clientSecret");
    String pair = clientId + ':' + clientSecret;
    return new TokenEndpoint(
        requireNonNull(client, "client"),
        requireNonNull(url, "url"),
        requireNonNull(clock, "clock"),
        Map.of(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))),
        Map.of());
  }

  /**
   * An endpoint that takes {@code client_id} and {@code client_secret} as fields of the body.
   *
   * @param client sends the requests; has no authorization of its own
   * @param url the whole address
   * @param clock tells when a token ends
   * @param clientId the application
   * @param clientSecret its secret; empty if it has none, and then not sent
   */
  public static TokenEndpoint withBodyCredentials(
      RestClient client, String url, Clock clock, String clientId, String clientSecret) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("client_id", requireNonNull(clientId, "clientId"));
    if (!requireNonNull(clientSecret, "clientSecret").isEmpty()) {
      fields.put("client_secret", clientSecret);
    }
    return new TokenEndpoint(
        requireNonNull(client, "client"),
        requireNonNull(url, "url"),
        requireNonNull(clock, "clock"),
        Map.of(),
        fields);
  }

  /** The same endpoint with a field more in each request, such as {@code scope}. */
  public TokenEndpoint withField(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
    return new TokenEndpoint(client, url, clock, headers, more);
  }

  /** Address, without secrets. */
  @Override
  public String toString() {
    return url;
  }

  Clock clock() {
    return clock;
  }

  /** Asks for a token by the fields of a grant. */
  Token token(Map<String, String> grant, ExtractContext context) throws InterruptedException {
    Map<String, String> form = new LinkedHashMap<>(grant);
    form.putAll(fields);
    RestRequest request = RestRequest.postForm(url, form);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      request = request.withHeader(header.getKey(), header.getValue());
    }
    return client.send(request, context, this::read);
  }

  private Token read(RestResponse response) throws IOException {
    Map<String, String> fields = response.isHtml() ? Map.of() : fields(response.body());
    String token = fields.get("access_token");
    // Reddit answers errors with status 200 too: the body decides.
    String error = fields.get("error");
    if (!response.isSuccess() || error != null) {
      throw refused(response.status(), error, fields.get("error_description"));
    }
    if (token == null || token.isEmpty()) {
      throw new IOException("the answer of the token endpoint has neither token nor error");
    }
    // Servers say "bearer" or "Bearer", and some want their own form back.
    String type = fields.getOrDefault("token_type", "Bearer");
    String scheme = type.equalsIgnoreCase("bearer") ? type : "Bearer";
    return new Token(
        scheme + ' ' + token, life(fields.get("expires_in")), fields.get("refresh_token"));
  }

  private RestException refused(int status, @Nullable String error, @Nullable String description) {
    String found =
        error == null || error.equals(Integer.toString(status)) ? "" : " '" + error + "'";
    String more = description == null ? "" : " (" + description + ")";
    String remedy =
        status == 401
            ? "client id and client secret"
            : "the credentials: user and password, refresh token, and the kind of the application";
    return new RestException(
        RestFailure.UNAUTHORIZED,
        "Cannot get a token from '%s': refused with status %d%s%s. Check %s"
            .formatted(url, status, found, more, remedy),
        null);
  }

  private static Duration life(@Nullable String seconds) {
    if (seconds == null) {
      return USUAL_LIFE;
    }
    try {
      return Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
    } catch (NumberFormatException e) {
      return USUAL_LIFE;
    }
  }

  private static Map<String, String> fields(byte[] body) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the answer of the token endpoint is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          fields.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      return fields;
    }
  }
}
