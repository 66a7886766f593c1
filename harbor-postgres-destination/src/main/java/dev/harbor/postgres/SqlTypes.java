package dev.harbor.postgres;

import dev.harbor.schema.Column;

/** Types of columns, written as {@code format_type} writes them, so that they can be compared. */
final class SqlTypes {
  private static final int DECIMAL_PRECISION = 38;
  private static final int DECIMAL_SCALE = 9;
  private static final int WEI_PRECISION = 156;
  private static final int WEI_SCALE = 78;

  private SqlTypes() {}

  /** The type that Harbor gives a column. */
  static String sqlType(Column column) {
    return switch (column.type()) {
      case BOOL -> "boolean";
      case BIGINT -> integer(integerBytes(column));
      case DOUBLE -> "double precision";
      case DECIMAL, WEI -> "numeric(" + precision(column) + ',' + scale(column) + ')';
      case TEXT ->
          column.precision() == null
              ? "character varying"
              : "character varying(" + column.precision() + ')';
      case TIMESTAMP ->
          "timestamp"
              + fraction(column)
              + (column.hasTimezone() ? " with" : " without")
              + " time zone";
      case DATE -> "date";
      case TIME -> "time" + fraction(column) + " without time zone";
      case BINARY -> "bytea";
      case JSON -> "jsonb";
    };
  }

  /** Width of an integer column: 2, 4 or 8. */
  static int integerBytes(Column column) {
    Integer bits = column.precision();
    if (bits == null || bits > 32) {
      return 8;
    }
    return bits > 16 ? 4 : 2;
  }

  /** Digits of a decimal column. */
  static int precision(Column column) {
    Integer precision = column.precision();
    return precision != null ? precision : isWei(column) ? WEI_PRECISION : DECIMAL_PRECISION;
  }

  /** Digits after the point of a decimal column. */
  static int scale(Column column) {
    Integer scale = column.scale();
    return scale != null ? scale : isWei(column) ? WEI_SCALE : DECIMAL_SCALE;
  }

  /** Digits of a second's fraction. */
  static int fractionDigits(Column column) {
    Integer digits = column.precision();
    return digits == null || digits >= 6 ? 6 : digits;
  }

  private static boolean isWei(Column column) {
    return column.type() == dev.harbor.schema.DataType.WEI;
  }

  private static String integer(int bytes) {
    return bytes == 8 ? "bigint" : bytes == 4 ? "integer" : "smallint";
  }

  private static String fraction(Column column) {
    return column.precision() == null ? "" : "(" + fractionDigits(column) + ')';
  }
}
