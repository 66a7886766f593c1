package dev.harbor.postgres.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.harbor.postgres.PostgresDestination;
import dev.harbor.run.RunFailedException;
import dev.harbor.schema.WriteDisposition;
import java.io.BufferedReader;
import java.io.InputStreamReader;

/**
 * Begins to load a feed, says started, waits for a line, and goes on. Says committed or its
 * failure.
 */
final class RacingLoad {
  private RacingLoad() {}

  public static void main(String[] arguments) {
    KilledLoad.quiet();
    Feed feed = new Feed(WriteDisposition.valueOf(arguments[2]), Integer.parseInt(arguments[3]));
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    try (PostgresDestination destination = PostgresDestination.fromUrl(arguments[0])) {
      KilledLoad.pipeline(destination, arguments[1], Long.MAX_VALUE)
          .run(
              feed.source(
                  () -> {
                    System.out.println("started");
                    input.readLine();
                  }));
      System.out.println("committed");
    } catch (RunFailedException e) {
      Throwable cause = e.getCause();
      System.out.println("failed " + (cause == null ? e : cause.getClass().getSimpleName()));
    }
  }
}
