package dev.harbor.examples;

// tag::load-reddit[]
import dev.harbor.Pipeline;
import dev.harbor.postgres.PostgresDestination;
import dev.harbor.reddit.RedditSource;

final class LoadReddit {
  public static void main(String[] arguments) {
    try (RedditSource reddit = RedditSource.fromEnvironment("java", "programming");
        PostgresDestination postgres = PostgresDestination.fromEnvironment()) {
      Pipeline pipeline = Pipeline.builder("reddit").destination(postgres).dataset("raw").build();
      System.out.print(pipeline.run(reddit));
    }
  }
}
// end::load-reddit[]
