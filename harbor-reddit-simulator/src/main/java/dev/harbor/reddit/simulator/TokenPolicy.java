package dev.harbor.reddit.simulator;

import java.time.Duration;

/**
 * How access tokens live. Immutable.
 *
 * @param expiresIn life of a token; the answer's {@code expires_in} is its seconds
 * @param timeBase whose time a token ages by
 * @param refreshTokens whether a refresh token can be used again
 * @param liveTokens how many tokens of one client are good at once
 */
public record TokenPolicy(
    Duration expiresIn, TimeBase timeBase, RefreshTokens refreshTokens, LiveTokens liveTokens) {

  /** Whether a refresh token can be used again. */
  public enum RefreshTokens {
    /** The same one for ever. */
    REUSABLE,
    /** Every use answers a new one and ends the old one. */
    ROTATING
  }

  /** How many tokens of one client are good at once. */
  public enum LiveTokens {
    /** All that have not expired. */
    ALL,
    /** Only the newest; the others answer 401. */
    NEWEST
  }

  /** Checks the life. */
  public TokenPolicy {
    if (expiresIn.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "Cannot use tokens that live %s: at least a second is expected".formatted(expiresIn));
    }
  }

  /**
   * Returns Reddit's policy: a day of virtual time, refresh tokens that stay.
   *
   * @return the default of the simulator
   */
  public static TokenPolicy standard() {
    return new TokenPolicy(
        Duration.ofDays(1), TimeBase.VIRTUAL, RefreshTokens.REUSABLE, LiveTokens.ALL);
  }

  /**
   * Returns this policy with another life of tokens.
   *
   * @param life at least a second
   * @return a copy
   */
  public TokenPolicy withExpiresIn(Duration life) {
    return new TokenPolicy(life, timeBase, refreshTokens, liveTokens);
  }

  /**
   * Returns this policy with tokens that age by another time.
   *
   * @param base virtual or real
   * @return a copy
   */
  public TokenPolicy withTimeBase(TimeBase base) {
    return new TokenPolicy(expiresIn, base, refreshTokens, liveTokens);
  }

  /**
   * Returns this policy with another treatment of refresh tokens.
   *
   * @param treatment reusable or rotating
   * @return a copy
   */
  public TokenPolicy withRefreshTokens(RefreshTokens treatment) {
    return new TokenPolicy(expiresIn, timeBase, treatment, liveTokens);
  }

  /**
   * Returns this policy with another number of live tokens.
   *
   * @param count all or the newest
   * @return a copy
   */
  public TokenPolicy withLiveTokens(LiveTokens count) {
    return new TokenPolicy(expiresIn, timeBase, refreshTokens, count);
  }
}
