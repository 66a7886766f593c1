package dev.harbor.testkit;

import dev.harbor.destination.LoadReceipt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A load, on a thread of its own, that stops before one of its rows until the test lets it go. */
final class HeldLoad implements AutoCloseable {
  static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final FutureTask<LoadReceipt> outcome;
  private final Thread thread;

  /** Starts the load and waits until it has come to the row. */
  HeldLoad(Lane lane, LoadPackages packages, String table, int row) throws InterruptedException {
    HandMadePackage load = lane.made(packages.beforeRow(table, row, this::hold));
    this.outcome = new FutureTask<>(() -> lane.load(load));
    this.thread = new Thread(outcome, "held load of " + lane.key());
    thread.start();
    while (!reached.await(10, TimeUnit.MILLISECONDS)) {
      if (outcome.isDone()) {
        throw new AssertionError(
            "the load ended before it read row %d of table '%s'".formatted(row, table));
      }
    }
  }

  /** Lets the load go on, and waits for its end. */
  LoadReceipt letGo() throws Exception {
    released.countDown();
    return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Interrupts the thread of the load; its receipt or its exception comes from the outcome. */
  FutureTask<LoadReceipt> interrupt() throws InterruptedException {
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    if (thread.isAlive()) {
      throw new AssertionError("the load did not end within a minute of its interrupt");
    }
    return outcome;
  }

  private void hold() {
    reached.countDown();
    try {
      if (!released.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The test did not let the load go");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while rows were read", e);
    }
  }

  /** Runs something on a thread of its own; the task gives its result. */
  static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread worker = new Thread(task, "beside a held load");
    worker.setDaemon(true);
    worker.start();
    return task;
  }

  @Override
  public void close() {
    released.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
