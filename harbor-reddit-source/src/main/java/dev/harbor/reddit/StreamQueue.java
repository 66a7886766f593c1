package dev.harbor.reddit;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What waits between asking and storing; whoever brings more than there is room for, waits. */
final class StreamQueue {
  private final int capacity;
  private final Queue<StreamBatch> batches = new ArrayDeque<>();
  private int size;
  private boolean ended;
  private @Nullable RuntimeException failure;

  StreamQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Puts a batch in, as soon as there is room; one that is too great for any room goes in alone.
   */
  synchronized void put(StreamBatch batch) throws InterruptedException {
    while (size > 0 && size + batch.things().size() > capacity) {
      wait();
    }
    batches.add(batch);
    size += batch.things().size();
    notifyAll();
  }

  /** Takes a batch, or waits for one for some time. */
  synchronized Optional<StreamBatch> take(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (batches.isEmpty() && !ended && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    return Optional.ofNullable(batches.poll());
  }

  /** Says that a thing of a batch that was taken is emitted: there is room for another one. */
  synchronized void emitted() {
    size--;
    notifyAll();
  }

  /** There will come no more. */
  synchronized void end(@Nullable RuntimeException cause) {
    ended = true;
    failure = cause;
    notifyAll();
  }

  synchronized boolean isOver() {
    return ended && batches.isEmpty();
  }

  /** Why it ended, if not because it was asked to. */
  synchronized Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Things that are not emitted yet. */
  synchronized int size() {
    return size;
  }
}
