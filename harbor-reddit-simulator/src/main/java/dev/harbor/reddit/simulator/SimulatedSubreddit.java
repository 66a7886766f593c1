package dev.harbor.reddit.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A subreddit of the simulated world. Immutable.
 *
 * @param name as created; found in any case
 * @param kind who may see it
 * @param postsPerHour mean over a day
 * @param commentsPerPost mean; a few posts get many times more
 * @param backlog exact number of posts before the clock's start, evenly spread; null where the
 *     history has as many as {@code postsPerHour} gives
 * @param appearsAfter time from the clock's start until the subreddit exists; null: it always did
 * @param closesAfter time from the clock's start until it turns private; null: never
 */
public record SimulatedSubreddit(
    String name,
    Kind kind,
    double postsPerHour,
    double commentsPerPost,
    @Nullable Integer backlog,
    @Nullable Duration appearsAfter,
    @Nullable Duration closesAfter) {

  /** Who may see a subreddit, and how it answers those who may not. */
  public enum Kind {
    /** Everybody. */
    PUBLIC,
    /** Everybody may read, few may write. */
    RESTRICTED,
    /** Members only: 403. */
    PRIVATE,
    /** Needs an opt-in: 403. */
    QUARANTINED,
    /** Shows a warning first: 403. */
    GATED,
    /** Closed by Reddit: 404. */
    BANNED,
    /** A user's profile, {@code u_name}; all posts are the user's. */
    USER
  }

  /** Checks the numbers. */
  public SimulatedSubreddit {
    if (!name.matches("[A-Za-z0-9_-]{2,40}")) {
      throw new IllegalArgumentException(
          "Cannot create subreddit '%s': 2 to 40 letters, digits, _ and - are expected"
              .formatted(name));
    }
    if (!(postsPerHour >= 0 && postsPerHour <= 2000)) {
      throw new IllegalArgumentException(
          "Cannot create subreddit '%s': %s posts per hour found, 0 to 2000 expected"
              .formatted(name, postsPerHour));
    }
    if (!(commentsPerPost >= 0 && commentsPerPost <= 1000)) {
      throw new IllegalArgumentException(
          "Cannot create subreddit '%s': %s comments per post found, 0 to 1000 expected"
              .formatted(name, commentsPerPost));
    }
    if (backlog != null && backlog < 0) {
      throw new IllegalArgumentException(
          "Cannot create subreddit '%s': a backlog of %d found, 0 or more expected"
              .formatted(name, backlog));
    }
  }

  /**
   * Returns a public subreddit with 6.5 comments per post.
   *
   * @param name as created
   * @param postsPerHour mean over a day
   * @return a subreddit that always existed and stays open
   */
  public static SimulatedSubreddit of(String name, double postsPerHour) {
    return new SimulatedSubreddit(name, Kind.PUBLIC, postsPerHour, 6.5, null, null, null);
  }

  /**
   * Returns this subreddit for another circle of readers.
   *
   * @param readers who may see it
   * @return a copy
   */
  public SimulatedSubreddit withKind(Kind readers) {
    return new SimulatedSubreddit(
        name, readers, postsPerHour, commentsPerPost, backlog, appearsAfter, closesAfter);
  }

  /**
   * Returns this subreddit with another number of posts.
   *
   * @param mean posts per hour
   * @return a copy
   */
  public SimulatedSubreddit withPostsPerHour(double mean) {
    return new SimulatedSubreddit(
        name, kind, mean, commentsPerPost, backlog, appearsAfter, closesAfter);
  }

  /**
   * Returns this subreddit with another number of comments.
   *
   * @param mean comments per post
   * @return a copy
   */
  public SimulatedSubreddit withCommentsPerPost(double mean) {
    return new SimulatedSubreddit(
        name, kind, postsPerHour, mean, backlog, appearsAfter, closesAfter);
  }

  /**
   * Returns this subreddit with an exact number of posts before the clock's start.
   *
   * @param posts evenly spread over the history
   * @return a copy
   */
  public SimulatedSubreddit withBacklog(int posts) {
    return new SimulatedSubreddit(
        name, kind, postsPerHour, commentsPerPost, posts, appearsAfter, closesAfter);
  }

  /**
   * Returns this subreddit, created only some time after the clock's start.
   *
   * @param delay until it exists
   * @return a copy
   */
  public SimulatedSubreddit appearingAfter(Duration delay) {
    return new SimulatedSubreddit(
        name, kind, postsPerHour, commentsPerPost, backlog, delay, closesAfter);
  }

  /**
   * Returns this subreddit, turning private some time after the clock's start.
   *
   * @param delay until it is private
   * @return a copy
   */
  public SimulatedSubreddit closingAfter(Duration delay) {
    return new SimulatedSubreddit(
        name, kind, postsPerHour, commentsPerPost, backlog, appearsAfter, delay);
  }
}
