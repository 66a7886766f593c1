package dev.harbor.schema;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a resource says of a column before any value is seen. A column whose type is left open gets
 * it from the first value. What is said of a column that a table already has adds to its hints; its
 * type stays as it is. Immutable.
 *
 * @param type logical type; null leaves it to the first value
 * @param nullable whether rows may hold null; null means that they may, unless the column is part
 *     of a key
 * @param precision digits of a decimal, bits of an integer, characters of a text, or digits of a
 *     second's fraction; null means the type's default
 * @param scale digits after the point of a decimal; null means the type's default
 * @param timezone false for a timestamp without zone; null means with zone
 * @param hints keys, order and indexes
 */
public record ColumnDeclaration(
    @Nullable DataType type,
    @Nullable Boolean nullable,
    @Nullable Integer precision,
    @Nullable Integer scale,
    @Nullable Boolean timezone,
    ColumnHints hints) {

  /** Checks that what is said fits the type. */
  public ColumnDeclaration {
    requireNonNull(hints, "hints");
    if (precision != null && precision < 1) {
      throw new IllegalArgumentException(
          "Cannot declare a column: its precision is %d, but must be at least 1"
              .formatted(precision));
    }
    if (scale != null && (precision == null || scale < 0 || scale > precision)) {
      throw new IllegalArgumentException(
          "Cannot declare a column: its scale is %d, but must be from 0 to its precision, which is %s"
              .formatted(scale, precision));
    }
    if (type == null && (precision != null || timezone != null)) {
      throw new IllegalArgumentException(
          "Cannot declare a column: it has a precision or a time zone, but no type. Start from ColumnDeclaration.of(type)");
    }
  }

  /** A column of a type. */
  public static ColumnDeclaration of(DataType type) {
    return new ColumnDeclaration(
        requireNonNull(type, "type"), null, null, null, null, ColumnHints.none());
  }

  /** A column whose type comes from the first value. */
  public static ColumnDeclaration untyped() {
    return new ColumnDeclaration(null, null, null, null, null, ColumnHints.none());
  }

  /** The type; empty if the first value decides. */
  public Optional<DataType> declaredType() {
    return Optional.ofNullable(type);
  }

  /** The same column, in which every row has a value. */
  public ColumnDeclaration required() {
    return new ColumnDeclaration(type, false, precision, scale, timezone, hints);
  }

  /** The same column, in which rows may hold null. */
  public ColumnDeclaration optional() {
    return new ColumnDeclaration(type, true, precision, scale, timezone, hints);
  }

  /**
   * The same column of a certain width.
   *
   * @param width digits of a decimal, bits of an integer, characters of a text, or digits of a
   *     second's fraction
   */
  public ColumnDeclaration withPrecision(int width) {
    return new ColumnDeclaration(type, nullable, width, scale, timezone, hints);
  }

  /**
   * The same column of decimals of a certain width.
   *
   * @param digits digits in all
   * @param fraction digits after the point
   */
  public ColumnDeclaration withPrecision(int digits, int fraction) {
    return new ColumnDeclaration(type, nullable, digits, fraction, timezone, hints);
  }

  /** The same column of timestamps without a zone: what is stored is the time in UTC. */
  public ColumnDeclaration withoutTimezone() {
    return new ColumnDeclaration(type, nullable, precision, scale, false, hints);
  }

  /** The same column, looked up often: a destination may index it. */
  public ColumnDeclaration indexed() {
    return withHints(hints.withIndex());
  }

  /** The same column, in which no two rows have the same value. */
  public ColumnDeclaration unique() {
    return withHints(hints.withUnique());
  }

  /** The same column with words for people. */
  public ColumnDeclaration describedAs(String description) {
    return withHints(hints.withDescription(requireNonNull(description, "description")));
  }

  /** The same column with other hints. */
  public ColumnDeclaration withHints(ColumnHints others) {
    return new ColumnDeclaration(type, nullable, precision, scale, timezone, others);
  }
}
