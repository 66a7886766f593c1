package dev.harbor.internal.infer;

import dev.harbor.internal.json.JsonNumber;
import dev.harbor.internal.normalize.PythonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in text as Python's {@code int}, {@code float} and {@code Decimal} read them: blanks
 * around, digits of any script, underscores between digits. Null where those raise an error.
 */
final class PythonNumbers {
  private static final int MAX_DIGITS = 4300;

  private PythonNumbers() {}

  static @Nullable BigInteger integer(String text) {
    String trimmed = PythonText.strip(text);
    if (trimmed.startsWith("0x")) {
      return hexadecimal(trimmed.substring(2));
    }
    String number = withoutUnderscores(asciiDigits(trimmed));
    if (number == null || !isSignedDigits(number) || number.length() > MAX_DIGITS) {
      return null;
    }
    return new BigInteger(number);
  }

  static @Nullable Double floating(String text) {
    String trimmed = PythonText.strip(text);
    if (trimmed.startsWith("0x")) {
      BigInteger number = hexadecimal(trimmed.substring(2));
      return number == null ? null : finite(number.doubleValue());
    }
    return floatingWithoutPrefix(trimmed);
  }

  /** As {@code float} itself, which knows no prefix. */
  static @Nullable Double floatingWithoutPrefix(String text) {
    String number = withoutUnderscores(asciiDigits(PythonText.strip(text)));
    if (number == null) {
      return null;
    }
    Double named = named(number);
    return named != null ? named : isFloat(number) ? finite(Double.parseDouble(number)) : null;
  }

  static @Nullable BigDecimal decimal(String text) {
    String trimmed = PythonText.strip(text);
    if (trimmed.startsWith("0x")) {
      BigInteger number = hexadecimal(trimmed.substring(2));
      return number == null ? null : new BigDecimal(number);
    }
    String number = asciiDigits(trimmed).replace("_", "");
    return isFloat(number) && number.length() <= MAX_DIGITS
        ? decimal(new JsonNumber(number))
        : null;
  }

  /** The exact value, or null if its digits would not end. */
  static @Nullable BigDecimal decimal(JsonNumber number) {
    try {
      return number.decimal();
    } catch (ArithmeticException exponentOutOfBounds) {
      return null;
    }
  }

  /** A number too large for a double is not an infinity. */
  static @Nullable Double finite(double value) {
    return Double.isInfinite(value) ? null : value;
  }

  private static @Nullable BigInteger hexadecimal(String text) {
    String digits = asciiDigits(PythonText.strip(text));
    if (digits.length() > MAX_DIGITS) {
      return null;
    }
    int sign = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
    boolean prefixed = digits.regionMatches(true, sign, "0x", 0, 2);
    int start = prefixed ? sign + 2 : sign;
    // After a prefix, and only there, an underscore may come first.
    if (prefixed && digits.startsWith("_", start)) {
      start++;
    }
    boolean valid = start < digits.length();
    for (int i = start; i < digits.length(); i++) {
      boolean between = i > start && i + 1 < digits.length() && digits.charAt(i - 1) != '_';
      valid &= isHexDigit(digits.charAt(i)) || (digits.charAt(i) == '_' && between);
    }
    if (!valid) {
      return null;
    }
    var number = new BigInteger(digits.substring(start).replace("_", ""), 16);
    return digits.startsWith("-") ? number.negate() : number;
  }

  private static boolean isHexDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String asciiDigits(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    StringBuilder ascii = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int digit = PythonText.digit(c);
              ascii.appendCodePoint(digit < 0 ? c : '0' + digit);
            });
    return ascii.toString();
  }

  /** Null unless each underscore has a digit on both sides. */
  private static @Nullable String withoutUnderscores(String number) {
    if (number.indexOf('_') < 0) {
      return number;
    }
    for (int i = 0; i < number.length(); i++) {
      boolean between =
          i > 0
              && i + 1 < number.length()
              && isDigit(number.charAt(i - 1))
              && isDigit(number.charAt(i + 1));
      if (number.charAt(i) == '_' && !between) {
        return null;
      }
    }
    return number.replace("_", "");
  }

  private static boolean isSignedDigits(String number) {
    int start = afterSign(number, 0);
    return start < number.length() && afterDigits(number, start) == number.length();
  }

  private static boolean isFloat(String number) {
    int start = afterSign(number, 0);
    int point = afterDigits(number, start);
    int end = point;
    int digits = point - start;
    if (point < number.length() && number.charAt(point) == '.') {
      end = afterDigits(number, point + 1);
      digits += end - point - 1;
    }
    if (digits == 0) {
      return false;
    }
    if (end < number.length() && (number.charAt(end) | 0x20) == 'e') {
      int exponent = afterSign(number, end + 1);
      end = afterDigits(number, exponent);
      return end > exponent && end == number.length();
    }
    return end == number.length();
  }

  private static int afterSign(String number, int index) {
    boolean signed =
        index < number.length() && (number.charAt(index) == '+' || number.charAt(index) == '-');
    return signed ? index + 1 : index;
  }

  private static int afterDigits(String number, int index) {
    int end = index;
    while (end < number.length() && isDigit(number.charAt(end))) {
      end++;
    }
    return end;
  }

  private static @Nullable Double named(String number) {
    boolean negative = number.startsWith("-");
    String name = number.substring(afterSign(number, 0));
    if (name.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    if (name.equalsIgnoreCase("inf") || name.equalsIgnoreCase("infinity")) {
      return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return null;
  }
}
