package dev.harbor.examples.reddit;

import dev.harbor.Pipeline;
import dev.harbor.examples.support.Arguments;
import dev.harbor.examples.support.CommandLine;
import dev.harbor.examples.support.Database;
import dev.harbor.examples.support.Exit;
import dev.harbor.examples.support.Settings;
import dev.harbor.examples.support.Signals;
import dev.harbor.examples.support.UsageException;
import dev.harbor.reddit.RedditSource;
import dev.harbor.reddit.StreamOptions;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.SegmentLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Follows posts and comments of Reddit's communities into PostgreSQL until it is stopped. */
public final class RedditStream {
  private static final List<String> RESOURCES = List.of("submissions", "comments");
  private static final Duration COMMIT_AFTER = Duration.ofSeconds(3);
  private static final double SIMULATED_SPEED = 60;

  private RedditStream() {}

  /** Runs the program and ends the JVM with its status. */
  public static void main(String[] arguments) {
    Exit.run(commandLine(), arguments, RedditStream::run);
  }

  static CommandLine commandLine() {
    return CommandLine.of(
            "RedditStream",
            "Stores what comes in on Reddit in PostgreSQL, seconds later, until Ctrl+C or SIGTERM."
                + " Without REDDIT_CLIENT_ID and its like a simulated Reddit is used, sixty times"
                + " as fast as time; without DATABASE_URL a PostgreSQL is kept under .harbor.")
        .option(
            "subreddits", "a,b", "communities; " + String.join(",", RedditToPostgres.SUBREDDITS))
        .option("resources", "a,b", "of submissions, comments; both")
        .option("statistics", "SECONDS", "how often numbers are printed; 60")
        .option("retry-wait", "SECONDS", "how long it waits after an error; 30")
        .option("dataset", "NAME", "schema of the tables; reddit")
        .option("pipeline", "NAME", "name of the pipeline; reddit_stream");
  }

  private static int run(Arguments arguments) throws Exception {
    Settings settings = Settings.read();
    RedditAccess access = RedditAccess.of(settings);
    Database.check(settings);
    Duration every = seconds(arguments, "statistics", 60);
    StreamOptions options =
        StreamOptions.standard().withRetryWait(seconds(arguments, "retry-wait", 30));
    check(access, arguments, options, every);

    try (RedditHost reddit = access.stream(SIMULATED_SPEED);
        Database database = Database.open(settings, Path.of(""))) {
      StreamLoop loop =
          new StreamLoop(
              configured(reddit.builder(), arguments, options),
              options.queueSize(),
              options.retryWait());
      Signals.onFirst(loop::stop);
      Pipeline pipeline =
          Pipeline.builder(arguments.find("pipeline").orElse("reddit_stream"))
              .destination(database.destination())
              .dataset(arguments.find("dataset").orElse("reddit"))
              .parallelism(RESOURCES.size() + 1)
              .segmentLimits(SegmentLimits.none().withMaxAge(COMMIT_AFTER))
              .listener(loop)
              .build();
      try {
        System.out.print(loop.run(pipeline, every));
      } catch (RunFailedException e) {
        System.out.print(e.report());
        throw e;
      } finally {
        database.describe(System.out);
      }
      return Exit.DONE;
    }
  }

  private static Duration seconds(Arguments arguments, String option, int usual) {
    return Duration.ofSeconds(arguments.wholeNumber(option).orElse(usual));
  }

  /** Builds a source once, so that wrong arguments end the program before anything is asked. */
  private static void check(
      RedditAccess access, Arguments arguments, StreamOptions options, Duration every) {
    if (every.isZero()) {
      throw new UsageException("Cannot read --statistics '0': at least one second is expected");
    }
    for (String resource : arguments.list("resources")) {
      if (!RESOURCES.contains(resource)) {
        throw new UsageException(
            "Cannot read --resources '%s': submissions and comments can be streamed"
                .formatted(resource));
      }
    }
    try {
      configured(access.trial(), arguments, options).build().close();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static RedditSource.Builder configured(
      RedditSource.Builder builder, Arguments arguments, StreamOptions options) {
    List<String> subreddits =
        arguments.has("subreddits") ? arguments.list("subreddits") : RedditToPostgres.SUBREDDITS;
    List<String> resources = arguments.has("resources") ? arguments.list("resources") : RESOURCES;
    return builder
        .subreddits(subreddits.toArray(new String[0]))
        .resources(resources.toArray(new String[0]))
        .stream(options);
  }
}
