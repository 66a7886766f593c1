package dev.harbor.internal.infer;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Bytes out of text and whole numbers. Null where there are none. */
final class Bytes {
  private static final String HEX_PREFIX = "0x";

  private Bytes() {}

  /** Hexadecimal after 0x, otherwise base64 with its padding. */
  static byte @Nullable [] ofText(String text) {
    if (text.startsWith(HEX_PREFIX)) {
      return ofHex(text);
    }
    if (text.length() % 4 != 0) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  /** As few as hold the number, the lowest first; none for 0, and none for negative numbers. */
  static byte @Nullable [] ofWhole(BigInteger number) {
    if (number.signum() < 0) {
      return null;
    }
    byte[] bigEndian = number.toByteArray();
    byte[] bytes = new byte[(number.bitLength() + 7) / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return bytes;
  }

  private static byte @Nullable [] ofHex(String text) {
    var bytes = new ByteArrayOutputStream(text.length() / 2);
    int i = HEX_PREFIX.length();
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == ' ' || (c >= '\t' && c <= '\r')) {
        i++;
        continue;
      }
      int high = nibble(c);
      int low = i + 1 < text.length() ? nibble(text.charAt(i + 1)) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      bytes.write((high << 4) | low);
      i += 2;
    }
    return bytes.toByteArray();
  }

  private static int nibble(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
