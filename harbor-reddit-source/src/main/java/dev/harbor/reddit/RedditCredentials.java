package dev.harbor.reddit;

import static java.util.Objects.requireNonNull;

import dev.harbor.rest.auth.Authenticator;
import dev.harbor.rest.auth.TokenEndpoint;
import dev.harbor.rest.http.Authorization;
import dev.harbor.rest.http.RestClient;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who asks Reddit. Immutable; shows no secret.
 *
 * @see <a href="https://www.reddit.com/prefs/apps">Reddit: applications</a>
 */
public final class RedditCredentials {
  private final String kind;
  private final @Nullable Application application;
  private final Function<@Nullable TokenEndpoint, Authorization> grant;

  private RedditCredentials(
      String kind,
      @Nullable Application application,
      Function<@Nullable TokenEndpoint, Authorization> grant) {
    this.kind = kind;
    this.application = application;
    this.grant = grant;
  }

  /** An application of kind "script" or "web" for itself: enough for everything public. */
  public static RedditCredentials appOnly(String clientId, String clientSecret) {
    return new RedditCredentials(
        "application",
        new Application(filled(clientId, "client id"), filled(clientSecret, "client secret")),
        endpoint -> Authenticator.clientCredentials(requireNonNull(endpoint)));
  }

  /** An application of kind "script" for the user it belongs to. */
  public static RedditCredentials password(
      String clientId, String clientSecret, String user, String password) {
    filled(user, "user name");
    filled(password, "password");
    return new RedditCredentials(
        "password",
        new Application(filled(clientId, "client id"), filled(clientSecret, "client secret")),
        endpoint -> Authenticator.password(requireNonNull(endpoint), user, password));
  }

  /**
   * An application for a user who gave it a lasting token.
   *
   * @param clientSecret empty for an application of kind "installed"
   */
  public static RedditCredentials refreshToken(
      String clientId, String clientSecret, String refreshToken) {
    return refreshToken(clientId, clientSecret, refreshToken, next -> {});
  }

  /**
   * The same, where the server may replace the lasting token.
   *
   * @param rotated gets each token that replaces the last one, to keep it safe
   */
  public static RedditCredentials refreshToken(
      String clientId, String clientSecret, String refreshToken, Consumer<String> rotated) {
    filled(refreshToken, "refresh token");
    requireNonNull(rotated, "rotated");
    return new RedditCredentials(
        "refresh token",
        new Application(
            filled(clientId, "client id"), requireNonNull(clientSecret, "clientSecret")),
        endpoint -> Authenticator.refreshToken(requireNonNull(endpoint), refreshToken, rotated));
  }

  /** A token obtained elsewhere, which ends after hours and cannot be renewed. */
  public static RedditCredentials accessToken(String token) {
    filled(token, "access token");
    return new RedditCredentials("access token", null, endpoint -> Authenticator.bearer(token));
  }

  Authorization authorization(RestClient tokens, String tokenUrl, Clock clock) {
    return grant.apply(
        application == null
            ? null
            : TokenEndpoint.of(tokens, tokenUrl, clock, application.id, application.secret));
  }

  /** The id that Reddit counts requests by; empty if it is not known. */
  Optional<String> clientId() {
    return Optional.ofNullable(application).map(known -> known.id);
  }

  /** The kind of credentials, without secrets. */
  @Override
  public String toString() {
    return "RedditCredentials[" + kind + "]";
  }

  private static String filled(String text, String what) {
    if (requireNonNull(text, what).isBlank()) {
      throw new IllegalArgumentException(
          "Cannot make credentials for Reddit: the %s is blank".formatted(what));
    }
    return text;
  }

  private static final class Application {
    private final String id;
    private final String secret;

    Application(String id, String secret) {
      this.id = id;
      this.secret = secret;
    }
  }
}
