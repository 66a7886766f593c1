package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdsTest {
  private static final long ORIGIN = 1_760_000_000L;
  private final Ids ids = new Ids(ORIGIN, 20);

  @Test
  void canBeTakenApart() {
    for (long second = ORIGIN; second < ORIGIN + 31_000_000; second += 2_999_999) {
      for (int subreddit = 0; subreddit < 20; subreddit++) {
        long post = ids.post(second, subreddit);
        assertThat(ids.isPost(post)).isTrue();
        assertThat(ids.secondOfPost(post)).isEqualTo(second);
        assertThat(ids.subredditOfPost(post)).isEqualTo(subreddit);

        long comment = ids.comment(second, subreddit, 13);
        assertThat(ids.isComment(comment)).isTrue();
        assertThat(ids.secondOfComment(comment)).isEqualTo(second);
        assertThat(ids.subredditOfComment(comment)).isEqualTo(subreddit);
        assertThat(ids.sequenceOfComment(comment)).isEqualTo(13);
        assertThat(Ids.text(post)).hasSize(7);
        assertThat(Ids.text(comment)).hasSize(7);
      }
    }
  }

  @Test
  void growsWithTime() {
    assertThat(ids.post(ORIGIN + 1, 0)).isGreaterThan(ids.post(ORIGIN, 19));
    assertThat(ids.comment(ORIGIN + 1, 0, 0)).isGreaterThan(ids.comment(ORIGIN, 19, 15));
  }

  @Test
  void isShortForAncientPosts() {
    long ancient = ids.ancient(19, 59);
    assertThat(Ids.text(ancient)).hasSize(5);
    assertThat(ids.isAncient(ancient)).isTrue();
    assertThat(ids.subredditOfAncient(ancient)).isEqualTo(19);
    assertThat(ids.indexOfAncient(ancient)).isEqualTo(59);
    assertThat(ids.isPost(ancient)).isFalse();
  }

  @Test
  void knowsNoSubredditBehindTheLast() {
    assertThat(ids.isPost(ids.post(ORIGIN, 19) + 1)).isFalse();
  }
}
