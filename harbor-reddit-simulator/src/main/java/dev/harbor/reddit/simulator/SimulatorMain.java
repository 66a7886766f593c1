package dev.harbor.reddit.simulator;

import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** Runs a simulated Reddit until the process ends. */
public final class SimulatorMain {
  private static final String USAGE =
      "usage: [--port n] [--seed n] [--clock 2026-01-15T12:00:00Z] [--realtime]";

  private SimulatorMain() {}

  /**
   * Starts a simulator, prints its two addresses, and waits.
   *
   * @param args {@code --port n}, {@code --seed n}, {@code --clock instant} where the world stands,
   *     {@code --realtime} to let its clock run
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public static void main(String... args) throws InterruptedException {
    run(System.out, args);
  }

  static void run(PrintStream out, String... args) throws InterruptedException {
    try (RedditSimulator simulator = RedditSimulator.start(options(args))) {
      out.println("REDDIT_OAUTH_URL=" + simulator.baseUrl());
      out.println("REDDIT_TOKEN_URL=" + simulator.tokenUrl());
      new CountDownLatch(1).await();
    }
  }

  /**
   * The clock moves from the standard start, so that two runs with different clocks see one world.
   */
  static SimulatorOptions options(String... args) {
    // A client outside cannot move the virtual clock when it waits for the next window.
    SimulatorOptions options =
        SimulatorOptions.defaults()
            .withRateBudget(RateBudget.standard().withTimeBase(TimeBase.REAL))
            .withTokens(TokenPolicy.standard().withTimeBase(TimeBase.REAL));
    for (int i = 0; i < args.length; i++) {
      options =
          switch (args[i]) {
            case "--realtime" -> options.withClockSpeed(1);
            case "--port" -> options.withPort(Integer.parseInt(value(args, ++i)));
            case "--seed" -> options.withSeed(Long.parseLong(value(args, ++i)));
            case "--clock" -> options.withClock(Instant.parse(value(args, ++i)));
            default ->
                throw new IllegalArgumentException(
                    "Cannot read argument '%s'; %s".formatted(args[i], USAGE));
          };
    }
    return options;
  }

  private static String value(String[] args, int index) {
    if (index >= args.length) {
      throw new IllegalArgumentException(
          "Cannot read argument '%s': its value is missing; %s".formatted(args[index - 1], USAGE));
    }
    return args[index];
  }
}
