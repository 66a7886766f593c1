package dev.harbor.source;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time that somebody else asks for, a scheduler above all. A cursor joins it by {@link
 * Incremental#within}, or all of a run do by {@code RunOptions.withWindow}. Immutable.
 *
 * @param start first instant
 * @param end first instant behind the window; null if it has no end
 * @param zone whose days a cursor of days counts
 */
public record TimeWindow(Instant start, @Nullable Instant end, ZoneId zone) {
  private static final String START = "HARBOR_INTERVAL_START";
  private static final String END = "HARBOR_INTERVAL_END";
  private static final String ZONE = "HARBOR_INTERVAL_TIMEZONE";
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  /** Checks that the window does not end before it starts. */
  public TimeWindow {
    requireNonNull(start, "start");
    requireNonNull(zone, "zone");
    if (end != null && end.isBefore(start)) {
      throw new IllegalArgumentException(
          "Cannot make a window that starts at %s and ends at %s: it ends before it starts"
              .formatted(start, end));
    }
  }

  /** From an instant, included, to another, not included; days are those of UTC. */
  public static TimeWindow of(Instant start, Instant end) {
    return new TimeWindow(start, requireNonNull(end, "end"), ZoneOffset.UTC);
  }

  /** From an instant on; a run then begins there unless it has a cursor that came further. */
  public static TimeWindow from(Instant start) {
    return new TimeWindow(start, null, ZoneOffset.UTC);
  }

  /**
   * The window that a scheduler left in the environment: {@code HARBOR_INTERVAL_START} and perhaps
   * {@code HARBOR_INTERVAL_END}, each a date or date-time of ISO 8601, and perhaps {@code
   * HARBOR_INTERVAL_TIMEZONE}, the zone of those that name none; UTC if not set.
   *
   * @throws IllegalStateException if a start is not set, or a variable cannot be read
   */
  public static TimeWindow fromEnvironment() {
    return fromVariables(System.getenv());
  }

  /** The window that variables tell, as {@link #fromEnvironment} reads them. */
  public static TimeWindow fromVariables(Map<String, String> variables) {
    ZoneId zone = zone(variables);
    Instant start = instant(variables, START, zone);
    if (start == null) {
      throw new IllegalStateException(
          "Cannot find the window of the run: the variable %s is not set, expected a date-time such as 2024-01-31T00:00:00Z. Set it, or leave the window out"
              .formatted(START));
    }
    return new TimeWindow(start, instant(variables, END, zone), zone);
  }

  private static ZoneId zone(Map<String, String> variables) {
    String name = variables.getOrDefault(ZONE, "");
    try {
      return name.isBlank() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalStateException(
          "Cannot read the variable %s: found '%s', expected a zone such as Europe/Berlin"
              .formatted(ZONE, name),
          e);
    }
  }

  private static @Nullable Instant instant(
      Map<String, String> variables, String name, ZoneId zone) {
    String text = variables.getOrDefault(name, "").trim().replace(' ', 'T');
    if (text.isEmpty()) {
      return null;
    }
    try {
      if (text.indexOf('T') < 0) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      return hasOffset(text)
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalStateException(
          "Cannot read the variable %s: found '%s', expected a date-time such as 2024-01-31T00:00:00Z"
              .formatted(name, text),
          e);
    }
  }

  private static boolean hasOffset(String text) {
    String time = text.substring(text.indexOf('T'));
    return time.endsWith("Z") || time.indexOf('+') >= 0 || time.indexOf('-') >= 0;
  }

  /** The same window, whose days are those of a zone. */
  public TimeWindow inZone(ZoneId other) {
    return new TimeWindow(start, end, other);
  }

  /** The end, if there is one. */
  public Optional<Instant> endInstant() {
    return Optional.ofNullable(end);
  }

  /** A cursor that takes only what its own range and this window share. */
  <T> Incremental<T> narrow(Incremental<T> cursor) {
    Class<T> type = cursor.type();
    Instant last = end;
    if (!cursor.goesDown()) {
      return cursor.clippedTo(value(cursor, type, start), value(cursor, type, last));
    }
    if (last == null) {
      throw new IllegalArgumentException(
          "Cannot put cursor '%s' into a window without an end: it goes down, and would start at the end"
              .formatted(cursor.path()));
    }
    return cursor.clippedTo(value(cursor, type, last), value(cursor, type, start));
  }

  private <T> @Nullable T value(Incremental<T> cursor, Class<T> type, @Nullable Instant at) {
    if (at == null) {
      return null;
    }
    if (type == Instant.class) {
      return type.cast(at);
    }
    if (type == LocalDate.class) {
      return type.cast(at.atZone(zone).toLocalDate());
    }
    if (type == Long.class) {
      return type.cast(at.getEpochSecond());
    }
    if (type == BigDecimal.class) {
      BigDecimal nanos = BigDecimal.valueOf(at.getNano()).divide(NANOS);
      return type.cast(BigDecimal.valueOf(at.getEpochSecond()).add(nanos));
    }
    throw new IllegalArgumentException(
        "Cannot put cursor '%s' into a window of time: its values are of class %s, expected instants, days or epoch seconds. Declare it by ofInstant, ofDate, ofLong or ofDecimal, or call ignoringWindow()"
            .formatted(cursor.path(), type.getSimpleName()));
  }
}
