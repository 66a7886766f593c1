package dev.harbor.examples.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.examples.support.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the launcher in a copy of this checkout, with the real Maven. */
@DisabledIf(
    value = "isRepeated",
    disabledReason = "the launcher sees neither this JVM nor its arguments")
class LauncherIT {
  @TempDir static Path temporary;
  private static Checkout checkout;

  @TempDir Path directory = Path.of("");

  static boolean isRepeated() {
    return !System.getProperty("harbor.test.given-args", "").isBlank()
        || !System.getProperty("harbor.test.maven-java").equals(System.getProperty("java.home"));
  }

  @BeforeAll
  static void twoFirstCallsAtOnceBothWorkAndBuildOnce() throws Exception {
    checkout = Checkout.copiedInto(temporary);

    assertThatTwoCallsAtOnceBuildOnce("greeting one", Map.of());
  }

  @Test
  void doesNotCallMavenWhenNothingChanged() throws Exception {
    int builds = checkout.builds();
    Duration shortest = Duration.ofHours(1);
    for (int i = 0; i < 5; i++) {
      long begun = System.nanoTime();
      assertThat(greeting()).isEqualTo("greeting one");
      Duration duration = Duration.ofNanos(System.nanoTime() - begun);
      shortest = duration.compareTo(shortest) < 0 ? duration : shortest;
    }

    assertThat(checkout.builds()).isEqualTo(builds);
    assertThat(shortest).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void buildsWhatChangedAndTellsWhyItCannot() throws Exception {
    String source = Files.readString(checkout.main());
    int builds = checkout.builds();

    Files.writeString(checkout.main(), source.replace("greeting one", "greeting two"));
    assertThat(greeting()).isEqualTo("greeting two");
    assertThat(checkout.builds()).isEqualTo(builds + 1);

    Files.writeString(checkout.main(), source.replace("System.out", "Sistem.out"));
    try (ChildProcess broken = call()) {
      assertThat(broken.exitStatus()).isEqualTo(1);
      assertThat(broken.rest()).isEmpty();
      assertThat(broken.errors())
          .contains("package Sistem does not exist")
          .endsWith("Cannot run 'Echo': the build failed, see above\n");
    }

    Files.writeString(checkout.main(), source);
    String path = checkout.pathWithout("flock");
    assertThatTwoCallsAtOnceBuildOnce("greeting one", Map.of("PATH", path));
    checkout.removePathWithout();
    assertThat(checkout.builds()).isEqualTo(builds + 3);
  }

  @Test
  void takesThePlaceOfTheCallersProcess() throws Exception {
    try (ChildProcess main =
        checkout.call(checkout.launcher(), directory, "Echo", "7", "a  b", "*")) {
      assertThat(main.readLine()).isEqualTo("greeting one");
      assertThat(main.readLine()).isEqualTo(Long.toString(main.pid()));
      assertThat(main.readLine()).isEqualTo(directory.toRealPath().toString());
      assertThat(main.readLine()).isEqualTo("[7, a  b, *]");
      main.readLine();
      assertThat(main.ask("what the caller types")).isEqualTo("what the caller types");
      assertThat(main.exitStatus()).isEqualTo(7);
      assertThat(main.errors()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143", "KILL,137"})
  void signalsReachTheMain(String signal, int status) throws Exception {
    try (ChildProcess main = call()) {
      main.readLine();
      main.signal(signal);
      assertThat(main.exitStatus()).isEqualTo(status);
    }
  }

  @Test
  void theCallersOptionsForTheJvmHold() throws Exception {
    Map<String, String> options =
        Map.of("JAVA_OPTS", "-Decho=a -Xmx32m", "JAVA_TOOL_OPTIONS", "-Dtool=b");
    try (ChildProcess main = checkout.call(checkout.launcher(), directory, options, "Echo", "0")) {
      for (int i = 0; i < 4; i++) {
        main.readLine();
      }
      assertThat(main.readLine()).isEqualTo("a b");
    }
  }

  @Test
  void isCalledThroughLinksFromAnyDirectory() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), checkout.launcher());
    Path elsewhere = Files.createDirectory(directory.resolve("else where"));
    Path linkToLink =
        Files.createSymbolicLink(elsewhere.resolve("run"), elsewhere.relativize(link));

    for (Path launcher : new Path[] {link, linkToLink, Path.of("./run")}) {
      try (ChildProcess main = checkout.call(launcher, elsewhere, "Echo", "0")) {
        assertThat(main.readLine()).isEqualTo("greeting one");
      }
    }
    // JUnit would warn of links that leave the temporary directory.
    Files.delete(linkToLink);
    Files.delete(link);
  }

  @Test
  void listsTheExamples() throws Exception {
    String echo = "  %-24s %s".formatted("Echo", "Answers what its caller wants to know.");
    try (ChildProcess help = checkout.call(checkout.launcher(), directory, "--help")) {
      assertThat(help.exitStatus()).isZero();
      assertThat(help.rest()).startsWith("Usage: run NAME [arguments]").contains(echo);
    }
    try (ChildProcess nothing = checkout.call(checkout.launcher(), directory)) {
      assertThat(nothing.exitStatus()).isEqualTo(2);
      assertThat(nothing.errors()).startsWith("Usage: run NAME [arguments]").contains(echo);
    }
    try (ChildProcess unknown = checkout.call(checkout.launcher(), directory, "Ech.")) {
      assertThat(unknown.exitStatus()).isEqualTo(2);
      assertThat(unknown.errors())
          .startsWith("Cannot run 'Ech.': there is no example of this name\n")
          .contains(echo);
    }
  }

  private static void assertThatTwoCallsAtOnceBuildOnce(
      String greeting, Map<String, String> variables) throws IOException {
    int builds = checkout.builds();
    try (ChildProcess one = checkout.call(checkout.launcher(), temporary, variables, "Echo", "0");
        ChildProcess other =
            checkout.call(checkout.launcher(), temporary, variables, "Echo", "0")) {
      assertThat(one.readLine()).isEqualTo(greeting);
      assertThat(other.readLine()).isEqualTo(greeting);
    }
    assertThat(checkout.builds()).isEqualTo(builds + 1);
  }

  private String greeting() throws IOException {
    try (ChildProcess main = call()) {
      return main.readLine();
    }
  }

  private ChildProcess call() throws IOException {
    return checkout.call(checkout.launcher(), directory, "Echo", "0");
  }
}
