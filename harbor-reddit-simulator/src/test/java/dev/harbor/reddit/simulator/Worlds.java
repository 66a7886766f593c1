package dev.harbor.reddit.simulator;

import java.time.Duration;

/** Options for situations that tests begin with. */
final class Worlds {
  private Worlds() {}

  /**
   * Nothing changes but by hand, nothing stands in front of a listing, and the budget is never
   * spent.
   */
  static SimulatorOptions still(SimulatedSubreddit... subreddits) {
    return SimulatorOptions.defaults()
        .withSubreddits(subreddits)
        .withHistory(Duration.ofDays(10))
        .withChanges(ChangeRates.none())
        .withStickies(0)
        .withAncientPosts(0)
        .withRateBudget(RateBudget.standard().withRequests(1_000_000))
        .withTokens(TokenPolicy.standard().withExpiresIn(Duration.ofDays(365)));
  }

  static SimulatedSubreddit exactly(int posts) {
    return SimulatedSubreddit.of("exact", 0).withBacklog(posts);
  }
}
