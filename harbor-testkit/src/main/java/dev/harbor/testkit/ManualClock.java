package dev.harbor.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves only when the test says so. Thread-safe. */
public final class ManualClock extends Clock {
  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  private ManualClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** A clock in UTC that stands at an instant. */
  public static ManualClock at(Instant instant) {
    return new ManualClock(
        new AtomicReference<>(requireNonNull(instant, "instant")), ZoneOffset.UTC);
  }

  /** A clock in UTC that stands at an instant, such as {@code 2026-01-01T00:00:00Z}. */
  public static ManualClock at(String instant) {
    return at(Instant.parse(instant));
  }

  /** Moves the clock, back if the duration is negative; returns where it then stands. */
  public Instant advance(Duration duration) {
    return now.updateAndGet(instant -> instant.plus(duration));
  }

  /** Puts the clock somewhere. */
  public void set(Instant instant) {
    now.set(requireNonNull(instant, "instant"));
  }

  @Override
  public Instant instant() {
    return requireNonNull(now.get());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same clock, which moves with this one, in another zone. */
  @Override
  public ManualClock withZone(ZoneId other) {
    return new ManualClock(now, other);
  }
}
