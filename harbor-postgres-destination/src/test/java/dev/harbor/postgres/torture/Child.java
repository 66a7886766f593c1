package dev.harbor.postgres.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM of its own with the test's classes, listened to line by line. */
final class Child implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final String END = "\0";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> heard = new ArrayList<>();

  private Child(Process process) {
    this.process = process;
    DatabaseProxy.daemon("child-output", this::listen).start();
  }

  /** Starts a main. */
  static Child start(Class<?> main, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A short life: what the compiler would win later, it does not live to see.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", classPath(), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Wherever this JVM has its classes from, modules or not. */
  private static String classPath() {
    Set<String> entries = new LinkedHashSet<>();
    for (String property :
        List.of("java.class.path", "surefire.test.class.path", "jdk.module.path")) {
      @Nullable String path = System.getProperty(property);
      if (path != null && !path.isBlank()) {
        entries.addAll(List.of(path.split(File.pathSeparator)));
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private void listen() {
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      output.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("output ended: " + e);
    } finally {
      lines.add(END);
    }
  }

  /** Reads to a line that begins so; false if the child ended without it. */
  private boolean says(String beginning) throws InterruptedException {
    while (true) {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new IllegalStateException("silent for too long, after " + heard);
      }
      if (line.equals(END)) {
        lines.add(END);
        return false;
      }
      heard.add(line);
      if (line.startsWith(beginning)) {
        return true;
      }
    }
  }

  /** Reads to a line that must come. */
  void awaitLine(String beginning) throws InterruptedException {
    if (!says(beginning)) {
      throw new AssertionError("ended without '%s': %s".formatted(beginning, heard));
    }
  }

  /** Writes a line to the child's standard input. */
  void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** The last line that it said, when it has ended. */
  String lastLine() throws InterruptedException {
    if (says(END)) {
      throw new AssertionError("not the end");
    }
    return heard.isEmpty() ? "" : heard.get(heard.size() - 1);
  }

  /** Everything that it said, to its end. */
  String output() throws InterruptedException {
    lastLine();
    return String.join("\n", heard);
  }

  CompletableFuture<Process> ended() {
    return process.onExit();
  }

  /** SIGKILL; returns when it is gone. False if it had ended by itself. */
  boolean kill() throws InterruptedException {
    process.destroyForcibly();
    // 128 and the signal's number.
    return exitStatus() == 137;
  }

  int exitStatus() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still alive, after " + heard);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
