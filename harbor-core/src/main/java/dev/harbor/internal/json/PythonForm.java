package dev.harbor.internal.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/**
 * Values as Python writes them: {@code repr} of a float, {@code isoformat} of dates and times, and
 * the floats of orjson. The same on every JDK.
 */
public final class PythonForm {
  private static final int FIRST_LARGE_EXPONENT = 16;
  private static final int LAST_SMALL_EXPONENT = -5;
  private static final int LAST_SMALL_EXPONENT_OF_ORJSON = -6;
  private static final double TINY = 1e-320;

  private PythonForm() {}

  /** As {@code str} writes a float: {@code 1.0}, {@code 1e+16}, {@code 1e-07}, {@code nan}. */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    StringBuilder out = new StringBuilder(24);
    Digits digits = Digits.of(value);
    int exponent = digits.exponent();
    if (exponent > LAST_SMALL_EXPONENT && exponent < FIRST_LARGE_EXPONENT) {
      digits.appendFixed(out);
    } else {
      digits.appendMantissa(out);
      int size = Math.abs(exponent);
      out.append(exponent < 0 ? "e-" : "e+").append(size < 10 ? "0" : "").append(size);
    }
    return out.toString();
  }

  /** As orjson writes a float: {@code 1.0}, {@code 1e+16}, {@code 1e-7}, {@code null} for none. */
  static void appendJson(StringBuilder out, double value) {
    if (!Double.isFinite(value)) {
      out.append("null");
      return;
    }
    Digits digits = Digits.of(value);
    int exponent = digits.exponent();
    if (exponent > LAST_SMALL_EXPONENT_OF_ORJSON && exponent < FIRST_LARGE_EXPONENT) {
      digits.appendFixed(out);
    } else {
      digits.appendMantissa(out);
      out.append(exponent < 0 ? "e" : "e+").append(exponent);
    }
  }

  /** A date and time of day with offset, microseconds if there are any. */
  public static String of(Instant value) {
    var utc = value.atOffset(ZoneOffset.UTC);
    return utc.toLocalDate() + "T" + of(utc.toLocalTime()) + "+00:00";
  }

  /** The day, year first. */
  public static String of(LocalDate value) {
    return value.toString();
  }

  /** Hours, minutes, seconds, and microseconds if there are any. */
  public static String of(LocalTime value) {
    StringBuilder out = new StringBuilder(15);
    appendPadded(out, value.getHour(), 2);
    appendPadded(out.append(':'), value.getMinute(), 2);
    appendPadded(out.append(':'), value.getSecond(), 2);
    int micros = value.get(ChronoField.MICRO_OF_SECOND);
    if (micros > 0) {
      appendPadded(out.append('.'), micros, 6);
    }
    return out.toString();
  }

  private static void appendPadded(StringBuilder out, int number, int width) {
    String digits = Integer.toString(number);
    out.append("0".repeat(width - digits.length())).append(digits);
  }

  /**
   * The shortest digits that read back as the same double.
   *
   * @param significant digits without zeros at either end, or 0
   * @param exponent power of ten of the first digit
   */
  private record Digits(boolean negative, String significant, int exponent) {
    static Digits of(double value) {
      String text = NumberOutput.toString(Math.abs(value), true);
      boolean negative = Double.compare(value, 0.0) < 0;
      int e = text.indexOf('E');
      int power = e < 0 ? 0 : Integer.parseInt(text, e + 1, text.length(), 10);
      String number = e < 0 ? text : text.substring(0, e);
      int point = number.indexOf('.');
      String digits = number.substring(0, point) + number.substring(point + 1);
      int first = 0;
      while (first < digits.length() - 1 && digits.charAt(first) == '0') {
        first++;
      }
      int end = digits.length();
      while (end > first + 1 && digits.charAt(end - 1) == '0') {
        end--;
      }
      boolean zero = digits.charAt(first) == '0';
      var found =
          new Digits(negative, digits.substring(first, end), zero ? 0 : power + point - 1 - first);
      return end - first == 2 && Math.abs(value) < TINY ? found.inOneDigit(value) : found;
    }

    /** Schubfach insists on two digits; for the smallest doubles one may do. */
    private Digits inOneDigit(double value) {
      int first = significant.charAt(0) - '0' + (significant.charAt(1) >= '5' ? 1 : 0);
      var rounded =
          first == 10
              ? new Digits(negative, "1", exponent + 1)
              : new Digits(negative, Integer.toString(first), exponent);
      String text = rounded.significant + "e" + rounded.exponent;
      return Double.parseDouble(text) == Math.abs(value) ? rounded : this;
    }

    void appendFixed(StringBuilder out) {
      appendSign(out);
      int length = significant.length();
      if (exponent < 0) {
        out.append("0.").append("0".repeat(-exponent - 1)).append(significant);
      } else if (length <= exponent + 1) {
        out.append(significant).append("0".repeat(exponent + 1 - length)).append(".0");
      } else {
        out.append(significant, 0, exponent + 1)
            .append('.')
            .append(significant, exponent + 1, length);
      }
    }

    void appendMantissa(StringBuilder out) {
      appendSign(out);
      out.append(significant.charAt(0));
      if (significant.length() > 1) {
        out.append('.').append(significant, 1, significant.length());
      }
    }

    private void appendSign(StringBuilder out) {
      if (negative) {
        out.append('-');
      }
    }
  }
}
