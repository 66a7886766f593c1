package dev.harbor.rest.auth;

import static java.util.Objects.requireNonNull;

import dev.harbor.rest.http.Authorization;
import dev.harbor.rest.http.Placement;
import dev.harbor.rest.http.RestException;
import dev.harbor.source.ExtractContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a credential at hand. A token is asked for once for all threads that need it, and again
 * shortly before its end: a tenth of its life, but at most a minute. Thread-safe.
 */
public final class Authenticator implements Authorization {
  private final String kind;
  private final @Nullable TokenEndpoint endpoint;
  private final Placement placement;
  private final Map<String, String> grant;
  private final Consumer<String> rotated;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Token token;
  private Instant renewAt = Instant.MAX;
  private Instant end = Instant.MAX;

  private Authenticator(
      String kind,
      @Nullable TokenEndpoint endpoint,
      Placement placement,
      Map<String, String> grant,
      Consumer<String> rotated) {
    this.kind = kind;
    this.endpoint = endpoint;
    this.placement = placement;
    this.grant = new LinkedHashMap<>(grant);
    this.rotated = rotated;
  }

  /** A token obtained elsewhere, which cannot be renewed. */
  public static Authenticator bearer(String token) {
    return fixed("bearer", Placement.authorization(), "Bearer " + requireNonNull(token, "token"));
  }

  /**
   * A key, in a header, a query parameter or a cookie.
   *
   * @param placement where it stands, such as {@code Placement.header("X-Api-Key")}
   */
  public static Authenticator apiKey(Placement placement, String key) {
    return fixed("api key", requireNonNull(placement, "placement"), requireNonNull(key, "key"));
  }

  /** User and password, by HTTP's own scheme. */
  public static Authenticator basic(String user, String password) {
    requireNonNull(password, "password");
    if (requireNonNull(user, "user").indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "Cannot authenticate: the user has a colon, which the basic scheme cannot carry");
    }
    byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
    return fixed(
        "basic", Placement.authorization(), "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private static Authenticator fixed(String kind, Placement placement, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "Cannot authenticate by %s: the credential is blank".formatted(kind));
    }
    Authenticator fixed = new Authenticator(kind, null, placement, Map.of(), any -> {});
    fixed.token = new Token(value, Duration.ZERO, null);
    return fixed;
  }

  /** Tokens for the application itself. */
  public static Authenticator clientCredentials(TokenEndpoint endpoint) {
    return renewed(endpoint, Map.of("grant_type", "client_credentials"), any -> {});
  }

  /** Tokens for a user who gave the application the password. */
  public static Authenticator password(TokenEndpoint endpoint, String user, String password) {
    return renewed(
        endpoint,
        Map.of("grant_type", "password", "username", user, "password", password),
        any -> {});
  }

  /**
   * Tokens for a user who once gave leave.
   *
   * @param rotated gets each new refresh token that the server hands out instead of the last one,
   *     to keep it safe; called on the thread that needed a token
   */
  public static Authenticator refreshToken(
      TokenEndpoint endpoint, String refreshToken, Consumer<String> rotated) {
    return renewed(
        endpoint,
        Map.of("grant_type", "refresh_token", "refresh_token", refreshToken),
        requireNonNull(rotated, "rotated"));
  }

  private static Authenticator renewed(
      TokenEndpoint endpoint, Map<String, String> grant, Consumer<String> rotated) {
    return new Authenticator(
        requireNonNull(grant.get("grant_type")),
        requireNonNull(endpoint, "endpoint"),
        Placement.authorization(),
        grant,
        rotated);
  }

  @Override
  public Placement placement() {
    return placement;
  }

  @Override
  public String header(ExtractContext context) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Token current = token;
      if (endpoint == null) {
        return requireNonNull(current).header();
      }
      Clock clock = endpoint.clock();
      if (current == null || !clock.instant().isBefore(renewAt)) {
        current = newToken(endpoint, current, context);
      }
      return current.header();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean renew(String refused) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (endpoint == null) {
        return false;
      }
      // Another thread may have had the same answer and a new token since.
      if (token != null && token.header().equals(refused)) {
        token = null;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private Token newToken(TokenEndpoint from, @Nullable Token old, ExtractContext context)
      throws InterruptedException {
    Instant asked = from.clock().instant();
    Token fresh;
    try {
      fresh = from.token(grant, context);
    } catch (RestException e) {
      if (old != null && asked.isBefore(end)) {
        return old;
      }
      throw e;
    }
    fresh
        .refreshToken()
        .filter(next -> grant.containsKey("refresh_token"))
        .filter(next -> !next.equals(grant.get("refresh_token")))
        .ifPresent(
            next -> {
              grant.put("refresh_token", next);
              rotated.accept(next);
            });
    token = fresh;
    renewAt = fresh.renewAt(asked);
    end = fresh.end(asked);
    return fresh;
  }

  /** The kind of grant, without secrets. */
  @Override
  public String toString() {
    return "Authenticator[" + kind + "]";
  }
}
