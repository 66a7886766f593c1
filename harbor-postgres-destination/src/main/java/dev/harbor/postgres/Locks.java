package dev.harbor.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.harbor.state.CheckpointKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Advisory locks of a transaction: one of the lane, then one of the dataset, always in this order.
 * A collision of keys only makes two loads wait for each other.
 */
final class Locks {
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

  private Locks() {}

  /** Takes the lock of a lane. */
  static void lane(Session session, CheckpointKey key) {
    session.doing("take the lock of '" + key + "'");
    take(
        session,
        keyOf(List.of("harbor", key.dataset(), key.pipeline(), key.source(), key.resource())));
  }

  /** Takes the lock of a dataset, for DDL, system tables and rows. */
  static void dataset(Session session, String dataset) {
    session.doing("take the lock of dataset '" + dataset + "'");
    take(session, keyOf(List.of("harbor", dataset)));
  }

  /** Asks again and again: a driver that waits in the server hears no interrupt. */
  private static void take(Session session, long key) {
    long pause = FIRST_PAUSE;
    while (!session.test("SELECT pg_try_advisory_xact_lock(?)", key)) {
      LockSupport.parkNanos(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  /** The first eight bytes of SHA-256 over the names; the server's hash functions may change. */
  static long keyOf(List<String> names) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(String.join("\0", names).getBytes(UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }
}
