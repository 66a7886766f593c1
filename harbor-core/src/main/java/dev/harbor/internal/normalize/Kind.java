package dev.harbor.internal.normalize;

/** What a slot of a row draft holds. Numbers, not an enum: they stand in a byte array per row. */
public final class Kind {
  /** Nothing: the item has no such key. */
  public static final byte ABSENT = 0;

  /** Null. */
  public static final byte NULL = 1;

  /** A boolean, in the bits. */
  public static final byte BOOL = 2;

  /** An integer of 64 bits, in the bits. */
  public static final byte INTEGER = 3;

  /** Token text of an integer beyond 64 bits, a span of the arena. */
  public static final byte WIDE_INTEGER = 4;

  /** Token text of a number with fraction or exponent, a span of the arena. */
  public static final byte NUMBER = 5;

  /** Text, a span of the arena. */
  public static final byte TEXT = 6;

  /** JSON text of a nested value, a span of the arena. */
  public static final byte JSON = 7;

  /** A double, in the bits. */
  public static final byte DOUBLE = 8;

  /** A decimal, as an object. */
  public static final byte DECIMAL = 9;

  /** Microseconds since the epoch, in the bits. */
  public static final byte TIMESTAMP = 10;

  /** Days since the epoch, in the bits. */
  public static final byte DATE = 11;

  /** Microseconds since midnight, in the bits. */
  public static final byte TIME = 12;

  /** Bytes, as an object. */
  public static final byte BINARY = 13;

  /** The id of the load. */
  public static final byte LOAD_ID = 14;

  private Kind() {}
}
