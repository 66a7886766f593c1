package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.RateBudget.Headers;
import java.util.HashMap;
import java.util.Map;

/** Counts requests per client in fixed windows. Thread-safe. */
final class RateLimiter {
  private final RateBudget budget;
  private final SimulatedClock clock;
  private final Map<String, Integer> used = new HashMap<>();
  private long window = Long.MIN_VALUE;

  /**
   * @param granted whether the request is within the budget
   * @param resetSeconds until the next window
   */
  record Count(boolean granted, int used, int remaining, long resetSeconds) {}

  RateLimiter(RateBudget budget, SimulatedClock clock) {
    this.budget = budget;
    this.clock = clock;
  }

  synchronized Count take(String client) {
    long length = budget.window().toMillis();
    long now = clock.millis(budget.timeBase());
    long current = Math.floorDiv(now, length);
    if (current != window) {
      window = current;
      used.clear();
    }

    int before = used.getOrDefault(client, 0);
    boolean granted = before < budget.requests();
    int count = granted ? before + 1 : before;
    used.put(client, count);
    long resetMillis = length - Math.floorMod(now, length);
    return new Count(granted, count, budget.requests() - count, (resetMillis + 999) / 1000);
  }

  Answer told(Answer answer, Count count) {
    if (budget.headers() == Headers.ABSENT) {
      return answer;
    }
    int left = count.remaining();
    String remaining =
        switch (budget.headers()) {
          case DECIMAL -> left + ".0";
          case INTEGER, ABSENT -> Integer.toString(left);
          case DOUBLED -> left + ", " + left / 10;
        };
    return answer
        .withHeader("x-ratelimit-remaining", remaining)
        .withHeader("x-ratelimit-used", Integer.toString(count.used()))
        .withHeader("x-ratelimit-reset", Long.toString(count.resetSeconds()));
  }
}
