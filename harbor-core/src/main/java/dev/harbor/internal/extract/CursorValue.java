package dev.harbor.internal.extract;

import dev.harbor.internal.infer.IsoTimestamp;
import dev.harbor.internal.json.CanonicalJson;
import dev.harbor.internal.json.JsonNumber;
import dev.harbor.internal.normalize.Carriers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a cursor: the form it is stored in, and one it is compared by. Date-times are compared
 * as instants, whatever zone their text has; numbers by value; other text by code point. Immutable.
 */
final class CursorValue {
  /** What a value is compared as. */
  enum Kind {
    NUMBER,
    INSTANT,
    DATE,
    TEXT,
    /** Lists and maps, of a cursor with a function of its own: only equal or not. */
    STRUCTURE
  }

  private static final int DATE_LENGTH = 10;

  private final Kind kind;
  private final Object stored;
  private final Object value;
  private final long ticks;
  private final @Nullable BigDecimal exact;

  private CursorValue(
      Kind kind, Object stored, Object value, long ticks, @Nullable BigDecimal exact) {
    this.kind = kind;
    this.stored = stored;
    this.value = value;
    this.ticks = ticks;
    this.exact = exact;
  }

  /**
   * The cursor value of an item's or a caller's value, of a cursor of a class; empty if it cannot
   * be one.
   */
  static Optional<CursorValue> of(Object found, Class<?> type) {
    Optional<CursorValue> natural = natural(found, type);
    if (type == Instant.class && natural.isPresent() && natural.get().kind == Kind.DATE) {
      CursorValue day = natural.get();
      long micros = day.ticks * 86_400_000_000L;
      return Optional.of(
          new CursorValue(Kind.INSTANT, day.stored, Carriers.instant(micros), micros, null));
    }
    return natural.filter(value -> type == Object.class || value.as(type).isPresent());
  }

  /** The cursor value of a value in a state document, dlt's marks understood. */
  static Optional<CursorValue> ofStored(Object stored, Class<?> type) {
    Object typed = stored instanceof String text ? TypedText.value(text) : null;
    return of(typed == null ? stored : typed, type);
  }

  private static Optional<CursorValue> natural(Object found, Class<?> type) {
    if (found instanceof Long number) {
      return Optional.of(new CursorValue(Kind.NUMBER, number, number, number, null));
    }
    if (found instanceof CharSequence text) {
      return Optional.of(ofText(text.toString(), type));
    }
    if (found instanceof Number number) {
      return ofNumber(number);
    }
    Instant instant = instant(found);
    if (instant != null) {
      long micros = Carriers.micros(instant);
      Instant cut = Carriers.instant(micros);
      return Optional.of(new CursorValue(Kind.INSTANT, TypedText.of(cut), cut, micros, null));
    }
    if (found instanceof LocalDate date) {
      return Optional.of(
          new CursorValue(Kind.DATE, TypedText.of(date), date, date.toEpochDay(), null));
    }
    boolean structure = found instanceof Map<?, ?> || found instanceof List<?>;
    return structure && type == Object.class
        ? Optional.of(new CursorValue(Kind.STRUCTURE, found, found, 0, null))
        : Optional.empty();
  }

  private static @Nullable Instant instant(Object value) {
    if (value instanceof Instant instant) {
      return instant;
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof ZonedDateTime time) {
      return time.toInstant();
    }
    return value instanceof LocalDateTime time ? time.toInstant(ZoneOffset.UTC) : null;
  }

  private static CursorValue ofText(String text, Class<?> type) {
    if (type != String.class) {
      IsoTimestamp parser = new IsoTimestamp();
      if (parser.parse(text.toCharArray(), 0, text.length())) {
        return new CursorValue(Kind.INSTANT, text, text, parser.epochMicros(), null);
      }
      LocalDate date = date(text);
      if (date != null) {
        return new CursorValue(Kind.DATE, text, text, date.toEpochDay(), null);
      }
    }
    return new CursorValue(Kind.TEXT, text, text, 0, null);
  }

  private static @Nullable LocalDate date(String text) {
    if (text.length() != DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Optional<CursorValue> ofNumber(Number number) {
    try {
      BigDecimal decimal =
          number instanceof JsonNumber json
              ? json.decimal()
              : number instanceof BigDecimal exact
                  ? exact
                  : number instanceof BigInteger integer
                      ? new BigDecimal(integer)
                      : new BigDecimal(number.toString());
      return Optional.of(new CursorValue(Kind.NUMBER, number, number, 0, decimal));
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The value as it is kept in the state. */
  Object stored() {
    return stored;
  }

  /** The value as an item has it. */
  Object value() {
    return value;
  }

  /** What it is compared as. */
  Kind kind() {
    return kind;
  }

  /** Whether the two can be compared at all. */
  boolean isComparableTo(CursorValue other) {
    return kind != Kind.STRUCTURE && (kind == other.kind || areTexts(other));
  }

  private boolean areTexts(CursorValue other) {
    return value instanceof String && other.value instanceof String;
  }

  int compareTo(CursorValue other) {
    if (kind != other.kind || kind == Kind.TEXT) {
      return compareByCodePoint(value.toString(), other.value.toString());
    }
    BigDecimal a = exact;
    BigDecimal b = other.exact;
    if (a == null && b == null) {
      return Long.compare(ticks, other.ticks);
    }
    return decimal().compareTo(other.decimal());
  }

  /** Whether both say the same. */
  boolean isSameAs(CursorValue other) {
    if (kind == Kind.STRUCTURE || other.kind == Kind.STRUCTURE) {
      return CanonicalJson.ofBoundary(value).equals(CanonicalJson.ofBoundary(other.value));
    }
    return isComparableTo(other) && compareTo(other) == 0;
  }

  private BigDecimal decimal() {
    BigDecimal own = exact;
    return own == null ? BigDecimal.valueOf(ticks) : own;
  }

  private static int compareByCodePoint(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
        return surrogates == (x < y) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** The value as a class that a cursor was declared with; empty if it is of another kind. */
  <T> Optional<T> as(Class<T> type) {
    if (type == Object.class || type.isInstance(value)) {
      return Optional.of(type.cast(value));
    }
    return Optional.ofNullable(converted(type)).map(type::cast);
  }

  private @Nullable Object converted(Class<?> type) {
    if (type == String.class) {
      return value.toString();
    }
    return switch (kind) {
      case INSTANT -> type == Instant.class ? Carriers.instant(ticks) : null;
      case DATE -> type == LocalDate.class ? LocalDate.ofEpochDay(ticks) : null;
      case NUMBER -> type == BigDecimal.class ? decimal() : type == Long.class ? whole() : null;
      case TEXT, STRUCTURE -> null;
    };
  }

  private @Nullable Long whole() {
    try {
      return decimal().longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
