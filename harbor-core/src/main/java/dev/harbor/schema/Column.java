package dev.harbor.schema;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A column of a destination table. Immutable.
 *
 * @param name normalised identifier, unique in its table
 * @param type logical type; its Java carrier is {@link DataType#javaClass()}
 * @param nullable whether rows may hold null here
 * @param precision digits of a decimal, bits of an integer, characters of a text, or digits of a
 *     second's fraction; null means the type's default
 * @param scale digits after the point of a decimal; null means the type's default
 * @param timezone false for a timestamp without zone; null means with zone
 * @param hints keys, order and indexes
 */
public record Column(
    String name,
    DataType type,
    boolean nullable,
    @Nullable Integer precision,
    @Nullable Integer scale,
    @Nullable Boolean timezone,
    ColumnHints hints) {

  /** Checks that the column has a name. */
  public Column {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(hints, "hints");
    if (name.isBlank()) {
      throw new IllegalArgumentException("Cannot create a column with a blank name");
    }
  }

  /** A column in which every row has a value. */
  public static Column required(String name, DataType type) {
    return new Column(name, type, false, null, null, null, ColumnHints.none());
  }

  /** A column whose value may be null. */
  public static Column optional(String name, DataType type) {
    return new Column(name, type, true, null, null, null, ColumnHints.none());
  }

  /** The same column with other hints. */
  public Column withHints(ColumnHints other) {
    return new Column(name, type, nullable, precision, scale, timezone, other);
  }

  /**
   * Whether values have an offset from UTC: true for every timestamp that does not say otherwise.
   */
  public boolean hasTimezone() {
    return timezone == null || timezone;
  }
}
