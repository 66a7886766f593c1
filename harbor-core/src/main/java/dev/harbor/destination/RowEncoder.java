package dev.harbor.destination;

import java.math.BigDecimal;

/**
 * Writes rows of one layout in a destination's own form. For each row {@link #begin} is called,
 * then one {@code put} for each column of the layout in order, then {@link #end}. Confined to one
 * thread.
 *
 * <p>A value that cannot be stored is refused by an {@link IllegalArgumentException} whose message
 * says why without quoting more than a preview; the row is then dropped from the block, and the
 * lane fails with the address of the value.
 */
public interface RowEncoder {
  /**
   * Begins a row.
   *
   * @param out where bytes go; valid until {@link #end}
   * @param item ordinal of the item that the row came from, within the package
   */
  void begin(ByteSink out, long item);

  /** Ends the row. */
  void end();

  /** Puts null. */
  void putNull();

  /** Puts a value of a {@code BOOL} column. */
  void putBool(boolean value);

  /** Puts a value of a {@code BIGINT} column. */
  void putBigint(long value);

  /** Puts a value of a {@code DOUBLE} column. */
  void putDouble(double value);

  /** Puts a value of a {@code DECIMAL} or {@code WEI} column. */
  void putDecimal(BigDecimal value);

  /**
   * Puts a value of a {@code TEXT} column.
   *
   * @param chars UTF-16 without lone surrogates and without NUL
   * @param offset of the first character
   * @param length in characters
   */
  void putText(char[] chars, int offset, int length);

  /**
   * Puts a value of a {@code TIMESTAMP} column.
   *
   * @param epochMicros microseconds since 1970-01-01T00:00Z
   */
  void putTimestamp(long epochMicros);

  /**
   * Puts a value of a {@code DATE} column.
   *
   * @param epochDay days since 1970-01-01
   */
  void putDate(long epochDay);

  /**
   * Puts a value of a {@code TIME} column.
   *
   * @param micros microseconds since midnight
   */
  void putTime(long micros);

  /** Puts a value of a {@code BINARY} column; the array is not kept. */
  void putBinary(byte[] value);

  /**
   * Puts a value of a {@code JSON} column.
   *
   * @param chars text of one JSON value, without lone surrogates and without NUL
   * @param offset of the first character
   * @param length in characters
   */
  void putJson(char[] chars, int offset, int length);

  /**
   * Puts the id of the load, whose text has {@link dev.harbor.state.LoadId#LENGTH} ASCII characters
   * and is not final yet: the encoder writes that many bytes where the characters will stand and
   * returns the place of the first.
   *
   * @return position in the sink of the first byte
   */
  int putLoadId();
}
