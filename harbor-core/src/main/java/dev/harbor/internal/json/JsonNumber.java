package dev.harbor.internal.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number of a JSON document with the characters it was written in, so that 1.0 stays apart from 1
 * and 1e400 survives. Equal if the characters are. Immutable.
 */
public final class JsonNumber extends Number {
  private static final int MAX_EXPONENT = 10_000;

  private final String token;
  private final int exponentAt;
  private final boolean integer;

  /** Creates the number of a token that a JSON parser has accepted. */
  public JsonNumber(String token) {
    if (token.isEmpty()) {
      throw new IllegalArgumentException("Cannot create a JSON number without a digit");
    }
    this.token = token;
    this.exponentAt = Math.max(token.indexOf('e'), token.indexOf('E'));
    this.integer = exponentAt < 0 && token.indexOf('.') < 0;
  }

  /** The number as it was written. */
  public String token() {
    return token;
  }

  /**
   * Whether the token has neither fraction nor exponent; 1e3 has one, though its value is whole.
   */
  public boolean isInteger() {
    return integer;
  }

  /**
   * The exact value, with the scale it was written in.
   *
   * @throws ArithmeticException if the exponent is beyond ±10,000: its digits would not end
   */
  public BigDecimal decimal() {
    if (exponentAt >= 0 && exponentIsBeyondBounds()) {
      throw new ArithmeticException(
          "Cannot expand a number: its exponent is beyond " + MAX_EXPONENT + " digits");
    }
    return new BigDecimal(token);
  }

  /**
   * The exact value of an integer token.
   *
   * @throws ArithmeticException if the token has a fraction or an exponent
   */
  public BigInteger bigInteger() {
    if (!integer) {
      throw new ArithmeticException("Cannot read '" + token + "' as an integer");
    }
    return new BigInteger(token);
  }

  private boolean exponentIsBeyondBounds() {
    int value = 0;
    for (int i = exponentAt + 1; i < token.length() && value <= MAX_EXPONENT; i++) {
      char c = token.charAt(i);
      if (c != '+' && c != '-') {
        value = value * 10 + (c - '0');
      }
    }
    return value > MAX_EXPONENT;
  }

  /** The nearest int: without the fraction, and the largest or smallest if beyond them. */
  @Override
  public int intValue() {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, longValue()));
  }

  /** The nearest long: without the fraction, and the largest or smallest if beyond them. */
  @Override
  public long longValue() {
    if (!integer) {
      return (long) doubleValue();
    }
    try {
      return Long.parseLong(token);
    } catch (NumberFormatException beyond64Bits) {
      return token.charAt(0) == '-' ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  @Override
  public float floatValue() {
    return Float.parseFloat(token);
  }

  /** The nearest double, infinite if beyond its range. */
  @Override
  public double doubleValue() {
    return Double.parseDouble(token);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonNumber number && token.equals(number.token);
  }

  @Override
  public int hashCode() {
    return token.hashCode();
  }

  @Override
  public String toString() {
    return token;
  }
}
