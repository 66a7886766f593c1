package dev.harbor.internal.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file of blocks. It has no name where the system allows that, so that nothing is left
 * behind after a kill.
 */
final class SpoolFile implements Closeable {
  private final Path path;
  private final FileChannel channel;
  private long position;

  private SpoolFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static SpoolFile create() throws IOException {
    Path path = Files.createTempFile("harbor-", ".spool");
    FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    SpoolFile file = new SpoolFile(path, channel);
    file.forgetName();
    return file;
  }

  private void forgetName() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Windows keeps the name of an open file; it is deleted on close.
      System.getLogger("dev.harbor").log(System.Logger.Level.TRACE, "spool file keeps its name", e);
    }
  }

  /** Appends bytes; returns where they begin. */
  long append(byte[] bytes, int length) throws IOException {
    long start = position;
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      position += channel.write(buffer, position);
    }
    return start;
  }

  void read(long from, byte[] target, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
    long at = from;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, at);
      if (count < 0) {
        throw new IOException("a spool file ends before its last block");
      }
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
