package dev.harbor.postgres;

import dev.harbor.destination.ByteSink;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Decimal numbers in the binary form of {@code numeric}: groups of four digits, base 10,000.
 * Confined to one thread.
 */
final class NumericWriter {
  private static final int POSITIVE = 0x0000;
  private static final int NEGATIVE = 0x4000;
  private static final BigInteger GROUP = BigInteger.valueOf(10_000);
  private static final int[] POWERS = {1, 10, 100, 1_000};

  private final short[] groups = new short[256];

  /**
   * Writes the length and the bytes of a field.
   *
   * @throws IllegalArgumentException if the value has more digits than the column; the server would
   *     round without a word
   */
  void put(ByteSink out, BigDecimal value, int precision, int scale) {
    BigDecimal exact = value.scale() > scale ? value.stripTrailingZeros() : value;
    if (value.signum() == 0) {
      exact = BigDecimal.ZERO;
    }
    // Digits before the point first: a huge exponent must not be written out to be refused.
    if (exact.scale() > scale || (long) exact.precision() - exact.scale() > precision - scale) {
      throw new IllegalArgumentException(
          "it does not fit a decimal of %d digits, %d of them after the point"
              .formatted(precision, scale));
    }
    if (exact.scale() < 0) {
      exact = exact.setScale(0);
    }

    int fractionGroups = (exact.scale() + 3) / 4;
    BigInteger unscaled =
        exact
            .unscaledValue()
            .abs()
            .multiply(BigInteger.valueOf(POWERS[fractionGroups * 4 - exact.scale()]));
    int first = split(unscaled);
    int weight = groups.length - first - 1 - fractionGroups;
    int last = groups.length;
    while (last > first && groups[last - 1] == 0) {
      last--;
    }

    out.putInt(8 + 2 * (last - first));
    out.putShort(last - first);
    out.putShort(last == first ? 0 : weight);
    out.putShort(exact.signum() < 0 ? NEGATIVE : POSITIVE);
    out.putShort(exact.scale());
    for (int i = first; i < last; i++) {
      out.putShort(groups[i]);
    }
  }

  /** Fills the groups from the end and returns the place of the first, which is not zero. */
  private int split(BigInteger unscaled) {
    int at = groups.length;
    BigInteger rest = unscaled;
    while (rest.bitLength() > 63) {
      BigInteger[] parts = rest.divideAndRemainder(GROUP);
      groups[--at] = parts[1].shortValue();
      rest = parts[0];
    }
    for (long small = rest.longValue(); small != 0; small /= 10_000) {
      groups[--at] = (short) (small % 10_000);
    }
    return at;
  }
}
