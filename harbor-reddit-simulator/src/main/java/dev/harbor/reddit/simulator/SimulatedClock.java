package dev.harbor.reddit.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock of the simulated world: moved by hand, or running at a multiple of real time.
 * Thread-safe.
 */
final class SimulatedClock {
  private final double speed;
  private final long startedNanos = System.nanoTime();
  private Instant position;

  SimulatedClock(Instant position, double speed) {
    this.position = position;
    this.speed = speed;
  }

  synchronized Instant now() {
    if (speed == 0) {
      return position;
    }
    return position.plusNanos((long) ((System.nanoTime() - startedNanos) * speed));
  }

  long seconds() {
    return now().getEpochSecond();
  }

  synchronized void advance(Duration step) {
    position = position.plus(step);
  }

  long millis(TimeBase base) {
    return switch (base) {
      case VIRTUAL -> now().toEpochMilli();
      case REAL -> System.currentTimeMillis();
    };
  }
}
