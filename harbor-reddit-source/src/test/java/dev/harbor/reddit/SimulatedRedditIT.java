package dev.harbor.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.reddit.simulator.ChangeRates;
import dev.harbor.reddit.simulator.RedditSimulator;
import dev.harbor.reddit.simulator.SimulatedSubreddit;
import dev.harbor.reddit.simulator.SimulatorOptions;
import dev.harbor.reddit.simulator.Truth;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulatedRedditIT {
  private static final SimulatorOptions STILL =
      SimulatorOptions.defaults()
          .withChanges(ChangeRates.none())
          .withSubreddits(
              SimulatedSubreddit.of("java", 0.5).withCommentsPerPost(2),
              SimulatedSubreddit.of("busy", 40).withCommentsPerPost(1));

  @Test
  void walksEverythingThatIsListedAndThenOnlyWhatIsNew() throws Exception {
    try (RedditSimulator reddit = RedditSimulator.start(STILL);
        RedditSource source = Sources.of(reddit).subreddits("java", "busy").build()) {
      Lane posts = new Lane("submissions");
      Lane.Run first = posts.run(source);
      assertThat(first.incomplete()).isEmpty();
      assertThat(posts.rows().keySet()).containsAll(listed(reddit, "java"));
      assertThat(posts.rows().keySet()).containsAll(listed(reddit, "busy"));

      reddit.advance(Duration.ofHours(1));
      int before = posts.rows().size();
      Lane.Run second = posts.run(source);
      int fresh = posts.rows().size() - before;
      assertThat(posts.rows().keySet()).containsAll(listed(reddit, "busy"));
      assertThat(fresh).isPositive();
      assertThat(second.requests()).isLessThanOrEqualTo(2 * 2 + fresh / 100);
    }
  }

  private static Set<String> listed(RedditSimulator reddit, String subreddit) {
    return reddit.truth().posts(subreddit).stream()
        .filter(row -> row.reachableBy().contains("new"))
        .map(Truth.Row::name)
        .map(name -> name.substring(3))
        .collect(Collectors.toSet());
  }
}
