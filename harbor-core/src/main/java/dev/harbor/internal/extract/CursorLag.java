package dev.harbor.internal.extract;

import dev.harbor.source.Incremental;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Moves a value of a cursor back by a lag; text keeps the form it has. */
final class CursorLag {
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)([T ])(\\d\\d:\\d\\d(?::\\d\\d)?)(?:\\.(\\d{1,9}))?( ?(?:Z|[+-]\\d\\d(?::?\\d\\d)?))?");
  private static final Pattern COMPACT_DATE = Pattern.compile("\\d{8}");
  private static final int SECONDS_LENGTH = 8;
  private static final int NANO_DIGITS = 9;

  private final Incremental<?> cursor;

  CursorLag(Incremental<?> cursor) {
    this.cursor = cursor;
  }

  boolean isSet() {
    return cursor.lagTime().isPresent() || cursor.lagUnits().isPresent();
  }

  /** The value so far back; empty if values of its kind cannot lag so. */
  Optional<CursorValue> behind(CursorValue value) {
    Object moved = moved(value);
    return moved == null ? Optional.empty() : CursorValue.of(moved, cursor.type());
  }

  private @Nullable Object moved(CursorValue value) {
    Optional<BigDecimal> units = cursor.lagUnits();
    if (units.isPresent()) {
      return value
          .as(BigDecimal.class)
          .map(number -> moved(value, number, units.get()))
          .orElse(null);
    }
    Duration time = cursor.lagTime().orElseThrow();
    Duration signed = cursor.goesDown() ? time : time.negated();
    if (value.value() instanceof String text) {
      return moved(text, value, signed);
    }
    if (value.value() instanceof Instant instant) {
      return instant.plus(signed);
    }
    return value.value() instanceof LocalDate date ? date.plusDays(signed.toDays()) : null;
  }

  private Object moved(CursorValue value, BigDecimal number, BigDecimal units) {
    BigDecimal moved = cursor.goesDown() ? number.add(units) : number.subtract(units);
    boolean whole = value.value() instanceof Long || value.value() instanceof BigInteger;
    return whole ? shortest(moved.toBigInteger()) : moved;
  }

  private static Number shortest(BigInteger whole) {
    return whole.bitLength() < Long.SIZE ? whole.longValue() : whole;
  }

  private static @Nullable Object moved(String text, CursorValue value, Duration signed) {
    if (COMPACT_DATE.matcher(text).matches()) {
      DateTimeFormatter form = DateTimeFormatter.BASIC_ISO_DATE;
      return form.format(LocalDate.parse(text, form).plusDays(signed.toDays()));
    }
    Matcher parts = DATE_TIME.matcher(text);
    if (parts.matches()) {
      return moved(parts, signed);
    }
    Optional<Instant> instant =
        value.kind() == CursorValue.Kind.INSTANT ? value.as(Instant.class) : Optional.empty();
    if (instant.isPresent()) {
      return instant.get().plus(signed).toString();
    }
    Optional<CursorValue> date = CursorValue.of(text, Object.class);
    return date.flatMap(found -> found.as(LocalDate.class))
        .map(day -> day.plusDays(signed.toDays()).toString())
        .orElse(null);
  }

  /** The offset does not change, so the time on the wall moves as the instant does. */
  private static String moved(Matcher parts, Duration signed) {
    String time = parts.group(3);
    String fraction = parts.group(4) == null ? "" : parts.group(4);
    String full = time.length() < SECONDS_LENGTH ? time + ":00" : time;
    LocalDateTime moved =
        LocalDateTime.parse(
                parts.group(1) + 'T' + full + (fraction.isEmpty() ? "" : '.' + fraction))
            .plus(signed);
    boolean seconds = time.length() == SECONDS_LENGTH || moved.getSecond() != 0;
    String form = seconds ? "HH:mm:ss" : "HH:mm";
    String offset = parts.group(5) == null ? "" : parts.group(5);
    return DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).format(moved)
        + parts.group(2)
        + DateTimeFormatter.ofPattern(form, Locale.ROOT).format(moved)
        + fraction(moved.getNano(), fraction.length())
        + offset;
  }

  private static String fraction(int nanos, int digits) {
    String all = String.format(Locale.ROOT, "%0" + NANO_DIGITS + "d", nanos);
    int needed = digits;
    for (int i = digits; i < NANO_DIGITS; i++) {
      if (all.charAt(i) != '0') {
        needed = i + 1;
      }
    }
    return needed == 0 ? "" : '.' + all.substring(0, needed);
  }
}
