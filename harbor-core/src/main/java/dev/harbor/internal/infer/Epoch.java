package dev.harbor.internal.infer;

import dev.harbor.internal.json.JsonNumber;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times out of numbers, which are seconds from 1970, and out of text. Null where there is none. */
final class Epoch {
  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long LAST_SECOND = 253_402_300_799L;
  private static final double MICROS = 1e6;

  private Epoch() {}

  /** Whole seconds as they are, others rounded to microseconds as Python rounds them. */
  static @Nullable Instant instant(Number seconds) {
    if (seconds instanceof Double || (seconds instanceof JsonNumber json && !json.isInteger())) {
      return ofFloat(seconds.doubleValue());
    }
    boolean fits = !(seconds instanceof BigInteger large) || large.bitLength() <= 63;
    return fits ? ofSeconds(seconds.longValue(), 0) : null;
  }

  static @Nullable Instant instant(String text) {
    IsoText iso = new IsoText();
    return switch (iso.read(text.toCharArray(), 0, text.length())) {
      case DATE_TIME -> Instant.EPOCH.plus(iso.epochMicros(), ChronoUnit.MICROS);
      case DATE -> Instant.EPOCH.plus(iso.epochDay(), ChronoUnit.DAYS);
      case TIME -> null;
      case NONE -> {
        Double seconds = PythonNumbers.floatingWithoutPrefix(text);
        yield seconds == null ? null : ofFloat(seconds);
      }
    };
  }

  /** The day in UTC; none if the offset leads out of the years 1 to 9999. */
  static @Nullable LocalDate date(String text) {
    Instant instant = instant(text);
    return instant == null || ofSeconds(instant.getEpochSecond(), 0) == null
        ? null
        : LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /** The time of day in UTC. */
  static @Nullable LocalTime time(String text) {
    IsoText iso = new IsoText();
    return iso.read(text.toCharArray(), 0, text.length()) == IsoText.Kind.TIME
        ? LocalTime.ofNanoOfDay(iso.microsOfDayInUtc() * 1000)
        : null;
  }

  private static @Nullable Instant ofFloat(double seconds) {
    if (Double.isNaN(seconds) || Math.abs(seconds) > LAST_SECOND + 1.0) {
      return null;
    }
    double whole = seconds < 0 ? Math.ceil(seconds) : Math.floor(seconds);
    long micros = (long) Math.rint((seconds - whole) * MICROS);
    return ofSeconds(
        (long) whole + Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L));
  }

  private static @Nullable Instant ofSeconds(long seconds, long micros) {
    return seconds < FIRST_SECOND || seconds > LAST_SECOND
        ? null
        : Instant.ofEpochSecond(seconds, micros * 1000);
  }
}
