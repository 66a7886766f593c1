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
import dev.harbor.run.RunFailedException;
import dev.harbor.source.Filters;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Loads posts, comments and their authors from Reddit, real or simulated, into PostgreSQL. */
public final class RedditToPostgres {
  static final List<String> SUBREDDITS =
      List.of("java", "programming", "dataengineering", "Kotlin", "PostgreSQL");

  private static final List<String> KEYWORDS =
      List.of(
          "struggle", "problem", "frustrated", "wish", "can't", "difficult", "annoying", "pain");

  private RedditToPostgres() {}

  /** Runs the program and ends the JVM with its status. */
  public static void main(String[] arguments) {
    Exit.run(commandLine(), arguments, RedditToPostgres::run);
  }

  static CommandLine commandLine() {
    return CommandLine.of(
            "RedditToPostgres",
            "Loads what is new on Reddit into PostgreSQL. Without REDDIT_CLIENT_ID and its like a simulated Reddit is used,"
                + " without DATABASE_URL a PostgreSQL is kept under .harbor; .env.example lists all settings.")
        .option("subreddits", "a,b", "communities; " + String.join(",", SUBREDDITS))
        .option("resources", "a,b", "of submissions, comments, redditors; all three")
        .option("sort", "WORD", "listing of posts: new, hot, top or rising; new")
        .option("since", "ISO", "nothing older, as 2026-01-31 or 2026-01-31T12:00:00Z")
        .option(
            "keywords",
            "a,b",
            String.join(",", KEYWORDS),
            "only posts and comments that contain one of these; alone: "
                + String.join(", ", KEYWORDS))
        .option("dataset", "NAME", "schema of the tables; reddit")
        .option("pipeline", "NAME", "name of the pipeline; reddit")
        .option("advance", "TIME", "how far a run moves the simulated clock, as 6h; 6h");
  }

  private static int run(Arguments arguments) throws Exception {
    Settings settings = Settings.read();
    RedditAccess access = RedditAccess.of(settings);
    Database.check(settings);
    List<String> subreddits =
        arguments.has("subreddits") ? arguments.list("subreddits") : SUBREDDITS;
    Duration advance =
        arguments.find("advance").map(SimulatedTime::parse).orElse(Duration.ofHours(6));
    check(access, arguments, subreddits);

    try (RedditHost reddit = access.open(Path.of(""), advance);
        RedditSource source = configured(reddit.builder(), arguments, subreddits).build();
        Database database = Database.open(settings, Path.of(""));
        ProgressLine progress = ProgressLine.onTerminal()) {
      Pipeline pipeline =
          Pipeline.builder(arguments.find("pipeline").orElse("reddit"))
              .destination(database.destination())
              .dataset(arguments.find("dataset").orElse("reddit"))
              .listener(progress)
              .build();
      try {
        System.out.print(pipeline.run(chosen(source, arguments)));
      } catch (RunFailedException e) {
        System.out.print(e.report());
        throw e;
      } finally {
        database.describe(System.out);
      }
      return Exit.DONE;
    }
  }

  /**
   * Builds a source once, without contacting anything, so that wrong arguments end the program
   * before a server starts.
   */
  private static void check(RedditAccess access, Arguments arguments, List<String> subreddits) {
    try {
      configured(access.trial(), arguments, subreddits).build().close();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static RedditSource.Builder configured(
      RedditSource.Builder builder, Arguments arguments, List<String> subreddits) {
    builder.subreddits(subreddits.toArray(new String[0]));
    if (arguments.has("resources")) {
      builder.resources(arguments.list("resources").toArray(new String[0]));
    }
    arguments
        .oneOf("sort", List.of("new", "hot", "top", "rising"))
        .map(word -> Listing.valueOf(word.toUpperCase(Locale.ROOT)))
        .ifPresent(builder::listings);
    arguments.find("since").map(RedditToPostgres::instant).ifPresent(builder::since);
    return builder;
  }

  /** The source without the posts and comments that hold no keyword. */
  private static Source chosen(RedditSource source, Arguments arguments) {
    if (!arguments.has("keywords")) {
      return source;
    }
    Predicate<Object> wanted =
        Filters.anyContains(List.of("title", "selftext", "body"), arguments.list("keywords"));
    Source chosen = source;
    for (Resource resource : source.resources()) {
      if (!resource.name().equals("redditors")) {
        chosen = chosen.with(resource.name(), builder -> builder.filter(wanted));
      }
    }
    return chosen;
  }

  private static Instant instant(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : java.time.OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "Cannot read --since '%s': expected a date or an instant such as 2026-01-31T12:00:00Z"
              .formatted(text));
    }
  }
}
