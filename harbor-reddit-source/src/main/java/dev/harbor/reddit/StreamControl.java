package dev.harbor.reddit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the lanes of a streaming source share: when to stop, and what they have done so far. */
final class StreamControl {
  private static final Duration LAST_REQUEST = Duration.ofSeconds(8);

  private final StreamOptions options;
  private final LongAdder submissions = new LongAdder();
  private final LongAdder comments = new LongAdder();
  private final Map<String, StreamQueue> queues = new ConcurrentHashMap<>();
  private final Map<String, Integer> listings = new ConcurrentHashMap<>();
  private boolean started;
  private boolean stopping;
  private long stoppedAt;

  StreamControl(StreamOptions options) {
    this.options = options;
  }

  StreamOptions options() {
    return options;
  }

  StreamQueue open(String resource, int listingCount) {
    StreamQueue queue = new StreamQueue(options.queueSize());
    queues.put(resource, queue);
    listings.put(resource, listingCount);
    return queue;
  }

  /** How many listings are followed, so that they can share the budget. */
  int listings() {
    return listings.values().stream().mapToInt(Integer::intValue).sum();
  }

  void follows(String resource, int listingCount) {
    listings.put(resource, listingCount);
  }

  void emitted(String resource) {
    (resource.equals(WalkScope.COMMENTS) ? comments : submissions).increment();
  }

  /** A request was answered: from now on errors end nothing. */
  synchronized void started() {
    started = true;
  }

  synchronized boolean hasStarted() {
    return started;
  }

  /** Ends the stream: no more listings are asked for, and what came is stored. */
  synchronized void stop() {
    if (!stopping) {
      stopping = true;
      stoppedAt = System.nanoTime();
    }
    notifyAll();
  }

  synchronized boolean isStopping() {
    return stopping;
  }

  /** Whether a request that still runs is to be given up. */
  synchronized boolean isLate() {
    return stopping && System.nanoTime() - stoppedAt > LAST_REQUEST.toNanos();
  }

  /** Waits, but no longer than until the stream is stopped. */
  synchronized void await(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toMillis(); left > 0 && !stopping; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  StreamStatistics statistics(long rateLimitHits) {
    return new StreamStatistics(
        submissions.sum(),
        comments.sum(),
        rateLimitHits,
        queues.values().stream().mapToInt(StreamQueue::size).sum());
  }
}
