package dev.harbor.examples.support;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a command so that a shell reads it as it is. */
final class ShellWords {
  private ShellWords() {}

  static String quoted(List<String> command) {
    return command.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
