package dev.harbor.internal.infer;

import dev.harbor.internal.json.JsonNumber;
import dev.harbor.schema.DataType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The type that a first value gives its column, wide enough for the value. Immutable.
 *
 * @param precision digits of a decimal; null means the type's default
 * @param scale of these, digits after the point; null means the type's default
 */
record InferredType(DataType type, @Nullable Integer precision, @Nullable Integer scale) {
  /** Digits of the widest decimal that databases declare; a longer number stays text. */
  private static final int MAX_PRECISION = 1_000;

  static InferredType of(DataType type) {
    return new InferredType(type, null, null);
  }

  /** Of a number that neither 64 bits nor a double can hold. */
  static InferredType ofNumber(JsonNumber number) {
    BigDecimal exact = PythonNumbers.decimal(number);
    return exact == null ? of(DataType.TEXT) : ofDigits(exact, 0);
  }

  /** Of a decimal: dlt's default, or more where that would cut digits off. */
  static InferredType ofDecimal(BigDecimal number) {
    BigDecimal exact = number.stripTrailingZeros();
    int fraction = ColumnLimits.DECIMAL_SCALE;
    boolean isUsual =
        exact.scale() <= fraction
            && (long) exact.precision() - exact.scale()
                <= ColumnLimits.DECIMAL_PRECISION - fraction;
    return isUsual ? of(DataType.DECIMAL) : ofDigits(exact, fraction);
  }

  private static InferredType ofDigits(BigDecimal number, int leastScale) {
    int scale = Math.max(leastScale, number.scale());
    long precision = (long) number.precision() - number.scale() + scale;
    return precision > MAX_PRECISION
        ? of(DataType.TEXT)
        : new InferredType(
            DataType.DECIMAL, (int) Math.max(ColumnLimits.DECIMAL_PRECISION, precision), scale);
  }
}
