package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.TokenPolicy.LiveTokens;
import dev.harbor.reddit.simulator.TokenPolicy.RefreshTokens;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The access and refresh tokens that are good. Thread-safe. */
final class Tokens {
  private final TokenPolicy policy;
  private final SimulatedClock clock;
  private final Dice dice;
  private final Map<String, Grant> live = new HashMap<>();
  private final Set<String> refreshTokens = new HashSet<>();
  private int issued;

  Tokens(Settings settings, SimulatedClock clock) {
    this.policy = settings.tokens;
    this.clock = clock;
    this.dice = Dice.of(settings.seed, "tokens " + settings.clock);
    refreshTokens.add(settings.app.refreshToken());
  }

  long expiresInSeconds() {
    return policy.expiresIn().toSeconds();
  }

  synchronized String issue(String client, @Nullable String username, Set<String> scopes) {
    long now = clock.millis(policy.timeBase());
    live.values().removeIf(grant -> grant.expiresAtMillis() <= now);
    if (policy.liveTokens() == LiveTokens.NEWEST) {
      live.values().removeIf(grant -> grant.clientId().equals(client));
    }
    String token =
        "eyJ" + Long.toUnsignedString(dice.part(++issued).bits("token"), 36) + "-" + issued;
    live.put(token, new Grant(client, username, scopes, now + policy.expiresIn().toMillis()));
    return token;
  }

  /** Null where the token is unknown or has expired. */
  synchronized @Nullable Grant find(String token) {
    Grant grant = live.get(token);
    return grant != null && clock.millis(policy.timeBase()) < grant.expiresAtMillis()
        ? grant
        : null;
  }

  /** The refresh token to use next time; null where this one is not good. */
  synchronized @Nullable String refreshed(String refreshToken) {
    if (!refreshTokens.contains(refreshToken)) {
      return null;
    }
    if (policy.refreshTokens() == RefreshTokens.REUSABLE) {
      return refreshToken;
    }
    refreshTokens.remove(refreshToken);
    String next = "refresh-" + Long.toUnsignedString(dice.part(++issued).bits("refresh"), 36);
    refreshTokens.add(next);
    return next;
  }

  synchronized void revokeAll() {
    live.clear();
  }
}
