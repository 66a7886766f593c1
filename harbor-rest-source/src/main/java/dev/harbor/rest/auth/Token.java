package dev.harbor.rest.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A token, and the refresh token that came with it. Immutable. */
final class Token {
  private static final Duration EARLY = Duration.ofMinutes(1);

  private final String header;
  private final Duration life;
  private final @Nullable String refreshToken;

  /** A token that stands so in a header. */
  Token(String header, Duration life, @Nullable String refreshToken) {
    this.header = header;
    this.life = life;
    this.refreshToken = refreshToken;
  }

  String header() {
    return header;
  }

  Optional<String> refreshToken() {
    return Optional.ofNullable(refreshToken);
  }

  /** When to ask for another one, if this one was asked for then: early, so that it never ends. */
  Instant renewAt(Instant asked) {
    Duration tenth = life.dividedBy(10);
    return asked.plus(life).minus(tenth.compareTo(EARLY) < 0 ? tenth : EARLY);
  }

  Instant end(Instant asked) {
    return asked.plus(life);
  }

  @Override
  public String toString() {
    return "token of " + life.toSeconds() + " s";
  }
}
