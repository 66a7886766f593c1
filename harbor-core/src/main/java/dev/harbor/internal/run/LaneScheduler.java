package dev.harbor.internal.run;

import dev.harbor.run.ResourceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs lanes, at most so many at once; every thread it makes has ended when {@link #run} returns.
 * For one run.
 */
final class LaneScheduler {
  private final RunSettings settings;
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;

  LaneScheduler(RunSettings settings) {
    this.settings = settings;
  }

  /**
   * Reports in the order of the lanes. An interrupt of the caller interrupts every lane and is
   * passed on.
   */
  List<ResourceReport> run(List<Lane> lanes) {
    if (settings.parallelism() == 1 || lanes.size() == 1) {
      return lanes.stream().map(Lane::run).toList();
    }

    ExecutorService pool =
        Executors.newFixedThreadPool(Math.min(settings.parallelism(), lanes.size()), this::thread);
    boolean interrupted = false;
    List<ResourceReport> reports = new ArrayList<>();
    try {
      List<Future<ResourceReport>> running = new ArrayList<>();
      lanes.forEach(lane -> running.add(pool.submit(() -> runUnlessStopping(lane))));
      pool.shutdown();
      while (reports.size() < running.size()) {
        try {
          reports.add(running.get(reports.size()).get());
        } catch (InterruptedException e) {
          interrupted = true;
          stop();
        }
      }
    } catch (ExecutionException e) {
      stop();
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("Cannot run a lane", e.getCause());
    } finally {
      interrupted |= awaitEnd(pool);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return reports;
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "harbor-" + settings.pipeline() + "-" + (threads.size() + 1));
    threads.add(thread);
    return thread;
  }

  private ResourceReport runUnlessStopping(Lane lane) {
    if (stopping) {
      Thread.currentThread().interrupt();
    }
    return lane.run();
  }

  private void stop() {
    stopping = true;
    threads.forEach(Thread::interrupt);
  }

  /** Waits for the threads; whether the caller was interrupted meanwhile. */
  private boolean awaitEnd(ExecutorService pool) {
    boolean interrupted = false;
    pool.shutdown();
    boolean ended = false;
    while (!ended) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
        stop();
      }
    }
    for (Thread thread : threads) {
      interrupted |= joinFully(thread);
    }
    return interrupted;
  }

  private static boolean joinFully(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
