package dev.harbor.internal.normalize;

import java.time.Instant;

/** Between carriers of values and the numbers that stand for them in drafts. */
public final class Carriers {
  private Carriers() {}

  /**
   * Microseconds since 1970-01-01T00:00Z; finer fractions are cut off.
   *
   * @throws ArithmeticException beyond some 292,000 years from 1970
   */
  public static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  /** The instant of a number of microseconds since 1970-01-01T00:00Z. */
  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
