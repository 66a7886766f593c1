package dev.harbor.rest.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Time that passes, and chance: replaced in tests, so that none of them sleeps. Thread-safe. */
interface Pause {
  /** The real thing. */
  Pause REAL =
      new Pause() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(time.toNanos());
        }

        @Override
        public double chance() {
          return ThreadLocalRandom.current().nextDouble();
        }
      };

  /** Nanoseconds on a clock that never jumps. */
  long nanoTime();

  /** Time of day, to compare with dates of the other side. */
  Instant now();

  /** Waits. */
  void sleep(Duration time) throws InterruptedException;

  /** From 0 to 1, 1 excluded. */
  double chance();
}
