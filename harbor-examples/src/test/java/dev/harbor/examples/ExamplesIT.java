package dev.harbor.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.examples.reddit.RedditStream;
import dev.harbor.examples.reddit.TrendingToPostgres;
import dev.harbor.examples.support.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mains of this package, as their callers see them, without any setting. */
class ExamplesIT {
  @TempDir static Path directory;

  @Test
  void theQuickStartLoadsASimulatedRedditIntoAKeptPostgres() throws Exception {
    assertThat(out(QuickStart.class, Map.of()))
        .contains("submissions: loaded", "comments: loaded", "redditors: loaded")
        .contains("The rows are in the PostgreSQL kept under .harbor");
  }

  @Test
  void theQuickStartNamesEverySettingThatIsMissing() throws Exception {
    try (ChildProcess main = start(QuickStart.class, Map.of("REDDIT_CLIENT_ID", "id"))) {
      assertThat(main.exitStatus()).isEqualTo(2);
      assertThat(main.errors()).contains("REDDIT_CLIENT_SECRET", "REDDIT_USER_AGENT");
    }
  }

  @Test
  void whatIsTrendingIsLoadedOnce() throws Exception {
    Map<String, String> few =
        Map.of(
            "REDDIT_SUBREDDIT_LIMIT", "2",
            "REDDIT_POSTS_PER_SUBREDDIT", "3",
            "REDDIT_COMMENT_LIMIT", "2");
    assertThat(out(TrendingToPostgres.class, few))
        .contains("submissions: loaded; 6 items", "new table comments");
    try (ChildProcess wrong =
        start(TrendingToPostgres.class, Map.of("REDDIT_POST_SORT", "loudest"))) {
      assertThat(wrong.exitStatus()).isEqualTo(2);
      assertThat(wrong.errors()).contains("Cannot read REDDIT_POST_SORT: 'loudest' is found");
    }
  }

  @Test
  void aStreamEndsInPeaceWhenItIsAskedTo() throws Exception {
    try (ChildProcess stream =
        ChildProcess.java(
            RedditStream.class,
            directory,
            without(),
            "--subreddits",
            "java",
            "--statistics",
            "1")) {
      ChildProcess.await("rows come in", () -> hasLoaded(stream));
      stream.signal("TERM");

      assertThat(stream.exitStatus()).as(stream.errors()).isZero();
      assertThat(stream.rest()).contains("r/java/new", "r/java/comments");
      assertThat(stream.errors().strip().lines().toList())
          .last()
          .asString()
          .matches(
              "submissions=\\d+ comments=\\d+ total=\\d+ loaded=\\d+ load errors=0 rate-limit"
                  + " hits=0 queue size=0");
    }
  }

  @Test
  void theIdeasLoad() throws Exception {
    Files.writeString(directory.resolve("a file"), "");
    assertThat(out(CustomSource.class, Map.of())).contains("files: loaded", "cursor time: none");
    assertThat(out(IncrementalMerge.class, Map.of())).contains("1 inserted, 1 updated");
    assertThat(out(SchemaEvolutionAndContracts.class, Map.of()))
        .contains("1 items kept in quarantine");
    assertThat(out(NestedData.class, Map.of())).contains("orders__lines", "orders__tags");
    assertThat(out(DependentResources.class, Map.of())).contains("posts: loaded", "3 inserted");
  }

  @Test
  void theDestinationOfOnesOwnLeavesJsonLines() throws Exception {
    assertThat(out(CustomDestination.class, Map.of())).contains("planets: loaded; 2 items read");
    assertThat(Files.readAllLines(directory.resolve(".harbor/sky_dataset.jsonl")))
        .hasSize(3)
        .anyMatch(line -> line.contains("Mars"));
  }

  private static boolean hasLoaded(ChildProcess stream) {
    try {
      return stream.errors().matches("(?s).*loaded=[1-9].*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String out(Class<?> main, Map<String, String> variables) throws Exception {
    try (ChildProcess process = start(main, variables)) {
      String out = process.rest();
      assertThat(process.exitStatus()).as(process.errors()).isZero();
      return out;
    }
  }

  private static ChildProcess start(Class<?> main, Map<String, String> variables) throws Exception {
    Map<String, String> environment = new HashMap<>(without());
    environment.putAll(variables);
    return ChildProcess.java(main, directory, environment);
  }

  /** Nothing of whoever runs the tests: an empty setting is none. */
  private static Map<String, String> without() {
    Map<String, String> none = new HashMap<>();
    for (String name : System.getenv().keySet()) {
      if (name.matches("DATABASE_URL|PG[A-Z]+|SUPABASE_.*|REDDIT_.*")) {
        none.put(name, "");
      }
    }
    return none;
  }
}
