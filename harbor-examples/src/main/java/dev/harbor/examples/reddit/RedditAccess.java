package dev.harbor.examples.reddit;

import dev.harbor.examples.support.Settings;
import dev.harbor.examples.support.UsageException;
import dev.harbor.reddit.RedditSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How Reddit is reached, by the settings: with credentials, or as a simulator if none is set. */
final class RedditAccess {
  /** Settings that say where Reddit is and who asks. */
  private static final List<String> NAMES =
      List.of(
          "REDDIT_CLIENT_ID",
          "REDDIT_CLIENT_SECRET",
          "REDDIT_USER_AGENT",
          "REDDIT_REFRESH_TOKEN",
          "REDDIT_USERNAME",
          "REDDIT_PASSWORD",
          "REDDIT_ACCESS_TOKEN",
          "REDDIT_OAUTH_URL",
          "REDDIT_TOKEN_URL");

  private static final Map<String, String> TRIAL =
      Map.of(
          "REDDIT_CLIENT_ID", "id",
          "REDDIT_CLIENT_SECRET", "secret",
          "REDDIT_USER_AGENT", "linux:dev.harbor.examples:0.1 (by /u/harbor_dev)");

  private final Map<String, String> variables;

  private RedditAccess(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * Checks the settings.
   *
   * @throws UsageException if some but not all are set; its message names each that is missing
   */
  static RedditAccess of(Settings settings) {
    RedditAccess access = new RedditAccess(settings.these(NAMES));
    access.trial();
    return access;
  }

  private boolean isSimulated() {
    return variables.isEmpty();
  }

  /** A builder for a source that will never be asked. */
  RedditSource.Builder trial() {
    return isSimulated() ? RedditSource.builder(TRIAL) : real();
  }

  RedditHost open(Path workingDirectory, Duration advance) throws IOException {
    if (!isSimulated()) {
      return RedditHost.real(real());
    }
    KeptSimulator kept = new KeptSimulator(workingDirectory);
    return RedditHost.simulated(kept.start(advance));
  }

  /** For a stream: the simulated Reddit's time goes by itself, so many times as fast as ours. */
  RedditHost stream(double speed) throws IOException {
    return isSimulated()
        ? RedditHost.simulated(new KeptSimulator(Path.of("")).running(speed))
        : RedditHost.real(real());
  }

  private RedditSource.Builder real() {
    try {
      return RedditSource.builder(variables);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + " or in the file .env of the working directory");
    }
  }
}
