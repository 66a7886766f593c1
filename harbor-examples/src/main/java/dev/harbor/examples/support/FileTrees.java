package dev.harbor.examples.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes what an interrupted start left behind. */
final class FileTrees {
  private FileTrees() {}

  /** Deletes the children whose names begin so, and goes on where a dying process deletes along. */
  static void deleteChildren(Path parent, String prefix) throws IOException {
    List<Path> leftovers;
    try (Stream<Path> children = Files.list(parent)) {
      leftovers =
          children.filter(child -> child.getFileName().toString().startsWith(prefix)).toList();
    }
    for (Path leftover : leftovers) {
      try (Stream<Path> tree = Files.walk(leftover)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          deleteIfPossible(path);
        }
      } catch (NoSuchFileException | UncheckedIOException e) {
        // Its name is never used again, so what stays costs only room, until the next start.
      }
    }
  }

  private static void deleteIfPossible(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The same: an orphan of the killed run may still be writing there.
    }
  }
}
