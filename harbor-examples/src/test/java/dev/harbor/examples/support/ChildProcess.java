package dev.harbor.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A process that a test talks to line by line; killed when the test closes it. */
public final class ChildProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BufferedReader out;
  private final PrintStream in;
  private final Path errors;

  private ChildProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Starts a main of the test's class path. */
  public static ChildProcess java(
      Class<?> main, Path directory, Map<String, String> variables, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                absolute(System.getProperty("java.class.path")),
                main.getName()));
    command.addAll(List.of(arguments));
    return of(command, directory, variables);
  }

  /** Starts a command with variables beside the inherited ones. */
  public static ChildProcess of(List<String> command, Path directory, Map<String, String> variables)
      throws IOException {
    Path errors = Files.createTempFile("harbor-child-", ".err");
    List<String> interruptible = new ArrayList<>(interruptible());
    interruptible.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(interruptible)
            .directory(directory.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(variables);
    return new ChildProcess(builder.start(), errors);
  }

  /** Whoever runs us in the background lets us, and so our children, ignore SIGINT. */
  private static List<String> interruptible() throws IOException {
    List<String> prefix = List.of("env", "--default-signal=INT");
    List<String> trial = new ArrayList<>(prefix);
    trial.add("true");
    try {
      return new ProcessBuilder(trial).redirectErrorStream(true).start().waitFor() == 0
          ? prefix
          : List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String absolute(String classPath) {
    return String.join(
        File.pathSeparator,
        List.of(classPath.split(File.pathSeparator)).stream()
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  public long pid() {
    return process.pid();
  }

  public String readLine() throws IOException {
    String line = out.readLine();
    assertThat(line).as("standard error: %s", errors()).isNotNull();
    return line;
  }

  public String ask(String line) throws IOException {
    in.println(line);
    return readLine();
  }

  /** Ends the standard input. */
  public void endInput() {
    in.close();
  }

  public void signal(String name) throws Exception {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).isZero();
  }

  /** SIGKILL, and returns when it is gone. */
  public void kill() throws Exception {
    process.destroyForcibly();
    exitStatus();
  }

  public int exitStatus() throws Exception {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public String rest() throws IOException {
    return String.join("\n", out.lines().toList());
  }

  public String errors() throws IOException {
    return Files.readString(errors, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(errors);
  }

  /** Waits for a fact, asking often. */
  public static void await(String fact, BooleanSupplier holds) {
    long begun = System.nanoTime();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime() - begun)
          .as(fact)
          .isLessThan(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
