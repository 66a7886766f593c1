package dev.harbor.examples.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server wrote into {@code postmaster.pid}.
 *
 * @param content the whole file, to see whether it is still the same
 * @param pid of the server, empty while the file is being written
 * @param port it listens on, empty while the file is being written
 * @param ready whether it takes connections
 */
record PostmasterFile(String content, Optional<Long> pid, Optional<Integer> port, boolean ready) {
  private static final int PID = 0;
  private static final int PORT = 3;
  private static final int STATUS = 7;

  /** The file of a data directory, or empty if there is none. */
  static Optional<PostmasterFile> read(Path data) throws IOException {
    try {
      return Optional.of(of(Files.readString(file(data), StandardCharsets.ISO_8859_1)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }

  static PostmasterFile of(String content) {
    List<String> lines = content.lines().map(String::strip).toList();
    return new PostmasterFile(
        content,
        number(lines, PID).filter(pid -> pid > 0),
        number(lines, PORT).map(Math::toIntExact),
        lines.size() > STATUS && lines.get(STATUS).equals("ready"));
  }

  private static Optional<Long> number(List<String> lines, int index) {
    return lines.size() > index && lines.get(index).matches("[0-9]{1,9}")
        ? Optional.of(Long.parseLong(lines.get(index)))
        : Optional.empty();
  }
}
