package dev.harbor.examples.reddit;

import dev.harbor.reddit.RedditCredentials;
import dev.harbor.reddit.RedditSource;
import dev.harbor.reddit.simulator.RedditSimulator;
import org.jspecify.annotations.Nullable;

/** The Reddit of one run: the real one, or a simulator that ends with the run. */
final class RedditHost implements AutoCloseable {
  private final RedditSource.Builder builder;
  private final @Nullable RedditSimulator simulator;

  private RedditHost(RedditSource.Builder builder, @Nullable RedditSimulator simulator) {
    this.builder = builder;
    this.simulator = simulator;
  }

  static RedditHost real(RedditSource.Builder builder) {
    return new RedditHost(builder, null);
  }

  static RedditHost simulated(RedditSimulator simulator) {
    RedditSource.Builder builder =
        RedditSource.builder(
                RedditCredentials.appOnly(simulator.clientId(), simulator.clientSecret()))
            .userAgent("linux:dev.harbor.examples:0.1 (by /u/harbor_dev)")
            .baseUrl(simulator.baseUrl())
            .tokenUrl(simulator.tokenUrl());
    return new RedditHost(builder, simulator);
  }

  /** A source's settings, but for what is to be read. */
  RedditSource.Builder builder() {
    return builder;
  }

  @Override
  public void close() {
    if (simulator != null) {
      simulator.close();
    }
  }
}
