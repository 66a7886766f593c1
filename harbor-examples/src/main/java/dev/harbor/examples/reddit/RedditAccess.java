package dev.harbor.examples.reddit;

import dev.harbor.examples.support.Setting;
import dev.harbor.examples.support.Settings;
import dev.harbor.reddit.RedditCredentials;
import dev.harbor.reddit.RedditSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How Reddit is reached, by the settings: with credentials, or as a simulator if none is set. */
final class RedditAccess {
  private static final Setting CLIENT_ID =
      new Setting("REDDIT_CLIENT_ID", "id of the application, from reddit.com/prefs/apps");
  private static final Setting CLIENT_SECRET =
      new Setting("REDDIT_CLIENT_SECRET", "secret of the application");
  private static final Setting USER_AGENT =
      new Setting("REDDIT_USER_AGENT", "who asks, as linux:my-app:1.0 (by /u/my_name)");
  private static final Setting USERNAME =
      new Setting("REDDIT_USERNAME", "user the application belongs to");
  private static final Setting PASSWORD = new Setting("REDDIT_PASSWORD", "password of that user");

  private final Settings settings;

  private RedditAccess(Settings settings) {
    this.settings = settings;
  }

  static RedditAccess of(Settings settings) {
    RedditAccess access = new RedditAccess(settings);
    if (!access.isSimulated()) {
      settings.required(access.needed().toArray(new Setting[0]));
    }
    return access;
  }

  private boolean isSimulated() {
    return Stream.of(
            "REDDIT_CLIENT_ID",
            "REDDIT_CLIENT_SECRET",
            "REDDIT_USER_AGENT",
            "REDDIT_REFRESH_TOKEN",
            "REDDIT_USERNAME",
            "REDDIT_PASSWORD",
            "REDDIT_ACCESS_TOKEN",
            "REDDIT_OAUTH_URL",
            "REDDIT_TOKEN_URL")
        .allMatch(name -> settings.find(name).isEmpty());
  }

  private List<Setting> needed() {
    List<Setting> needed = new ArrayList<>();
    if (settings.find("REDDIT_ACCESS_TOKEN").isEmpty()) {
      needed.add(CLIENT_ID);
      if (settings.find("REDDIT_REFRESH_TOKEN").isEmpty()) {
        needed.add(CLIENT_SECRET);
      }
    }
    needed.add(USER_AGENT);
    if (settings.find("REDDIT_USERNAME").isPresent()
        || settings.find("REDDIT_PASSWORD").isPresent()) {
      needed.add(USERNAME);
      needed.add(PASSWORD);
    }
    return needed;
  }

  /** A builder for a source that will never be asked. */
  RedditSource.Builder trial() {
    return isSimulated()
        ? RedditSource.builder(RedditCredentials.appOnly("id", "secret"))
            .userAgent("linux:dev.harbor.examples:0.1 (by /u/harbor_dev)")
        : real();
  }

  RedditHost open(Path workingDirectory, Duration advance) throws IOException {
    if (!isSimulated()) {
      return RedditHost.real(real());
    }
    KeptSimulator kept = new KeptSimulator(workingDirectory);
    return RedditHost.simulated(kept.start(advance));
  }

  private RedditSource.Builder real() {
    RedditSource.Builder builder =
        RedditSource.builder(credentials()).userAgent(value("REDDIT_USER_AGENT"));
    settings.find("REDDIT_OAUTH_URL").ifPresent(builder::baseUrl);
    settings.find("REDDIT_TOKEN_URL").ifPresent(builder::tokenUrl);
    return builder;
  }

  private RedditCredentials credentials() {
    if (settings.find("REDDIT_ACCESS_TOKEN").isPresent()) {
      return RedditCredentials.accessToken(value("REDDIT_ACCESS_TOKEN"));
    }
    if (settings.find("REDDIT_REFRESH_TOKEN").isPresent()) {
      return RedditCredentials.refreshToken(
          value("REDDIT_CLIENT_ID"),
          settings.find("REDDIT_CLIENT_SECRET").orElse(""),
          value("REDDIT_REFRESH_TOKEN"));
    }
    if (settings.find("REDDIT_USERNAME").isPresent()) {
      return RedditCredentials.password(
          value("REDDIT_CLIENT_ID"),
          value("REDDIT_CLIENT_SECRET"),
          value("REDDIT_USERNAME"),
          value("REDDIT_PASSWORD"));
    }
    return RedditCredentials.appOnly(value("REDDIT_CLIENT_ID"), value("REDDIT_CLIENT_SECRET"));
  }

  private String value(String name) {
    return settings.find(name).orElseThrow();
  }
}
