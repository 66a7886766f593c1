package dev.harbor.internal.infer;

/**
 * Tells which texts are timestamps for dlt's detection of ISO 8601, and when they are. Reused from
 * text to text, allocates nothing, and refuses ordinary text after a look at its first characters.
 * Confined to one thread.
 */
public final class IsoTimestamp {
  /** Shorter than {@code 2024 1:5}, less the blank that may be left out. */
  private static final int MIN_LENGTH = 7;

  private static final int YEAR_DIGITS = 4;

  private final IsoText text = new IsoText();

  /** Creates a parser. */
  public IsoTimestamp() {}

  /**
   * Reads one text.
   *
   * @return whether it holds a date and a time of day and nothing else; blanks around it count
   */
  public boolean parse(char[] chars, int offset, int length) {
    if (length < MIN_LENGTH) {
      return false;
    }
    for (int i = 0; i < YEAR_DIGITS; i++) {
      char c = chars[offset + i];
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return text.read(chars, offset, length) == IsoText.Kind.DATE_TIME;
  }

  /**
   * Microseconds from 1970-01-01T00:00Z of the timestamp last parsed, cut, not rounded. One without
   * an offset is in UTC. Offsets may lead out of the years 1 to 9999.
   */
  public long epochMicros() {
    return text.epochMicros();
  }

  /** Whether the timestamp last parsed says how far it is from UTC. */
  public boolean hasOffset() {
    return text.hasOffset();
  }
}
