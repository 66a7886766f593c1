package dev.harbor.reddit;

/**
 * A listing of a community.
 *
 * @param subreddit name as the caller wrote it
 * @param path {@code new}, {@code comments} and so on
 * @param isOfAllTime whether the period has to be asked for
 */
record ListingKey(String subreddit, String path, boolean isOfAllTime) {
  static ListingKey posts(String subreddit, Listing listing) {
    return new ListingKey(subreddit, listing.path(), listing.isOfAllTime());
  }

  static ListingKey comments(String subreddit) {
    return new ListingKey(subreddit, "comments", false);
  }

  /** Whether items come newest first, but for late ones. */
  boolean isByTime() {
    return path.equals("new") || path.equals("comments");
  }

  /** Name in the state. */
  String name() {
    return SubredditName.key(subreddit) + '/' + path;
  }

  @Override
  public String toString() {
    return "r/" + subreddit + '/' + path;
  }
}
