package dev.harbor.rest;

import dev.harbor.rest.page.PageToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pages on threads of its own while others are being stored. The threads begin with the
 * first page that is wanted ahead and have ended when {@link #close} returns. Confined to one
 * thread.
 */
final class ReadAhead implements AutoCloseable {
  /** Fetches a page; called on any thread. */
  @FunctionalInterface
  interface Fetch {
    Answer page(PageToken token) throws InterruptedException;
  }

  private final String name;
  private final int most;
  private final Fetch fetch;
  private final Map<PageToken, Future<Answer>> ahead = new LinkedHashMap<>();
  private @Nullable ExecutorService threads;

  ReadAhead(String name, int most, Fetch fetch) {
    this.name = name;
    this.most = most;
    this.fetch = fetch;
  }

  /** How many pages may be wanted at once. */
  int most() {
    return most;
  }

  /** Begins to fetch these pages, and forgets what is not among them. */
  void want(List<PageToken> tokens) {
    List<PageToken> wanted = tokens.subList(0, Math.min(most, tokens.size()));
    for (PageToken token : new ArrayList<>(ahead.keySet())) {
      if (!wanted.contains(token)) {
        cancel(token);
      }
    }
    for (PageToken token : wanted) {
      if (!ahead.containsKey(token)) {
        ahead.put(token, threads().submit(() -> fetch.page(token)));
      }
    }
  }

  private void cancel(PageToken token) {
    Future<Answer> future = ahead.remove(token);
    if (future != null) {
      future.cancel(true);
    }
  }

  /** The page, waited for if it is on its way, fetched here if it was not wanted before. */
  Answer take(PageToken token) throws InterruptedException {
    Future<Answer> future = ahead.remove(token);
    if (future == null) {
      return fetch.page(token);
    }
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("Cannot fetch a page ahead", e.getCause());
    }
  }

  private ExecutorService threads() {
    ExecutorService pool = threads;
    if (pool == null) {
      AtomicInteger number = new AtomicInteger();
      pool =
          Executors.newFixedThreadPool(
              most,
              task -> {
                Thread thread = new Thread(task, name + "-ahead-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      threads = pool;
    }
    return pool;
  }

  @Override
  public void close() {
    ExecutorService pool = threads;
    if (pool == null) {
      return;
    }
    pool.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
