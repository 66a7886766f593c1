package dev.harbor.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExitTest {
  private static final String NEW_LINE = System.lineSeparator();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void endsWithWhatTheProgramReturns() {
    assertThat(status(arguments -> Exit.DONE)).isZero();
    assertThat(status(arguments -> Exit.FAILED)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void handsTheArgumentsOver() {
    assertThat(status(arguments -> arguments.has("loud") ? Exit.DONE : Exit.FAILED, "--loud"))
        .isZero();
  }

  @Test
  void helpGoesToStandardOutputAndRunsNothing() {
    int status =
        status(
            arguments -> {
              throw new AssertionError("run");
            },
            "--help");

    assertThat(status).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("Usage: run QuickStart [options]\n");
  }

  @Test
  void badArgumentsAreStatusTwo() {
    assertThat(status(arguments -> Exit.DONE, "--quiet")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "Cannot read the arguments of QuickStart: there is no option '--quiet'. See QuickStart --help"
                + NEW_LINE);
  }

  @Test
  void missingSettingsAreStatusTwo() {
    int status =
        status(
            arguments -> {
              throw new UsageException("Cannot start: DATABASE_URL is not set");
            });

    assertThat(status).isEqualTo(2);
  }

  @Test
  void anyOtherExceptionIsStatusOneWithItsMessageAndItsReasons() {
    int status =
        status(
            arguments -> {
              throw new IllegalStateException(
                  "Cannot load", new IOException(new IOException("broken pipe")));
            });

    assertThat(status).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "Cannot load%n  because: java.io.IOException: broken pipe%n  because: broken pipe%n"
                .formatted());
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void anErrorWithoutAMessageIsStatusOneAndNamed() {
    int status =
        status(
            arguments -> {
              throw new StackOverflowError();
            });

    assertThat(status).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("StackOverflowError" + NEW_LINE);
  }

  @Test
  void theStackTraceIsThereWhenAskedFor() {
    Exit.Streams debugging = new Exit.Streams(print(out), print(err), true);
    int status =
        debugging.statusOf(
            commandLine(),
            new String[0],
            arguments -> {
              throw new IllegalStateException("Cannot load");
            });

    assertThat(status).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Cannot load", "at dev.harbor.examples.support.ExitTest");
  }

  private int status(Exit.Program program, String... arguments) {
    return new Exit.Streams(print(out), print(err), false)
        .statusOf(commandLine(), arguments, program);
  }

  private static CommandLine commandLine() {
    return CommandLine.of("QuickStart", "Loads a few rows.").flag("loud", "says more");
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
