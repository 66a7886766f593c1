package dev.harbor.rest.auth;

import static java.util.Objects.requireNonNull;

import dev.harbor.rest.http.Authorization;
import dev.harbor.rest.http.RestException;
import dev.harbor.source.ExtractContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a bearer token at hand. A token is asked for once for all threads that need it, and again
 * shortly before its end: a tenth of its life, but at most a minute. Thread-safe.
 */
public final class Authenticator implements Authorization {
  private final @Nullable TokenEndpoint endpoint;
  private final Map<String, String> grant;
  private final Consumer<String> rotated;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Token token;
  private Instant renewAt = Instant.MAX;
  private Instant end = Instant.MAX;

  private Authenticator(
      @Nullable TokenEndpoint endpoint, Map<String, String> grant, Consumer<String> rotated) {
    this.endpoint = endpoint;
    this.grant = new LinkedHashMap<>(grant);
    this.rotated = rotated;
  }

  /** A token obtained elsewhere, which cannot be renewed. */
  public static Authenticator bearer(String token) {
    Authenticator fixed = new Authenticator(null, Map.of(), any -> {});
    fixed.token = new Token(requireNonNull(token, "token"), Duration.ZERO, null);
    return fixed;
  }

  /** Tokens for the application itself. */
  public static Authenticator clientCredentials(TokenEndpoint endpoint) {
    return of(endpoint, Map.of("grant_type", "client_credentials"));
  }

  /** Tokens for a user who gave the application the password. */
  public static Authenticator password(TokenEndpoint endpoint, String user, String password) {
    return of(endpoint, Map.of("grant_type", "password", "username", user, "password", password));
  }

  /**
   * Tokens for a user who once gave leave.
   *
   * @param rotated gets each new refresh token that the server hands out instead of the last one,
   *     to keep it safe; called on the thread that needed a token
   */
  public static Authenticator refreshToken(
      TokenEndpoint endpoint, String refreshToken, Consumer<String> rotated) {
    return new Authenticator(
        requireNonNull(endpoint, "endpoint"),
        Map.of("grant_type", "refresh_token", "refresh_token", refreshToken),
        requireNonNull(rotated, "rotated"));
  }

  private static Authenticator of(TokenEndpoint endpoint, Map<String, String> grant) {
    return new Authenticator(requireNonNull(endpoint, "endpoint"), grant, any -> {});
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
    return "Authenticator[" + (endpoint == null ? "bearer" : grant.get("grant_type")) + "]";
  }
}
