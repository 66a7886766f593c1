package dev.harbor.examples.json;

import dev.harbor.examples.support.UsageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The files of a call, or standard input, opened one after the other; what is gzip is unpacked,
 * whatever it is called.
 */
final class JsonInput {
  private static final int BUFFER = 64 * 1024;

  private final List<String> names;

  JsonInput(List<String> names) {
    for (String name : names) {
      if (!name.equals("-") && !Files.isReadable(Path.of(name))) {
        throw new UsageException(
            "Cannot read '%s': there is no such file, or it may not be read".formatted(name));
      }
      if (!name.equals("-") && Files.isDirectory(Path.of(name))) {
        throw new UsageException("Cannot read '%s': it is a directory".formatted(name));
      }
    }
    this.names = names;
  }

  List<String> names() {
    return names;
  }

  static InputStream open(String name) throws IOException {
    InputStream raw =
        new BufferedInputStream(
            name.equals("-") ? System.in : Files.newInputStream(Path.of(name)), BUFFER);
    raw.mark(2);
    int first = raw.read();
    int second = raw.read();
    raw.reset();
    return first == 0x1f && second == 0x8b ? new GZIPInputStream(raw, BUFFER) : raw;
  }
}
