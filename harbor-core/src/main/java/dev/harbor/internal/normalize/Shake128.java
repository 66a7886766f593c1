package dev.harbor.internal.normalize;

import java.util.Arrays;

/**
 * SHAKE-128 of FIPS 202, which the JDK does not have before 25: a sponge that absorbs bytes and
 * gives as many bytes back as are asked for. Confined to one thread.
 *
 * @see <a href="https://csrc.nist.gov/pubs/fips/202/final">FIPS 202</a>
 */
public final class Shake128 {
  private static final int RATE = 168;

  private static final long[] ROUND_CONSTANTS = {
    0x0000000000000001L, 0x0000000000008082L, 0x800000000000808aL, 0x8000000080008000L,
    0x000000000000808bL, 0x0000000080000001L, 0x8000000080008081L, 0x8000000000008009L,
    0x000000000000008aL, 0x0000000000000088L, 0x0000000080008009L, 0x000000008000000aL,
    0x000000008000808bL, 0x800000000000008bL, 0x8000000000008089L, 0x8000000000008003L,
    0x8000000000008002L, 0x8000000000000080L, 0x000000000000800aL, 0x800000008000000aL,
    0x8000000080008081L, 0x8000000000008080L, 0x0000000080000001L, 0x8000000080008008L
  };

  /** How far each lane is turned (rho), and where it goes (pi); lanes are counted row by row. */
  private static final int[] TURN = {
    0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14
  };

  private static final int[] PLACE = {
    0, 10, 20, 5, 15, 16, 1, 11, 21, 6, 7, 17, 2, 12, 22, 23, 8, 18, 3, 13, 14, 24, 9, 19, 4
  };

  private final long[] state = new long[25];
  private final long[] moved = new long[25];
  private int position;

  /** Creates an empty sponge. */
  public Shake128() {}

  /** The first bytes of the digest of one message. */
  public static byte[] digest(byte[] message, int length) {
    Shake128 shake = new Shake128();
    shake.update(message, 0, message.length);
    byte[] digest = new byte[length];
    shake.digest(digest, 0, length);
    return digest;
  }

  /** Takes more of the message. */
  public void update(byte[] bytes, int offset, int length) {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      int until = Math.min(end, from + RATE - position);
      for (; from < until; from++) {
        state[position >> 3] ^= (bytes[from] & 0xffL) << ((position & 7) << 3);
        position++;
      }
      if (position == RATE) {
        permute();
        position = 0;
      }
    }
  }

  /** Writes the first bytes of the message's digest, and is empty again for the next message. */
  public void digest(byte[] into, int offset, int length) {
    state[position >> 3] ^= 0x1fL << ((position & 7) << 3);
    state[(RATE - 1) >> 3] ^= 0x80L << 56;
    permute();
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (from == RATE) {
        permute();
        from = 0;
      }
      into[offset + i] = (byte) (state[from >> 3] >>> ((from & 7) << 3));
      from++;
    }
    Arrays.fill(state, 0L);
    position = 0;
  }

  private void permute() {
    for (long constant : ROUND_CONSTANTS) {
      mixColumns();
      mixRows();
      state[0] ^= constant;
    }
  }

  /** Theta, rho and pi. */
  private void mixColumns() {
    long[] a = state;
    long[] b = moved;
    long c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
    long c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
    long c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
    long c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
    long c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
    long d0 = c4 ^ Long.rotateLeft(c1, 1);
    long d1 = c0 ^ Long.rotateLeft(c2, 1);
    long d2 = c1 ^ Long.rotateLeft(c3, 1);
    long d3 = c2 ^ Long.rotateLeft(c4, 1);
    long d4 = c3 ^ Long.rotateLeft(c0, 1);
    for (int y = 0; y < 25; y += 5) {
      b[PLACE[y]] = Long.rotateLeft(a[y] ^ d0, TURN[y]);
      b[PLACE[y + 1]] = Long.rotateLeft(a[y + 1] ^ d1, TURN[y + 1]);
      b[PLACE[y + 2]] = Long.rotateLeft(a[y + 2] ^ d2, TURN[y + 2]);
      b[PLACE[y + 3]] = Long.rotateLeft(a[y + 3] ^ d3, TURN[y + 3]);
      b[PLACE[y + 4]] = Long.rotateLeft(a[y + 4] ^ d4, TURN[y + 4]);
    }
  }

  /** Chi. */
  private void mixRows() {
    long[] a = state;
    long[] b = moved;
    for (int y = 0; y < 25; y += 5) {
      long b0 = b[y];
      long b1 = b[y + 1];
      long b2 = b[y + 2];
      long b3 = b[y + 3];
      long b4 = b[y + 4];
      a[y] = b0 ^ (~b1 & b2);
      a[y + 1] = b1 ^ (~b2 & b3);
      a[y + 2] = b2 ^ (~b3 & b4);
      a[y + 3] = b3 ^ (~b4 & b0);
      a[y + 4] = b4 ^ (~b0 & b1);
    }
  }
}
