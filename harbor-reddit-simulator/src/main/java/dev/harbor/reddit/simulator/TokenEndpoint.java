package dev.harbor.reddit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.harbor.reddit.simulator.JsonWriter.Markup;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/access_token}: the grants, and refusals most of which have status 200.
 * Thread-safe.
 */
final class TokenEndpoint {
  static final String PATH = "/api/v1/access_token";
  private static final String INSTALLED = "https://oauth.reddit.com/grants/installed_client";
  private static final Set<String> SCOPES =
      Set.of(
          "*",
          "read",
          "history",
          "wikiread",
          "identity",
          "mysubreddits",
          "flair",
          "submit",
          "edit");

  private final SimulatedApp app;
  private final Tokens tokens;

  TokenEndpoint(SimulatedApp app, Tokens tokens) {
    this.app = app;
    this.tokens = tokens;
  }

  /** The client that the request names, whether its secret is right or not. */
  static String client(ApiRequest request) {
    String[] credentials = credentials(request);
    return credentials == null ? "-" : credentials[0];
  }

  Answer answer(ApiRequest request) {
    if (!request.method().equals("POST")) {
      return Answer.notFound();
    }
    String[] credentials = credentials(request);
    boolean installed = credentials != null && credentials[0].equals(app.installedClientId());
    if (credentials == null || !isRight(credentials, installed)) {
      return Answer.error(401, "Unauthorized")
          .withHeader("WWW-Authenticate", "Basic realm=\"reddit\"");
    }

    Map<String, String> form = request.form();
    Set<String> scopes = scopes(form.getOrDefault("scope", "*"));
    if (!SCOPES.containsAll(scopes)) {
      return refused("invalid_scope", null);
    }
    return switch (form.getOrDefault("grant_type", "")) {
      case "client_credentials" ->
          installed ? onlyScripts() : granted(credentials[0], null, scopes, Map.of());
      case "password" -> installed ? onlyScripts() : password(form, scopes);
      case "refresh_token" -> refresh(form, scopes);
      case INSTALLED -> device(credentials[0], form, scopes);
      default -> refused("unsupported_grant_type", null);
    };
  }

  private boolean isRight(String[] credentials, boolean installed) {
    return installed
        ? credentials[1].isEmpty()
        : credentials[0].equals(app.clientId()) && credentials[1].equals(app.clientSecret());
  }

  private Answer password(Map<String, String> form, Set<String> scopes) {
    boolean known =
        app.username().equalsIgnoreCase(form.getOrDefault("username", ""))
            && app.password().equals(form.get("password"));
    return known
        ? granted(app.clientId(), app.username(), scopes, Map.of())
        : refused("invalid_grant", null);
  }

  private Answer refresh(Map<String, String> form, Set<String> scopes) {
    String next = tokens.refreshed(form.getOrDefault("refresh_token", ""));
    return next == null
        ? Answer.json(400, "{\"error\": 400}")
        : granted(app.clientId(), app.username(), scopes, Map.of("refresh_token", next));
  }

  private Answer device(String client, Map<String, String> form, Set<String> scopes) {
    String device = form.getOrDefault("device_id", "");
    boolean valid =
        device.equals("DO_NOT_TRACK_THIS_DEVICE")
            || (device.length() >= 20 && device.length() <= 50);
    return valid
        ? granted(client, null, scopes, Map.of("device_id", device))
        : refused("invalid_request", "bad device_id");
  }

  private Answer granted(
      String client, @Nullable String username, Set<String> scopes, Map<String, String> more) {
    var json = new JsonWriter(Markup.RAW).begin();
    json.text("access_token", tokens.issue(client, username, scopes)).text("token_type", "bearer");
    json.number("expires_in", tokens.expiresInSeconds()).text("scope", String.join(" ", scopes));
    more.forEach(json::text);
    return Answer.json(json.end());
  }

  private static Answer onlyScripts() {
    return refused("unauthorized_client", "Only script apps may use password auth");
  }

  private static Answer refused(String error, @Nullable String description) {
    var json = new JsonWriter(Markup.RAW).begin().text("error", error);
    if (description != null) {
      json.text("error_description", description);
    }
    return Answer.json(json.end());
  }

  private static Set<String> scopes(String text) {
    var scopes = new LinkedHashSet<String>();
    for (String scope : text.split("[ ,]+", -1)) {
      scopes.add(scope);
    }
    return scopes;
  }

  private static String @Nullable [] credentials(ApiRequest request) {
    String header = request.header("authorization");
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return null;
    }
    try {
      String text = new String(Base64.getDecoder().decode(header.substring(6).strip()), UTF_8);
      int colon = text.indexOf(':');
      return colon < 0 ? null : new String[] {text.substring(0, colon), text.substring(colon + 1)};
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
