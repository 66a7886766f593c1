package dev.harbor.internal.infer;

import dev.harbor.internal.json.JsonNumber;
import dev.harbor.internal.json.JsonTree;
import dev.harbor.internal.json.PythonForm;
import dev.harbor.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * dlt's coercion: what a value becomes in a column of another type, if it can. Three differences,
 * all in favour of the value: a number too large for a double is not made an infinity, a decimal is
 * never NaN, and a {@link JsonNumber} becomes a whole or decimal number with all its digits.
 */
public final class Coercion {
  private static final int MAX_EXPONENT = 10_000;

  private Coercion() {}

  /**
   * The value as the column's carrier.
   *
   * @param to type of the column
   * @param from type of the value
   * @param value its carrier; also a {@link JsonNumber} for BIGINT and DOUBLE, a {@link BigInteger}
   *     for BIGINT
   * @return an instance of {@code to.javaClass()}, for BIGINT a {@link BigInteger} if it needs more
   *     than 64 bits; null if the value belongs into a variant column
   */
  public static @Nullable Object coerce(DataType to, DataType from, Object value) {
    return switch (to) {
      case BOOL -> toBool(from, value);
      case BIGINT -> narrowed(toWhole(from, value));
      case DOUBLE -> toDouble(from, value);
      case DECIMAL, WEI -> toDecimal(from, value);
      case TEXT -> toText(from, value);
      case TIMESTAMP -> toInstant(from, value);
      case DATE -> toDate(from, value);
      case TIME -> toTime(from, value);
      case BINARY -> toBytes(from, value);
      case JSON -> toJson(from, value);
    };
  }

  private static @Nullable Boolean toBool(DataType from, Object value) {
    return switch (from) {
      case BOOL -> (Boolean) value;
      case BIGINT -> whole(value).signum() != 0;
      case DOUBLE -> ((Number) value).doubleValue() != 0;
      case DECIMAL, WEI -> ((BigDecimal) value).signum() != 0;
      case TEXT ->
          switch (((String) value).toLowerCase(Locale.ROOT)) {
            case "yes", "true", "t", "y", "1" -> true;
            case "no", "false", "f", "n", "0" -> false;
            default -> null;
          };
      case TIMESTAMP, DATE, TIME, BINARY, JSON -> null;
    };
  }

  private static @Nullable BigInteger toWhole(DataType from, Object value) {
    return switch (from) {
      case BIGINT -> whole(value);
      case DOUBLE -> value instanceof Double d ? wholeOf(d) : wholeOf(exact(value));
      case DECIMAL, WEI -> wholeOf(exact(value));
      case TEXT -> PythonNumbers.integer((String) value);
      case BOOL, TIMESTAMP, DATE, TIME, BINARY, JSON -> null;
    };
  }

  private static @Nullable Double toDouble(DataType from, Object value) {
    return switch (from) {
      case DOUBLE -> value instanceof Double d ? d : PythonNumbers.finite(number(value));
      case BIGINT, DECIMAL, WEI -> PythonNumbers.finite(number(value));
      case TEXT -> PythonNumbers.floating((String) value);
      case BOOL, TIMESTAMP, DATE, TIME, BINARY, JSON -> null;
    };
  }

  private static @Nullable BigDecimal toDecimal(DataType from, Object value) {
    return switch (from) {
      case DECIMAL, WEI -> (BigDecimal) value;
      case BIGINT -> new BigDecimal(whole(value));
      case DOUBLE -> exact(value);
      case TEXT -> PythonNumbers.decimal((String) value);
      case BOOL, TIMESTAMP, DATE, TIME, BINARY, JSON -> null;
    };
  }

  private static String toText(DataType from, Object value) {
    return switch (from) {
      case TEXT, JSON -> (String) value;
      case BOOL -> (Boolean) value ? "True" : "False";
      case BIGINT -> whole(value).toString();
      case DOUBLE -> {
        double number = number(value);
        boolean lost = value instanceof JsonNumber && Double.isInfinite(number);
        yield lost ? value.toString() : PythonForm.of(number);
      }
      case DECIMAL, WEI -> value.toString();
      case TIMESTAMP -> PythonForm.of((Instant) value);
      case DATE -> PythonForm.of((LocalDate) value);
      case TIME -> PythonForm.of((LocalTime) value);
      case BINARY -> Base64.getEncoder().encodeToString((byte[]) value);
    };
  }

  private static @Nullable Instant toInstant(DataType from, Object value) {
    return switch (from) {
      case TIMESTAMP -> (Instant) value;
      case DATE -> ((LocalDate) value).atStartOfDay(ZoneOffset.UTC).toInstant();
      case BIGINT, DOUBLE -> Epoch.instant((Number) value);
      case TEXT -> Epoch.instant((String) value);
      case BOOL, DECIMAL, WEI, TIME, BINARY, JSON -> null;
    };
  }

  private static @Nullable LocalDate toDate(DataType from, Object value) {
    return switch (from) {
      case DATE -> (LocalDate) value;
      case TIMESTAMP -> day((Instant) value);
      case BIGINT, DOUBLE -> {
        Instant instant = Epoch.instant((Number) value);
        yield instant == null ? null : day(instant);
      }
      case TEXT -> Epoch.date((String) value);
      case BOOL, DECIMAL, WEI, TIME, BINARY, JSON -> null;
    };
  }

  private static @Nullable LocalTime toTime(DataType from, Object value) {
    return switch (from) {
      case TIME -> (LocalTime) value;
      case TEXT -> Epoch.time((String) value);
      case BOOL, BIGINT, DOUBLE, DECIMAL, WEI, TIMESTAMP, DATE, BINARY, JSON -> null;
    };
  }

  private static byte @Nullable [] toBytes(DataType from, Object value) {
    return switch (from) {
      case BINARY -> (byte[]) value;
      case TEXT -> Bytes.ofText((String) value);
      case BIGINT -> Bytes.ofWhole(whole(value));
      case BOOL, DOUBLE, DECIMAL, WEI, TIMESTAMP, DATE, TIME, JSON -> null;
    };
  }

  private static @Nullable String toJson(DataType from, Object value) {
    return switch (from) {
      case JSON -> (String) value;
      case TEXT -> JsonTree.compact((String) value).orElse(null);
      case BOOL, BIGINT, DOUBLE, DECIMAL, WEI, TIMESTAMP, DATE, TIME, BINARY -> null;
    };
  }

  private static @Nullable Number narrowed(@Nullable BigInteger number) {
    return number == null || number.bitLength() > 63 ? number : (Number) number.longValue();
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static BigInteger whole(Object value) {
    if (value instanceof BigInteger number) {
      return number;
    }
    return value instanceof JsonNumber number
        ? number.bigInteger()
        : BigInteger.valueOf(((Number) value).longValue());
  }

  /** All digits; of a double those of its shortest form. Null for NaN and infinities. */
  private static @Nullable BigDecimal exact(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof JsonNumber number) {
      return PythonNumbers.decimal(number);
    }
    double number = number(value);
    return Double.isFinite(number) ? new BigDecimal(PythonForm.of(number)) : null;
  }

  /** The binary value, not the shortest digits: 2^62 has 19 of its own. */
  private static @Nullable BigInteger wholeOf(double number) {
    return Double.isFinite(number) ? wholeOf(new BigDecimal(number)) : null;
  }

  private static @Nullable BigInteger wholeOf(@Nullable BigDecimal number) {
    if (number == null || number.scale() < -MAX_EXPONENT) {
      return null;
    }
    if (number.signum() == 0) {
      return BigInteger.ZERO;
    }
    // Where no digit stands before the point, the many behind it need not be looked at.
    if (number.precision() <= number.scale()) {
      return null;
    }
    try {
      return number.toBigIntegerExact();
    } catch (ArithmeticException hasFraction) {
      return null;
    }
  }
}
