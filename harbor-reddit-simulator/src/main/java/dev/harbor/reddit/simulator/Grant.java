package dev.harbor.reddit.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token allows. Immutable.
 *
 * @param clientId of the app
 * @param username whose token it is; null for an app's own
 * @param scopes that were asked for; {@code *} for all
 * @param expiresAtMillis of the time base that the policy names
 */
record Grant(String clientId, @Nullable String username, Set<String> scopes, long expiresAtMillis) {
  boolean allows(String scope) {
    return scopes.contains("*") || scopes.contains(scope);
  }
}
