package dev.harbor.examples.launcher;

import dev.harbor.examples.support.ChildProcess;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A copy of this checkout without its tests, with a main to run, and a mvn in front of the real one
 * that keeps count.
 */
final class Checkout {
  private static final Set<String> LEFT_OUT =
      Set.of("target", "test", ".git", ".harbor", "docs", "benchmarks");
  private static final String MAIN =
      """
      package dev.harbor.examples;

      import java.io.BufferedReader;
      import java.io.InputStreamReader;
      import java.nio.charset.StandardCharsets;
      import java.nio.file.Path;
      import java.util.List;

      /** Answers what its caller wants to know. */
      public final class Echo {
        private Echo() {}

        /**
         * Prints what it was given.
         *
         * @param arguments the first is the exit status
         * @throws Exception if standard input cannot be read
         */
        public static void main(String[] arguments) throws Exception {
          System.out.println("greeting one");
          System.out.println(ProcessHandle.current().pid());
          System.out.println(Path.of("").toAbsolutePath());
          System.out.println(List.of(arguments));
          System.out.println(System.getProperty("echo", "none") + " " + System.getProperty("tool", "none"));
          System.out.println(
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine());
          System.exit(Integer.parseInt(arguments[0]));
        }
      }
      """;

  private final Path root;
  private final Path calls;
  private final Path shims;

  private Checkout(Path root, Path calls, Path shims) {
    this.root = root;
    this.calls = calls;
    this.shims = shims;
  }

  static Checkout copiedInto(Path temporary) throws IOException {
    Path root = temporary.resolve("a checkout");
    copy(origin(), root, directory -> LEFT_OUT.contains(directory.getFileName().toString()));
    Path calls = Files.createFile(temporary.resolve("calls"));
    Path shims = Files.createDirectory(temporary.resolve("shims"));
    Checkout checkout = new Checkout(root, calls, shims);
    Files.writeString(checkout.main(), MAIN);
    checkout.countCallsOfMaven();
    return checkout;
  }

  Path launcher() {
    return root.resolve("harbor-examples").resolve("run");
  }

  Path main() {
    return root.resolve("harbor-examples/src/main/java/dev/harbor/examples/Echo.java");
  }

  /** How often Maven has built here. */
  int builds() throws IOException {
    return (int)
        Files.readAllLines(calls).stream().filter(call -> call.contains(" package")).count();
  }

  /** Calls a launcher, by whatever name, from a directory. */
  ChildProcess call(Path launcher, Path directory, String... arguments) throws IOException {
    return call(launcher, directory, Map.of(), arguments);
  }

  ChildProcess call(
      Path launcher, Path directory, Map<String, String> variables, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", shims + ":" + System.getenv("PATH"));
    environment.put(
        "MAVEN_OPTS", "-Dmaven.repo.local=" + System.getProperty("harbor.test.repository"));
    environment.putAll(variables);
    return ChildProcess.of(command, directory, environment);
  }

  /** A PATH with all that is there, except for one program. */
  String pathWithout(String program) throws IOException {
    Path programs = Files.createDirectory(shims.resolveSibling("programs"));
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (!Files.isDirectory(Path.of(folder))) {
        continue;
      }
      try (var files = Files.newDirectoryStream(Path.of(folder))) {
        for (Path file : files) {
          Path link = programs.resolve(file.getFileName());
          if (!file.endsWith(program) && Files.notExists(link)) {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, file);
          }
        }
      }
    }
    return shims + ":" + programs;
  }

  /** Removes it again: JUnit would warn of every link. */
  void removePathWithout() throws IOException {
    Path programs = shims.resolveSibling("programs");
    try (var links = Files.newDirectoryStream(programs)) {
      for (Path link : links) {
        Files.delete(link);
      }
    }
    Files.delete(programs);
  }

  private void countCallsOfMaven() throws IOException {
    Path real = realMaven();
    Path shim = shims.resolve("mvn");
    Files.writeString(
        shim, "#!/bin/sh\necho \"$*\" >> '%s'\nexec '%s' \"$@\"\n".formatted(calls, real));
    if (!shim.toFile().setExecutable(true)) {
      throw new IOException("Cannot make '%s' executable".formatted(shim));
    }
  }

  /** What the launcher would use here. */
  private Path realMaven() {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      Path maven = Path.of(folder, "mvn");
      if (Files.isExecutable(maven)) {
        return maven;
      }
    }
    return root.resolve("mvnw");
  }

  /** The checkout that the tests belong to. */
  static Path origin() {
    return Path.of(System.getProperty("harbor.test.checkout"));
  }

  /** Copies a tree with its times, but for some directories. */
  static void copy(Path from, Path to, Predicate<Path> leftOut) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (leftOut.test(directory)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(directory).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                to.resolve(from.relativize(file).toString()),
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
