package dev.harbor.examples;

import dev.harbor.Pipeline;
import dev.harbor.examples.support.Database;
import dev.harbor.examples.support.Exit;
import dev.harbor.examples.support.Settings;
import dev.harbor.examples.support.UsageException;
import dev.harbor.reddit.RedditSource;
import dev.harbor.reddit.simulator.RedditSimulator;
import dev.harbor.reddit.simulator.SimulatorOptions;
import java.util.List;
import java.util.Map;

/** Loads what the README's program loads: by the settings, else from a simulated Reddit. */
public final class QuickStart {
  private static final List<String> NAMES =
      List.of(
          "REDDIT_CLIENT_ID",
          "REDDIT_CLIENT_SECRET",
          "REDDIT_USER_AGENT",
          "REDDIT_OAUTH_URL",
          "REDDIT_TOKEN_URL");

  private QuickStart() {}

  /** Runs the example and ends the JVM with its status. */
  public static void main(String[] arguments) {
    Exit.run(Idea.commandLine("QuickStart"), arguments, read -> load(Settings.read()));
  }

  private static int load(Settings settings) throws Exception {
    Map<String, String> variables = settings.these(NAMES);
    if (!variables.isEmpty()) {
      return load(settings, variables);
    }
    Database.check(settings);
    try (RedditSimulator reddit = RedditSimulator.start(SimulatorOptions.defaults())) {
      System.err.println("No REDDIT_ setting: using the simulated Reddit");
      return load(
          settings,
          Map.of(
              "REDDIT_CLIENT_ID", reddit.clientId(),
              "REDDIT_CLIENT_SECRET", reddit.clientSecret(),
              "REDDIT_USER_AGENT", "linux:dev.harbor.examples:0.1 (by /u/harbor_dev)",
              "REDDIT_OAUTH_URL", reddit.baseUrl(),
              "REDDIT_TOKEN_URL", reddit.tokenUrl()));
    }
  }

  private static int load(Settings settings, Map<String, String> variables) throws Exception {
    RedditSource.Builder builder;
    try {
      builder = RedditSource.builder(variables).subreddits("java", "programming");
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    try (RedditSource source = builder.build()) {
      return Idea.load(
          settings,
          postgres ->
              List.of(
                  Pipeline.builder("reddit")
                      .destination(postgres)
                      .dataset("raw")
                      .build()
                      .run(source)));
    }
  }
}
