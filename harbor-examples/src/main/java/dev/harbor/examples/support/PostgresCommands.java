package dev.harbor.examples.support;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** PostgreSQL's own programs, run to their end. Immutable. */
final class PostgresCommands {
  /** Secrets of the caller's environment would live on in the server's. */
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "TZ", "TMPDIR");

  private static final int LINES_IN_MESSAGE = 10;

  private final Path bin;
  private final Path output;
  private final Path serverLog;

  PostgresCommands(Path binaries, Path home) {
    this.bin = binaries.resolve("bin");
    this.output = home.resolve("command.log");
    this.serverLog = home.resolve("server.log");
  }

  void initdb(Path data) throws IOException {
    List<String> command =
        program(
            "initdb",
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C",
            "-D",
            data.toString());
    if (run(command) != 0) {
      throw new IOException(
          "Cannot create the kept PostgreSQL in '%s': %s".formatted(data, lastLines(output)));
    }
  }

  /** Whether the server is up and takes connections. */
  boolean start(Path data, int port) throws IOException {
    return run(startCommand(data, port)) == 0;
  }

  /** Whether the server has ended. */
  boolean stop(Path data, String mode) throws IOException {
    return run(program("pg_ctl", "-D", data.toString(), "-m", mode, "-w", "-t", "30", "stop")) == 0;
  }

  List<String> startCommand(Path data, int port) {
    String options =
        "-p %s -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=50"
            .formatted(Integer.toString(port));
    return program(
        "pg_ctl",
        "-D",
        data.toString(),
        "-w",
        "-t",
        "60",
        "-l",
        serverLog.toString(),
        "-o",
        options,
        "start");
  }

  /** What the last command and the server said, for a message. */
  String lastWords() throws IOException {
    return lastLines(output) + System.lineSeparator() + lastLines(serverLog);
  }

  private List<String> program(String name, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      // PostgreSQL refuses to run as root. In a user namespace of its own it is nobody, and outside
      // still the owner.
      command.add("unshare");
      command.add("-U");
    }
    command.add(bin.resolve(name).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean isRoot() {
    return new UnixSystem().getUid() == 0;
  }

  private int run(List<String> command) throws IOException {
    // Files, not pipes: the server inherits the streams, and whoever reads a pipe to its end would
    // wait for the server.
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(INHERITED);
    environment.put("LC_ALL", "C");
    try {
      return builder.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(
          "Cannot wait for '%s': interrupted".formatted(String.join(" ", command)));
    }
  }

  private static String lastLines(Path file) throws IOException {
    if (Files.notExists(file)) {
      return "";
    }
    List<String> lines =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - LINES_IN_MESSAGE), lines.size()));
  }
}
