package dev.harbor.internal.json;

import java.math.BigDecimal;

/** Numbers with a fraction or an exponent as they stand in JSON columns. Stateless. */
public final class ColumnNumbers {
  private static final int SURELY_SHORTEST = 15;

  private ColumnNumbers() {}

  /**
   * The text that dlt would store, if it has the value of the token; the token if a double would
   * lose digits of it; the token as a JSON string if no database could expand it.
   */
  public static String text(char[] chars, int offset, int length) {
    String token = new String(chars, offset, length);
    if (isSurelyShortest(token)) {
      return token;
    }
    try {
      BigDecimal exact = new JsonNumber(token).decimal();
      double nearest = Double.parseDouble(token);
      if (Double.isInfinite(nearest)) {
        return token;
      }
      String shortest = ShortestDouble.text(nearest);
      return new BigDecimal(shortest).compareTo(exact) == 0 ? shortest : token;
    } catch (ArithmeticException exponentOutOfBounds) {
      return '"' + token + '"';
    }
  }

  private static boolean isSurelyShortest(String token) {
    int length = token.length();
    boolean endsWithZero = token.charAt(length - 1) == '0' && !token.endsWith(".0");
    return length <= SURELY_SHORTEST
        && !endsWithZero
        && token.indexOf('e') < 0
        && token.indexOf('E') < 0;
  }
}
