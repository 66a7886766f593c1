package dev.harbor.reddit.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest requests, and how many there were. Thread-safe. */
final class RequestLog {
  private static final int KEPT = 10_000;

  private final Deque<SimulatedRequest> requests = new ArrayDeque<>();
  private long count;

  synchronized void add(SimulatedRequest request) {
    count++;
    requests.addLast(request);
    if (requests.size() > KEPT) {
      requests.removeFirst();
    }
  }

  synchronized List<SimulatedRequest> newest() {
    return List.copyOf(requests);
  }

  synchronized long count() {
    return count;
  }
}
