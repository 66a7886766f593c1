package dev.harbor.internal.infer;

import dev.harbor.schema.Column;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Which values a column of a limited precision holds whole; a destination would round, cut or
 * refuse the others. Immutable.
 */
final class ColumnLimits {
  /** Digits of a decimal whose column says nothing else, as dlt has them. */
  static final int DECIMAL_PRECISION = 38;

  /** Of these, digits after the point. */
  static final int DECIMAL_SCALE = 9;

  private static final int WEI_PRECISION = 156;
  private static final int WEI_SCALE = 78;

  private final int size;
  private final int scale;

  private ColumnLimits(int size, int scale) {
    this.size = size;
    this.scale = scale;
  }

  /** The limits of a column; null if it has none. */
  static @Nullable ColumnLimits of(Column column) {
    Integer precision = column.precision();
    Integer scale = column.scale();
    return switch (column.type()) {
      case DECIMAL ->
          decimal(
              precision == null ? DECIMAL_PRECISION : precision,
              scale == null ? DECIMAL_SCALE : scale);
      case WEI ->
          decimal(precision == null ? WEI_PRECISION : precision, scale == null ? WEI_SCALE : scale);
      case BIGINT ->
          precision == null || precision > Integer.SIZE
              ? null
              : new ColumnLimits(precision <= Short.SIZE ? Short.SIZE : Integer.SIZE, 0);
      case TEXT -> precision == null ? null : new ColumnLimits(precision, 0);
      case BOOL, DOUBLE, TIMESTAMP, DATE, TIME, BINARY, JSON -> null;
    };
  }

  private static ColumnLimits decimal(int precision, int scale) {
    return new ColumnLimits(precision - scale, scale);
  }

  /** Whether a value of the column's class is stored as it is. */
  boolean admit(Object value) {
    if (value instanceof BigDecimal number) {
      return admitsDecimal(number);
    }
    if (value instanceof Long integer) {
      return integer >= -1L << (size - 1) && integer < 1L << (size - 1);
    }
    return !(value instanceof String text)
        || text.length() <= size
        || text.codePointCount(0, text.length()) <= size;
  }

  private boolean admitsDecimal(BigDecimal number) {
    if (number.signum() == 0) {
      return true;
    }
    BigDecimal exact = number.scale() > scale ? number.stripTrailingZeros() : number;
    return exact.scale() <= scale && (long) exact.precision() - exact.scale() <= size;
  }
}
