package dev.harbor.internal.infer;

public final class IsoTimestamp {
  long m;
  boolean o;

  public boolean parse(char[] chars, int offset, int length) {
    if (length < 16) return false;
    try {
      java.time.OffsetDateTime t =
          java.time.OffsetDateTime.parse(new String(chars, offset, length).replace(' ', 'T'));
      m = dev.harbor.internal.normalize.Carriers.micros(t.toInstant());
      o = true;
      return true;
    } catch (java.time.DateTimeException e) {
      return false;
    }
  }

  public long epochMicros() {
    return m;
  }

  public boolean hasOffset() {
    return o;
  }
}
