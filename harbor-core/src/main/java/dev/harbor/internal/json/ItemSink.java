package dev.harbor.internal.json;

import dev.harbor.schema.DataType;

/** Hears the parts of one item in document order. Arrays are valid during the call only. */
public interface ItemSink {
  /** The name of the next value; only inside an object. */
  void key(String name);

  /** An object begins. */
  void beginObject();

  /** An object ends. */
  void endObject();

  /** A list begins. */
  void beginArray();

  /** A list ends. */
  void endArray();

  /** A null. */
  void nullValue();

  /** True or false. */
  void bool(boolean value);

  /** An integer of 64 bits. */
  void integer(long value);

  /**
   * A number as it was written, exact: an integer beyond 64 bits, or anything with a fraction or an
   * exponent.
   *
   * @param whole whether it has neither fraction nor exponent
   */
  void number(char[] chars, int offset, int length, boolean whole);

  /** Text. */
  void text(char[] chars, int offset, int length);

  /**
   * A value that JSON does not have.
   *
   * @param type {@code DOUBLE}, {@code DECIMAL}, {@code TIMESTAMP}, {@code DATE}, {@code TIME} or
   *     {@code BINARY}
   * @param carrier of the type's Java class
   */
  void typed(DataType type, Object carrier);
}
