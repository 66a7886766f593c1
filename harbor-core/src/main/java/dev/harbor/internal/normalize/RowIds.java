package dev.harbor.internal.normalize;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * Makes dlt's row ids, random ones and ones that follow from the content, and the hashes by which
 * an incremental cursor knows the rows at its edge. Confined to one thread.
 */
public final class RowIds {
  private static final byte[] BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
          .getBytes(StandardCharsets.US_ASCII);
  private static final int ID_BYTES = 10;
  private static final int BOUNDARY_BYTES = 9;
  private static final int OLD_BOUNDARY_BYTES = 15;
  private static final int MAX_BYTES_PER_CHAR = 3;

  private final Shake128 shake = new Shake128();
  private final byte[] utf8 = new byte[1024];
  private final byte[] digest = new byte[OLD_BOUNDARY_BYTES];
  private final byte[] text = new byte[20];
  private int used;

  private long s0;
  private long s1;
  private long s2;
  private long s3;

  /** Creates ids with a random start of their own. */
  public RowIds() {
    byte[] random = new byte[4 * Long.BYTES];
    new SecureRandom().nextBytes(random);
    ByteBuffer seed = ByteBuffer.wrap(random);
    s0 = seed.getLong() | 1; // A generator of zeros only would stay there.
    s1 = seed.getLong();
    s2 = seed.getLong();
    s3 = seed.getLong();
  }

  /** A random id of 14 characters. */
  public String random() {
    long head = next();
    long tail = next();
    for (int i = 0; i < Long.BYTES; i++) {
      digest[i] = (byte) (head >>> (i << 3));
    }
    digest[8] = (byte) (tail >>> 48);
    digest[9] = (byte) (tail >>> 56);
    return base64(ID_BYTES);
  }

  /** The id of 14 characters that follows from a document or its key. */
  public String ofText(String canonicalJson) {
    return hashed(canonicalJson, ID_BYTES);
  }

  /**
   * The id of 14 characters of a nested row.
   *
   * @param parentId id of the row above
   * @param table the nested row's table
   * @param index place in its list, from 0
   */
  public String nested(String parentId, String table, int index) {
    absorb(parentId);
    absorb('_');
    absorb(table);
    absorb('_');
    absorb(Integer.toString(index));
    return squeezed(ID_BYTES);
  }

  /** The hash of 12 characters of a row at a cursor's edge. */
  public String boundaryHash(String canonicalJson) {
    return hashed(canonicalJson, BOUNDARY_BYTES);
  }

  /** The hash of 20 characters that dlt stored before 1.29. */
  public String oldBoundaryHash(String canonicalJson) {
    return hashed(canonicalJson, OLD_BOUNDARY_BYTES);
  }

  private String hashed(String content, int bytes) {
    absorb(content);
    return squeezed(bytes);
  }

  private void absorb(String content) {
    int length = content.length();
    for (int i = 0; i < length; i++) {
      char c = content.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(content.charAt(i + 1))) {
        absorbPair(Character.toCodePoint(c, content.charAt(++i)));
      } else {
        absorb(c);
      }
    }
  }

  private void absorb(char c) {
    if (used + MAX_BYTES_PER_CHAR > utf8.length) {
      flush();
    }
    if (c < 0x80) {
      utf8[used++] = (byte) c;
    } else if (c < 0x800) {
      utf8[used++] = (byte) (0xc0 | (c >> 6));
      utf8[used++] = (byte) (0x80 | (c & 0x3f));
    } else {
      // Half a pair is no character: as in the stored text, U+FFFD stands for it.
      char stored = Character.isSurrogate(c) ? '\ufffd' : c;
      utf8[used++] = (byte) (0xe0 | (stored >> 12));
      utf8[used++] = (byte) (0x80 | ((stored >> 6) & 0x3f));
      utf8[used++] = (byte) (0x80 | (stored & 0x3f));
    }
  }

  private void absorbPair(int codePoint) {
    if (used + MAX_BYTES_PER_CHAR + 1 > utf8.length) {
      flush();
    }
    utf8[used++] = (byte) (0xf0 | (codePoint >> 18));
    utf8[used++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
    utf8[used++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
    utf8[used++] = (byte) (0x80 | (codePoint & 0x3f));
  }

  private void flush() {
    shake.update(utf8, 0, used);
    used = 0;
  }

  private String squeezed(int bytes) {
    flush();
    shake.digest(digest, 0, bytes);
    return base64(bytes);
  }

  /** The digest's first bytes in base64 without padding. */
  private String base64(int bytes) {
    int length = 0;
    int bits = 0;
    int pending = 0;
    for (int i = 0; i < bytes; i++) {
      bits = (bits << 8) | (digest[i] & 0xff);
      pending += 8;
      while (pending >= 6) {
        pending -= 6;
        text[length++] = BASE64[(bits >>> pending) & 0x3f];
      }
    }
    if (pending > 0) {
      text[length++] = BASE64[(bits << (6 - pending)) & 0x3f];
    }
    return new String(text, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** xoshiro256++: two runs never meet, as they may where only 64 bits are seeded. */
  private long next() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long shifted = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }
}
