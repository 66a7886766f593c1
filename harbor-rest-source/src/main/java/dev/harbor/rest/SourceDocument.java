package dev.harbor.rest;

import dev.harbor.rest.auth.Authenticator;
import dev.harbor.rest.auth.TokenEndpoint;
import dev.harbor.rest.http.Authorization;
import dev.harbor.rest.http.Placement;
import dev.harbor.rest.http.RateLimiter;
import dev.harbor.rest.json.Json;
import dev.harbor.rest.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads a JSON document into the builder of a source. Confined to one thread. */
final class SourceDocument {
  private final DocumentNode root;

  private SourceDocument(DocumentNode root) {
    this.root = root;
  }

  static RestSource.Builder read(String json, UnaryOperator<@Nullable String> secrets) {
    Json document;
    try {
      document =
          new JsonReader(100).read(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Cannot read the document of a source: it is not JSON. See the cause for the place", e);
    }
    return new SourceDocument(DocumentNode.root(document, secrets)).source();
  }

  private RestSource.Builder source() {
    root.only(
        "name",
        "base-url",
        "user-agent",
        "headers",
        "auth",
        "rate-limit",
        "call-timeout",
        "max-body-bytes",
        "max-nesting",
        "defaults",
        "resources");
    String name = root.require("name").text();
    DocumentNode url = root.require("base-url");
    RestSource.Builder source = url.at(() -> RestSource.builder(name, url.text()));
    root.find("user-agent").ifPresent(node -> source.userAgent(node.text()));
    root.find("headers").ifPresent(node -> node.texts().forEach(source::header));
    root.find("auth").ifPresent(node -> authorize(node, source));
    root.find("rate-limit").ifPresent(node -> source.rateLimiter(limiter(node)));
    root.find("call-timeout").ifPresent(node -> node.at(() -> source.callTimeout(node.duration())));
    root.find("max-body-bytes")
        .ifPresent(node -> node.at(() -> source.maxBodyBytes(node.number())));
    root.find("max-nesting")
        .ifPresent(node -> node.at(() -> source.maxNesting((int) node.number())));
    root.find("defaults")
        .ifPresent(
            node -> source.defaults(endpoint -> new EndpointDocument(node).settings(endpoint)));
    root.require("resources").list().stream()
        .map(node -> new EndpointDocument(node).endpoint())
        .forEach(source::resource);
    return source;
  }

  private static RateLimiter limiter(DocumentNode node) {
    node.only("requests", "per", "burst");
    int requests = (int) node.require("requests").number();
    Duration period = node.require("per").duration();
    int burst = node.find("burst").map(each -> (int) each.number()).orElse(1);
    return node.at(() -> RateLimiter.tokenBucket(requests, period, burst));
  }

  private static void authorize(DocumentNode node, RestSource.Builder source) {
    String type = node.require("type").text();
    switch (type) {
      case "bearer" -> {
        node.only("type", "token");
        String token = node.require("token").text();
        source.authorization(node.at(() -> Authenticator.bearer(token)));
      }
      case "basic" -> {
        node.only("type", "user", "password");
        String user = node.require("user").text();
        String password = node.require("password").text();
        source.authorization(node.at(() -> Authenticator.basic(user, password)));
      }
      case "api-key" -> {
        node.only("type", "key", "in", "name");
        Placement placement = placement(node);
        String key = node.require("key").text();
        source.authorization(node.at(() -> Authenticator.apiKey(placement, key)));
      }
      case "client-credentials", "refresh-token" -> tokens(node, type, source);
      default ->
          throw node.require("type")
              .refuse(
                  "'" + type + "'", "bearer, basic, api-key, client-credentials or refresh-token");
    }
  }

  private static Placement placement(DocumentNode node) {
    String name = node.require("name").text();
    DocumentNode in = node.require("in");
    return switch (in.text()) {
      case "header" -> Placement.header(name);
      case "query" -> Placement.query(name);
      case "cookie" -> Placement.cookie(name);
      default -> throw in.refuse("'" + in.text() + "'", "header, query or cookie");
    };
  }

  private static void tokens(DocumentNode node, String type, RestSource.Builder source) {
    node.only(
        "type", "token-url", "client-id", "client-secret", "send-in", "fields", "refresh-token");
    String url = node.require("token-url").text();
    String id = node.require("client-id").text();
    String secret = node.find("client-secret").map(DocumentNode::text).orElse("");
    Optional<DocumentNode> sent = node.find("send-in");
    String place = sent.map(DocumentNode::text).orElse("header");
    if (!place.equals("header") && !place.equals("body")) {
      throw sent.orElseThrow().refuse("'" + place + "'", "header or body");
    }
    Optional<String> refresh =
        type.equals("refresh-token")
            ? Optional.of(node.require("refresh-token").text())
            : Optional.empty();
    source.authorization(
        client -> {
          TokenEndpoint endpoint =
              place.equals("body")
                  ? TokenEndpoint.withBodyCredentials(client, url, Clock.systemUTC(), id, secret)
                  : TokenEndpoint.of(client, url, Clock.systemUTC(), id, secret);
          return grant(withFields(endpoint, node), refresh);
        });
  }

  private static TokenEndpoint withFields(TokenEndpoint endpoint, DocumentNode node) {
    TokenEndpoint whole = endpoint;
    Optional<DocumentNode> fields = node.find("fields");
    if (fields.isPresent()) {
      for (var field : fields.get().texts().entrySet()) {
        whole = whole.withField(field.getKey(), field.getValue());
      }
    }
    return whole;
  }

  private static Authorization grant(TokenEndpoint endpoint, Optional<String> refresh) {
    return refresh.isPresent()
        ? Authenticator.refreshToken(endpoint, refresh.get(), rotated -> {})
        : Authenticator.clientCredentials(endpoint);
  }
}
