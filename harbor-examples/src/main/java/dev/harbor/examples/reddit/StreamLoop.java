package dev.harbor.examples.reddit;

import dev.harbor.Pipeline;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.error.HarborException;
import dev.harbor.reddit.RedditSource;
import dev.harbor.reddit.StreamStatistics;
import dev.harbor.rest.http.RestException;
import dev.harbor.rest.http.RestFailure;
import dev.harbor.run.PipelineListener;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunReport;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Runs a streaming pipeline until it is asked to stop: a database that fails in mid-stream only
 * delays it. Thread-safe.
 */
final class StreamLoop implements PipelineListener {
  private static final double MANY_ERRORS = 0.05;
  private static final long MANY_HITS = 5;
  private static final double NEARLY_FULL = 0.8;

  private final RedditSource.Builder sources;
  private final int queueSize;
  private final Duration retryWait;
  private final LongAdder loaded = new LongAdder();
  private final LongAdder loads = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private boolean stopping;
  private long hitsToldOf;
  private @Nullable RedditSource current;
  private StreamStatistics earlier = new StreamStatistics(0, 0, 0, 0);
  private long hitsAtStart;

  /**
   * A loop.
   *
   * @param sources makes a source for each run
   */
  StreamLoop(RedditSource.Builder sources, int queueSize, Duration retryWait) {
    this.sources = sources;
    this.queueSize = queueSize;
    this.retryWait = retryWait;
  }

  /**
   * Runs to the end.
   *
   * @param every how often statistics are printed
   * @return the report of the last run
   */
  RunReport run(Pipeline pipeline, Duration every) throws InterruptedException {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "statistics");
              thread.setDaemon(true);
              return thread;
            });
    ScheduledFuture<?> telling =
        clock.scheduleAtFixedRate(
            this::tell, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    try {
      while (true) {
        try (RedditSource source = begin()) {
          try {
            return pipeline.run(source);
          } finally {
            end(source);
          }
        } catch (RunFailedException e) {
          if (loads.sum() == 0 || isRefused(e)) {
            throw e;
          }
          System.err.printf(
              "The stream broke off and goes on in %d s: %s%n",
              retryWait.toSeconds(), e.getMessage());
          if (!pause()) {
            return e.report();
          }
        }
      }
    } finally {
      telling.cancel(false);
      clock.shutdownNow();
      tell();
    }
  }

  /** Ends the stream in peace. */
  synchronized void stop() {
    stopping = true;
    notifyAll();
    if (current != null) {
      current.stop();
    }
  }

  private synchronized RedditSource begin() {
    RedditSource source = sources.build();
    hitsAtStart = source.statistics().rateLimitHits();
    current = source;
    if (stopping) {
      source.stop();
    }
    return source;
  }

  private synchronized void end(RedditSource source) {
    earlier = sum(source.statistics());
    current = null;
  }

  private StreamStatistics sum(StreamStatistics now) {
    return new StreamStatistics(
        earlier.submissions() + now.submissions(),
        earlier.comments() + now.comments(),
        earlier.rateLimitHits() + now.rateLimitHits() - hitsAtStart,
        now.queueSize());
  }

  private static boolean isRefused(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof RestException rest && rest.failure() == RestFailure.UNAUTHORIZED) {
        return true;
      }
    }
    return false;
  }

  /** Waits before the next run; false if there is to be none. */
  private synchronized boolean pause() throws InterruptedException {
    long end = System.nanoTime() + retryWait.toNanos();
    for (long left = retryWait.toMillis(); left > 0 && !stopping; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    return !stopping;
  }

  private synchronized void tell() {
    StreamStatistics now = current == null ? earlier : sum(current.statistics());
    long failed = errors.sum();
    System.err.printf(
        "submissions=%d comments=%d total=%d loaded=%d load errors=%d rate-limit hits=%d queue size=%d%n",
        now.submissions(),
        now.comments(),
        now.total(),
        loaded.sum(),
        failed,
        now.rateLimitHits(),
        now.queueSize());
    if (failed > MANY_ERRORS * (failed + loads.sum())) {
      System.err.println("Warning: more than 5 percent of the loads fail");
    }
    if (now.rateLimitHits() - hitsToldOf > MANY_HITS) {
      System.err.println("Warning: Reddit answers that there are too many requests");
    }
    hitsToldOf = now.rateLimitHits();
    if (now.queueSize() > NEARLY_FULL * queueSize) {
      System.err.println("Warning: the queue is nearly full; the database does not keep up");
    }
  }

  @Override
  public void segmentLoaded(String resource, LoadReceipt receipt) {
    loads.increment();
    if (resource.equals("submissions") || resource.equals("comments")) {
      receipt.tables().stream()
          .filter(table -> table.table().equals(resource))
          .forEach(table -> loaded.add(table.staged()));
    }
  }

  @Override
  public void retrying(String resource, int retry, Duration delay, HarborException cause) {
    errors.increment();
  }

  @Override
  public void laneFailed(String resource, HarborException cause) {
    errors.increment();
    // The others end too, so that all begin again together.
    synchronized (this) {
      if (current != null) {
        current.stop();
      }
    }
  }
}
