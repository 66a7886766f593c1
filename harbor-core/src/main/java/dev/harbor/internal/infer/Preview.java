package dev.harbor.internal.infer;

/** A value as a message may show it. */
public final class Preview {
  private static final int MAX_LENGTH = 80;

  private Preview() {}

  /** At most 80 characters, text in single quotes. */
  public static String of(Object value) {
    String text = value instanceof byte[] bytes ? bytes.length + " bytes" : value.toString();
    String cut = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
    return value instanceof CharSequence ? "'" + cut + "'" : cut;
  }
}
