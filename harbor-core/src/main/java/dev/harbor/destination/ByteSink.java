package dev.harbor.destination;

import java.util.Arrays;

/**
 * A growing array of bytes that encoders write to. Numbers are big-endian. Confined to one thread.
 */
public final class ByteSink {
  private byte[] bytes;
  private int position;

  /** A sink with room for a number of bytes before it grows. */
  public ByteSink(int capacity) {
    this.bytes = new byte[Math.max(16, capacity)];
  }

  /**
   * Makes room and returns the array to write to, from {@link #position()} on; the writer then
   * calls {@link #advance}.
   *
   * @param count bytes that will be written
   */
  public byte[] ensure(int count) {
    if (bytes.length - position < count) {
      long wanted = Math.max((long) bytes.length + (bytes.length >> 1), (long) position + count);
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
    return bytes;
  }

  /** Moves the position over bytes that were written. */
  public void advance(int count) {
    position += count;
  }

  /** Number of bytes written. */
  public int position() {
    return position;
  }

  /** Goes back to an earlier position, or to 0. */
  public void truncate(int earlier) {
    position = earlier;
  }

  /** The array; valid up to {@link #position()}, until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** Writes one byte. */
  public void putByte(int value) {
    ensure(1)[position++] = (byte) value;
  }

  /** Writes two bytes. */
  public void putShort(int value) {
    byte[] target = ensure(2);
    target[position++] = (byte) (value >> 8);
    target[position++] = (byte) value;
  }

  /** Writes four bytes. */
  public void putInt(int value) {
    ensure(4);
    setInt(position, value);
    position += 4;
  }

  /** Overwrites four bytes at a place that was written before. */
  public void setInt(int at, int value) {
    bytes[at] = (byte) (value >> 24);
    bytes[at + 1] = (byte) (value >> 16);
    bytes[at + 2] = (byte) (value >> 8);
    bytes[at + 3] = (byte) value;
  }

  /** Writes eight bytes. */
  public void putLong(long value) {
    putInt((int) (value >> 32));
    putInt((int) value);
  }

  /** Writes an array. */
  public void putBytes(byte[] source, int offset, int length) {
    System.arraycopy(source, offset, ensure(length), position, length);
    position += length;
  }

  /** Writes characters as UTF-8; a lone surrogate becomes U+FFFD. Returns the number of bytes. */
  public int putUtf8(char[] chars, int offset, int length) {
    int start = position;
    byte[] target = ensure(Math.multiplyExact(length, 3));
    int at = position;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      char c = chars[i];
      if (c < 0x80) {
        target[at++] = (byte) c;
      } else if (c < 0x800) {
        target[at++] = (byte) (0xC0 | (c >> 6));
        target[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(chars[i + 1])) {
        int point = Character.toCodePoint(c, chars[++i]);
        target[at++] = (byte) (0xF0 | (point >> 18));
        target[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        target[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        target[at++] = (byte) (0x80 | (point & 0x3F));
      } else {
        char known = Character.isSurrogate(c) ? '\uFFFD' : c;
        target[at++] = (byte) (0xE0 | (known >> 12));
        target[at++] = (byte) (0x80 | ((known >> 6) & 0x3F));
        target[at++] = (byte) (0x80 | (known & 0x3F));
      }
    }
    position = at;
    return at - start;
  }
}
