package dev.harbor.internal.normalize;

import java.util.Arrays;

/** Characters of the values of one item, so that no value is an object. Confined to one thread. */
public final class ItemArena {
  private static final int KEPT = 1 << 20;
  private static final char REPLACEMENT = '\uFFFD';

  private final boolean refuses;
  private char[] chars = new char[4096];
  private int position;
  private long replaced;

  /**
   * An arena for one resource.
   *
   * @param refuses whether text that no column can hold is an error
   */
  public ItemArena(boolean refuses) {
    this.refuses = refuses;
  }

  /** Forgets all characters. */
  public void clear() {
    position = 0;
    if (chars.length > KEPT) {
      chars = new char[4096];
    }
  }

  /** The characters; valid until the next one is added. */
  public char[] chars() {
    return chars;
  }

  /** Number of characters. */
  public int position() {
    return position;
  }

  /** Characters that could not be stored and became U+FFFD since the arena was made. */
  public long replaced() {
    return replaced;
  }

  /** Offset and length as one number. */
  public static long span(int offset, int length) {
    return ((long) offset << 32) | length;
  }

  /** Offset of a span. */
  public static int offset(long span) {
    return (int) (span >>> 32);
  }

  /** Length of a span. */
  public static int length(long span) {
    return (int) span;
  }

  /** The text of a span. */
  public String text(long span) {
    return new String(chars, offset(span), length(span));
  }

  /**
   * Adds text; NUL and lone surrogates, which no text column can hold, become U+FFFD. Returns its
   * span.
   */
  public long add(char[] source, int offset, int length) {
    ensure(length);
    char[] target = chars;
    int at = position;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      char c = source[i];
      if (c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
        c = storable(source, offset, i, end);
      }
      target[at++] = c;
    }
    position = at;
    return span(at - length, length);
  }

  /** Adds text, as {@link #add(char[], int, int)} does. */
  public long add(String text) {
    return add(text.toCharArray(), 0, text.length());
  }

  private char storable(char[] source, int start, int at, int end) {
    char c = source[at];
    boolean paired =
        Character.isHighSurrogate(c)
            ? at + 1 < end && Character.isLowSurrogate(source[at + 1])
            : Character.isLowSurrogate(c)
                && at > start
                && Character.isHighSurrogate(source[at - 1]);
    if (paired) {
      return c;
    }
    if (refuses) {
      throw new UnstorableTextException();
    }
    replaced++;
    return REPLACEMENT;
  }

  /** Adds one character as it is. */
  public void append(char c) {
    ensure(1);
    chars[position++] = c;
  }

  /** Adds ASCII text as it is. */
  public void append(String text) {
    int length = text.length();
    ensure(length);
    text.getChars(0, length, chars, position);
    position += length;
  }

  /** Adds characters as they are. */
  public void append(char[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, chars, position, length);
    position += length;
  }

  /** Adds text as a JSON string with quotes; NUL and lone surrogates become U+FFFD. */
  public void appendJsonString(char[] source, int offset, int length) {
    append('"');
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      char c = source[i];
      if (c == '"' || c == '\\') {
        append('\\');
        append(c);
      } else if (c == 0 || Character.isSurrogate(c)) {
        append(storable(source, offset, i, end));
      } else if (c < 0x20) {
        appendEscape(c);
      } else {
        append(c);
      }
    }
    append('"');
  }

  private void appendEscape(char c) {
    switch (c) {
      case '\n' -> append("\\n");
      case '\r' -> append("\\r");
      case '\t' -> append("\\t");
      case '\b' -> append("\\b");
      case '\f' -> append("\\f");
      default -> {
        append("\\u00");
        append(Character.forDigit(c >> 4, 16));
        append(Character.forDigit(c & 15, 16));
      }
    }
  }

  private void ensure(int count) {
    if (chars.length - position < count) {
      chars = Arrays.copyOf(chars, Math.max(chars.length + (chars.length >> 1), position + count));
    }
  }
}
