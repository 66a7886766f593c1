package dev.harbor.internal.extract;

import dev.harbor.internal.infer.IsoTimestamp;
import dev.harbor.internal.json.JsonNumber;
import dev.harbor.internal.normalize.Carriers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a cursor: the form it is stored in, and one it is compared by. Date-times are compared
 * as instants, whatever zone their text has; numbers by value; other text by code point. Immutable.
 */
final class CursorValue {
  private final Object stored;
  private final Object comparable;

  private CursorValue(Object stored, Object comparable) {
    this.stored = stored;
    this.comparable = comparable;
  }

  /** The cursor value of an item's or a state's value; empty if it cannot be one. */
  static Optional<CursorValue> of(Object value) {
    if (value instanceof CharSequence text) {
      return Optional.of(ofText(text.toString()));
    }
    if (value instanceof Number number) {
      return ofNumber(number);
    }
    Instant instant = instant(value);
    if (instant != null) {
      Instant cut = Carriers.instant(Carriers.micros(instant));
      return Optional.of(new CursorValue(cut.toString(), cut));
    }
    if (value instanceof LocalDate date) {
      return Optional.of(new CursorValue(date.toString(), date));
    }
    return Optional.empty();
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

  private static CursorValue ofText(String text) {
    IsoTimestamp parser = new IsoTimestamp();
    if (parser.parse(text.toCharArray(), 0, text.length())) {
      return new CursorValue(text, Carriers.instant(parser.epochMicros()));
    }
    if (text.length() == 10) {
      try {
        return new CursorValue(text, LocalDate.parse(text));
      } catch (DateTimeParseException e) {
        return new CursorValue(text, text);
      }
    }
    return new CursorValue(text, text);
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
      return Optional.of(new CursorValue(number, decimal));
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The value as it is kept in the state. */
  Object stored() {
    return stored;
  }

  /** Whether the two can be compared at all. */
  boolean isComparableTo(CursorValue other) {
    return comparable.getClass() == other.comparable.getClass()
        || (stored instanceof CharSequence && other.stored instanceof CharSequence);
  }

  int compareTo(CursorValue other) {
    if (comparable instanceof Instant a && other.comparable instanceof Instant b) {
      return a.compareTo(b);
    }
    if (comparable instanceof BigDecimal a && other.comparable instanceof BigDecimal b) {
      return a.compareTo(b);
    }
    if (comparable instanceof LocalDate a && other.comparable instanceof LocalDate b) {
      return a.compareTo(b);
    }
    return compareByCodePoint(stored.toString(), other.stored.toString());
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
    Object value = null;
    if (type == Object.class || type.isInstance(stored)) {
      value = stored;
    } else if (type.isInstance(comparable)) {
      value = comparable;
    } else if (type == Long.class && comparable instanceof BigDecimal number) {
      try {
        value = number.longValueExact();
      } catch (ArithmeticException e) {
        return Optional.empty();
      }
    } else if (type == String.class) {
      value = stored.toString();
    }
    return value == null ? Optional.empty() : Optional.of(type.cast(value));
  }

  @Override
  public String toString() {
    return stored.toString();
  }
}
