package dev.harbor.reddit.simulator;

/**
 * Numbers of posts and comments: they grow with time, like Reddit's, and can be taken apart into
 * the second and the subreddit, so that a thing is found by its id without an index. Immutable.
 */
final class Ids {
  /** Comments of one subreddit in one second; more are dropped. */
  static final int COMMENTS_PER_SECOND = 16;

  private static final long FIRST_POST = Long.parseLong("1skaaaa", 36);
  private static final long FIRST_COMMENT = Long.parseLong("oskaaaa", 36);
  // Five characters: shorter than the ids of today, and lexically larger than most.
  private static final long FIRST_ANCIENT = Long.parseLong("7d2ka", 36);
  private static final int ANCIENT_PER_SUBREDDIT = 64;
  // Below those of posts, and as long; one for each hour since 1970.
  private static final long FIRST_PROMOTED = Long.parseLong("1s00000", 36);

  private final long origin;
  private final int subreddits;
  private final int lanes;

  /**
   * @param origin epoch second before which nothing but ancient posts exists
   */
  Ids(long origin, int subreddits) {
    this.origin = origin;
    this.subreddits = subreddits;
    this.lanes = Math.max(16, Integer.highestOneBit(Math.max(1, subreddits - 1)) * 2);
  }

  long post(long second, int subreddit) {
    return FIRST_POST + (second - origin) * lanes + subreddit;
  }

  boolean isPost(long number) {
    return number >= FIRST_POST && subredditOfPost(number) < subreddits;
  }

  long secondOfPost(long number) {
    return origin + (number - FIRST_POST) / lanes;
  }

  int subredditOfPost(long number) {
    return (int) ((number - FIRST_POST) % lanes);
  }

  long ancient(int subreddit, int index) {
    return FIRST_ANCIENT + (long) subreddit * ANCIENT_PER_SUBREDDIT + index;
  }

  boolean isAncient(long number) {
    return number >= FIRST_ANCIENT
        && number < FIRST_ANCIENT + (long) subreddits * ANCIENT_PER_SUBREDDIT;
  }

  int subredditOfAncient(long number) {
    return (int) ((number - FIRST_ANCIENT) / ANCIENT_PER_SUBREDDIT);
  }

  int indexOfAncient(long number) {
    return (int) ((number - FIRST_ANCIENT) % ANCIENT_PER_SUBREDDIT);
  }

  long comment(long second, int subreddit, int sequence) {
    return FIRST_COMMENT + ((second - origin) * lanes + subreddit) * COMMENTS_PER_SECOND + sequence;
  }

  boolean isComment(long number) {
    return number >= FIRST_COMMENT && subredditOfComment(number) < subreddits;
  }

  long secondOfComment(long number) {
    return origin + (number - FIRST_COMMENT) / COMMENTS_PER_SECOND / lanes;
  }

  int subredditOfComment(long number) {
    return (int) ((number - FIRST_COMMENT) / COMMENTS_PER_SECOND % lanes);
  }

  int sequenceOfComment(long number) {
    return (int) ((number - FIRST_COMMENT) % COMMENTS_PER_SECOND);
  }

  static long promoted(long hour) {
    return FIRST_PROMOTED + hour;
  }

  static boolean isPromoted(long number) {
    return number >= FIRST_PROMOTED && number < FIRST_POST;
  }

  static long hourOfPromoted(long number) {
    return number - FIRST_PROMOTED;
  }

  static String text(long number) {
    return Long.toString(number, 36);
  }
}
