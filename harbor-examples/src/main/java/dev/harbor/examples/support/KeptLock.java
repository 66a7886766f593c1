package dev.harbor.examples.support;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A lock on a file, between processes; a killed one holds nothing any more. Confined to one thread.
 */
final class KeptLock {
  private final FileChannel channel;

  private KeptLock(FileChannel channel) {
    this.channel = channel;
  }

  /** What is done under a lock. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** Waits until nobody else holds the file, and holds it during the step. */
  static void whileAlone(Path file, Step step) throws IOException {
    KeptLock lock = locked(file, Sharing.EXCLUSIVE);
    try {
      step.run();
    } finally {
      lock.channel.close();
    }
  }

  /** Waits until nobody else holds the file exclusively. */
  static KeptLock shared(Path file) throws IOException {
    return locked(file, Sharing.SHARED);
  }

  private enum Sharing {
    EXCLUSIVE,
    SHARED
  }

  private static KeptLock locked(Path file, Sharing sharing) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      channel.lock(0, Long.MAX_VALUE, sharing == Sharing.SHARED);
      return new KeptLock(channel);
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IllegalStateException(
          "Cannot use the PostgreSQL kept in '%s': this process uses it already"
              .formatted(file.getParent()),
          e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Gives a shared lock up and says whether nobody else holds one. */
  boolean releaseAsLast(Path file) throws IOException {
    channel.close();
    try (FileChannel again = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return again.tryLock() != null;
    }
  }
}
