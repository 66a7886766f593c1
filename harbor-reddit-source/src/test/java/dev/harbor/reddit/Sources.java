package dev.harbor.reddit;

import dev.harbor.reddit.simulator.RedditSimulator;
import dev.harbor.rest.http.RequestPolicy;
import java.time.Duration;

/** Sources that ask a server of the test's, and do not wait long. */
final class Sources {
  static final String AGENT = "test:harbor-tests:1.0 (by /u/harbor)";
  static final RequestPolicy HASTY =
      RequestPolicy.builder()
          .delays(Duration.ofMillis(1), Duration.ofMillis(5))
          .throttleDelays(Duration.ofMillis(1), Duration.ofMillis(5))
          .build();

  private Sources() {}

  static RedditSource.Builder of(RedditSimulator reddit) {
    return RedditSource.builder(RedditCredentials.appOnly(reddit.clientId(), reddit.clientSecret()))
        .baseUrl(reddit.baseUrl())
        .tokenUrl(reddit.tokenUrl())
        .userAgent(AGENT)
        .requestPolicy(HASTY);
  }
}
