package dev.harbor.reddit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Hands gaps over from the lanes that find them to the one that stores them. A shortcut only: each
 * lane keeps its gaps in its state and offers them anew in every run. Thread-safe.
 */
final class GapFeed {
  private final Map<String, Boolean> active = new LinkedHashMap<>();
  private final Set<Gap> gaps = new LinkedHashSet<>();

  /** A resource begins to read; these are the gaps it found in earlier runs. */
  synchronized void begin(String resource, List<Gap> earlier) {
    active.put(resource, true);
    gaps.addAll(earlier);
    notifyAll();
  }

  /** A gap was found. */
  synchronized void offer(Gap gap) {
    gaps.add(gap);
    notifyAll();
  }

  /** A resource has read to its end, or failed. */
  synchronized void end(String resource) {
    active.put(resource, false);
    notifyAll();
  }

  /** Takes what came since the last call, or waits for some time. */
  synchronized List<Gap> take(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (gaps.isEmpty() && active.containsValue(true) && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    List<Gap> taken = new ArrayList<>(gaps);
    gaps.clear();
    return taken;
  }

  /** Whether there comes no more. */
  synchronized boolean isOver() {
    return gaps.isEmpty() && !active.containsValue(true);
  }
}
