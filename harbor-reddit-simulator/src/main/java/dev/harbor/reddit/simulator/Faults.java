package dev.harbor.reddit.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to break, and how often. Control requests are never broken. Thread-safe. */
public final class Faults {
  private final long seed;
  private final List<Armed> rules = new ArrayList<>();
  private int added;
  private int injected;

  private static final class Armed {
    final FaultRule rule;
    final Dice dice;
    int matches;
    int fired;

    Armed(FaultRule rule, Dice dice) {
      this.rule = rule;
      this.dice = dice;
    }
  }

  Faults(long seed) {
    this.seed = seed;
  }

  /**
   * Adds a rule. Where several rules hit one request, the one that was added first counts.
   *
   * @param rule that counts requests from now on
   */
  public synchronized void add(FaultRule rule) {
    rules.add(new Armed(rule, Dice.of(seed, "fault " + added++)));
  }

  /** Forgets all rules. */
  public synchronized void clear() {
    rules.clear();
  }

  /**
   * Returns how many requests a fault has befallen.
   *
   * @return since the start
   */
  public synchronized int injected() {
    return injected;
  }

  /** Null where the request is spared. */
  synchronized @Nullable Fault next(ApiRequest request, String client) {
    Armed hit = null;
    for (Armed each : rules) {
      if (each.rule.matches(request, client)) {
        each.matches++;
        boolean hits = each.fired < each.rule.times() && each.rule.hits(each.matches, each.dice);
        if (hits && hit == null) {
          hit = each;
        }
      }
    }
    if (hit == null) {
      return null;
    }
    hit.fired++;
    injected++;
    return hit.rule.fault();
  }
}
