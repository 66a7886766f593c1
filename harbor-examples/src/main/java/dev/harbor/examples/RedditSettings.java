package dev.harbor.examples;

import dev.harbor.Pipeline;
import dev.harbor.destination.Destination;
import dev.harbor.reddit.CommentTrees;
import dev.harbor.reddit.Listing;
import dev.harbor.reddit.OnDelete;
import dev.harbor.reddit.Period;
import dev.harbor.reddit.RedditCredentials;
import dev.harbor.reddit.RedditSource;
import dev.harbor.reddit.StreamOptions;
import dev.harbor.reddit.Trending;
import dev.harbor.run.RunReport;
import dev.harbor.run.SegmentLimits;
import java.time.Duration;
import java.util.Map;

/** The code of the guide to Reddit. */
final class RedditSettings {
  private RedditSettings() {}

  // tag::reddit-backfill[]
  static RedditSource backfill(Map<String, String> variables) {
    return RedditSource.builder(variables)
        .subreddits("java", "kotlin+scala")
        .multireddits("user/some_one/m/jvm")
        .listings(Listing.NEW, Listing.TOP, Listing.CONTROVERSIAL)
        .periods(Period.ALL, Period.YEAR, Period.MONTH)
        .search("title:loom self:yes")
        .resources("submissions", "comments", "subreddits")
        .keepRaw()
        .build();
  }

  // end::reddit-backfill[]

  // tag::reddit-refresh[]
  static RedditSource following(Map<String, String> variables) {
    return RedditSource.builder(variables)
        .subreddits("java")
        .refreshRequests(100)
        .onDelete(OnDelete.SCRUB)
        .build();
  }

  // end::reddit-refresh[]

  // tag::reddit-trees[]
  static RedditSource discussion(Map<String, String> variables) {
    return RedditSource.builder(variables)
        .subreddits("java")
        .commentTrees(CommentTrees.of("1skdqht").withRequests(100).withLeastFolded(3))
        .build();
  }

  // end::reddit-trees[]

  // tag::reddit-trending[]
  static RedditSource trending(RedditCredentials credentials) {
    return RedditSource.trending(credentials, Trending.standard().withSubreddits(10))
        .userAgent("linux:my-app:1.0 (by /u/my_name)")
        .build();
  }

  // end::reddit-trending[]

  // tag::reddit-stream[]
  static RunReport follow(Map<String, String> variables, Destination destination) {
    try (RedditSource source =
        RedditSource.builder(variables).subreddits("java", "kotlin").stream(
                StreamOptions.standard())
            .build()) {
      Runtime.getRuntime().addShutdownHook(new Thread(source::stop));
      return Pipeline.builder("reddit_stream")
          .destination(destination)
          .parallelism(3)
          .segmentLimits(SegmentLimits.none().withMaxAge(Duration.ofSeconds(3)))
          .build()
          .run(source);
    }
  }
  // end::reddit-stream[]
}
