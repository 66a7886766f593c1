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
    begin(Math.floorDiv(now, length));
    int before = usedBy(client, now);
    boolean granted = before < budget.requestsOf(client);
    int count = granted ? before + 1 : before;
    if (granted) {
      used.merge(client, 1, Integer::sum);
    }
    long resetMillis = length - Math.floorMod(now, length);
    int left = Math.max(0, budget.requestsOf(client) - count);
    return new Count(granted, count, left, (resetMillis + 999) / 1000);
  }

  synchronized int left(String client) {
    long now = clock.millis(budget.timeBase());
    begin(Math.floorDiv(now, budget.window().toMillis()));
    return Math.max(0, budget.requestsOf(client) - usedBy(client, now));
  }

  private void begin(long current) {
    if (current != window) {
      window = current;
      used.clear();
    }
  }

  // Another process with the same client id spends from the same budget.
  private int usedBy(String client, long now) {
    long sinceStart = Math.floorMod(now, budget.window().toMillis());
    return used.getOrDefault(client, 0) + (int) (sinceStart * budget.foreignPerMinute() / 60_000);
  }

  Answer refused(Count count) {
    Answer answer = told(Answer.tooManyRequests(), count);
    return budget.refusals() == RateBudget.Refusals.SILENT
        ? answer
        : answer.withHeader("Retry-After", Long.toString(count.resetSeconds()));
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
