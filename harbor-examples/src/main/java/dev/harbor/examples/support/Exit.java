package dev.harbor.examples.support;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Ends a program with the status that its callers rely on.
 *
 * <p>An exception's message goes to standard error, and those of its causes below it; the stack
 * trace only where {@code HARBOR_DEBUG} is set.
 */
public final class Exit {
  /** All that was asked for is done. */
  public static final int DONE = 0;

  /** Something failed after the arguments and settings were found good. */
  public static final int FAILED = 1;

  /** The arguments or settings cannot be used; nothing was contacted. */
  public static final int USAGE = 2;

  private static final int MOST_CAUSES = 10;

  /** A program, after its arguments were read. */
  @FunctionalInterface
  public interface Program {
    /**
     * Does the program's work.
     *
     * @param arguments the call's, never asking for help
     * @return {@link #DONE} or {@link #FAILED}; whoever returns the latter has told the reason
     * @throws UsageException if arguments or settings cannot be used
     * @throws Exception for any other reason not to go on
     */
    int run(Arguments arguments) throws Exception;
  }

  private Exit() {}

  /**
   * Runs a program and ends the JVM with its status; never returns.
   *
   * @param commandLine what the program accepts
   * @param arguments what main was given
   * @param program the work
   */
  public static void run(CommandLine commandLine, String[] arguments, Program program) {
    boolean debug = !System.getenv().getOrDefault("HARBOR_DEBUG", "").isBlank();
    int status =
        new Streams(System.out, System.err, debug).statusOf(commandLine, arguments, program);
    System.out.flush();
    System.exit(status);
  }

  /** Where the words go. */
  record Streams(PrintStream out, PrintStream err, boolean debug) {
    int statusOf(CommandLine commandLine, String[] arguments, Program program) {
      try {
        Arguments read = commandLine.parse(arguments);
        if (read.isHelp()) {
          out.print(commandLine.help());
          return DONE;
        }
        return program.run(read);
      } catch (UsageException e) {
        tell(e);
        return USAGE;
      } catch (Throwable e) {
        // Errors too: a main that is out of memory has failed like any other.
        tell(e);
        return FAILED;
      }
    }

    private void tell(Throwable thrown) {
      if (debug) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        err.print(trace);
        return;
      }

      Set<String> messages = new LinkedHashSet<>();
      int depth = 0;
      for (Throwable t = thrown; t != null && depth < MOST_CAUSES; t = t.getCause()) {
        messages.add(message(t));
        depth++;
      }
      err.println(String.join(System.lineSeparator() + "  because: ", messages));
    }

    private static String message(Throwable thrown) {
      String message = thrown.getMessage();
      return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }
  }
}
