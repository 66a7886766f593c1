package dev.harbor.examples.reddit;

import dev.harbor.Pipeline;
import dev.harbor.examples.support.Arguments;
import dev.harbor.examples.support.CommandLine;
import dev.harbor.examples.support.Database;
import dev.harbor.examples.support.Exit;
import dev.harbor.examples.support.ProgressLine;
import dev.harbor.examples.support.Settings;
import dev.harbor.examples.support.UsageException;
import dev.harbor.reddit.Listing;
import dev.harbor.reddit.RedditSource;
import dev.harbor.reddit.Trending;
import dev.harbor.run.RunFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Loads posts of the subreddits that are trending on Reddit, and some of their comments. */
public final class TrendingToPostgres {
  private TrendingToPostgres() {}

  /** Runs the program and ends the JVM with its status. */
  public static void main(String[] arguments) {
    Exit.run(commandLine(), arguments, TrendingToPostgres::run);
  }

  static CommandLine commandLine() {
    return CommandLine.of(
            "TrendingToPostgres",
            "Loads posts of the most popular subreddits into PostgreSQL, each once: REDDIT_SUBREDDIT_LIMIT subreddits (5),"
                + " REDDIT_POSTS_PER_SUBREDDIT posts of each (10), REDDIT_COMMENT_LIMIT comments of each post (20; 0 for none),"
                + " by REDDIT_POST_SORT (hot; or new, top, rising, controversial). Without REDDIT_CLIENT_ID and its like a"
                + " simulated Reddit is used, without DATABASE_URL a PostgreSQL is kept under .harbor.")
        .option("dataset", "NAME", "schema of the tables; reddit_trending")
        .option("pipeline", "NAME", "name of the pipeline; reddit_trending")
        .option("advance", "TIME", "how far a run moves the simulated clock, as 6h; 6h");
  }

  private static int run(Arguments arguments) throws Exception {
    Settings settings = Settings.read();
    Trending what = what(settings);
    RedditAccess access = RedditAccess.of(settings);
    Database.check(settings);
    Duration advance =
        arguments.find("advance").map(SimulatedTime::parse).orElse(Duration.ofHours(6));

    try (RedditHost reddit = access.open(Path.of(""), advance);
        RedditSource source = reddit.builder().trending(what).build();
        Database database = Database.open(settings, Path.of(""));
        ProgressLine progress = ProgressLine.onTerminal()) {
      Pipeline pipeline =
          Pipeline.builder(arguments.find("pipeline").orElse("reddit_trending"))
              .destination(database.destination())
              .dataset(arguments.find("dataset").orElse("reddit_trending"))
              .listener(progress)
              .build();
      try {
        System.out.print(pipeline.run(source));
      } catch (RunFailedException e) {
        System.out.print(e.report());
        throw e;
      } finally {
        database.describe(System.out);
      }
      return Exit.DONE;
    }
  }

  private static Trending what(Settings settings) {
    String sort = settings.find("REDDIT_POST_SORT").orElse("hot").strip();
    try {
      return Trending.standard()
          .withSubreddits(settings.wholeNumber("REDDIT_SUBREDDIT_LIMIT", 5))
          .withPosts(settings.wholeNumber("REDDIT_POSTS_PER_SUBREDDIT", 10))
          .withComments(settings.wholeNumber("REDDIT_COMMENT_LIMIT", 20))
          .withSort(Listing.valueOf(sort.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          String.valueOf(e.getMessage()).startsWith("Cannot")
              ? String.valueOf(e.getMessage())
              : "Cannot read REDDIT_POST_SORT: '%s' is found, hot, new, top, rising or controversial is expected"
                  .formatted(sort));
    }
  }
}
