package dev.harbor.internal.extract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What a source counts and notes in a run. Thread-safe. */
public final class SourceCounters {
  private static final int MAX_NOTES = 1_000;

  private final LongAdder requests = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder waitedNanos = new LongAdder();
  private final List<String> skipped = new ArrayList<>();

  /** Counts a request. */
  public void requested() {
    requests.increment();
  }

  /** Counts a request that is sent again. */
  public void retried() {
    retries.increment();
  }

  /** Adds time waited. */
  public void waited(Duration time) {
    waitedNanos.add(time.toNanos());
  }

  /** Notes what was left out; the first thousand are kept. */
  public synchronized void skipped(String what, String reason) {
    String note = what + ": " + reason;
    if (skipped.size() < MAX_NOTES && !skipped.contains(note)) {
      skipped.add(note);
    }
  }

  /** Requests sent. */
  public long requests() {
    return requests.sum();
  }

  /** Requests sent again. */
  public long retries() {
    return retries.sum();
  }

  /** Time waited. */
  public Duration waited() {
    return Duration.ofNanos(waitedNanos.sum());
  }

  /** Everything that was left out, with reasons. */
  public synchronized List<String> skipped() {
    return List.copyOf(skipped);
  }
}
