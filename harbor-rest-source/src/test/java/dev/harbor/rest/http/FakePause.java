package dev.harbor.rest.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that stands still but for sleeps, which take none. Thread-safe. */
final class FakePause implements Pause {
  private final List<Duration> sleeps = new ArrayList<>();
  private long nanos = Long.MAX_VALUE - 1_000_000_000L;
  private double chance;

  FakePause chance(double value) {
    this.chance = value;
    return this;
  }

  synchronized List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }

  synchronized void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public Instant now() {
    return Instant.parse("2026-01-15T12:00:00Z");
  }

  @Override
  public synchronized void sleep(Duration time) {
    sleeps.add(time);
    nanos += time.toNanos();
  }

  @Override
  public double chance() {
    return chance;
  }
}
