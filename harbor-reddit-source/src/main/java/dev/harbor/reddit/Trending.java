package dev.harbor.reddit;

import static java.util.Objects.requireNonNull;

/**
 * What a source of what is trending brings. Immutable.
 *
 * @param by how subreddits are found
 * @param subreddits how many
 * @param posts how many of each
 * @param comments how many of each post; 0 for none
 * @param sort which listing the posts are from
 */
public record Trending(By by, int subreddits, int posts, int comments, Listing sort) {
  private static final int MOST = 100;
  private static final int MOST_COMMENTS = 500;

  /** Checks the numbers. */
  public Trending {
    requireNonNull(by, "by");
    requireNonNull(sort, "sort");
    if (subreddits < 1
        || subreddits > MOST
        || posts < 1
        || posts > MOST
        || comments < 0
        || comments > MOST_COMMENTS) {
      throw new IllegalArgumentException(
          "Cannot read what is trending of %d subreddits, %d posts each, %d comments each: expected 1 to 100, 1 to 100 and 0 to 500"
              .formatted(subreddits, posts, comments));
    }
  }

  /** Ten hot posts of each of the five most popular subreddits, with twenty comments each. */
  public static Trending standard() {
    return new Trending(By.POPULAR, 5, 10, 20, Listing.HOT);
  }

  /** The same of subreddits that are found in another way. */
  public Trending withBy(By other) {
    return new Trending(other, subreddits, posts, comments, sort);
  }

  /** The same of another number of subreddits. */
  public Trending withSubreddits(int number) {
    return new Trending(by, number, posts, comments, sort);
  }

  /** The same with another number of posts of each subreddit. */
  public Trending withPosts(int number) {
    return new Trending(by, subreddits, number, comments, sort);
  }

  /** The same with another number of comments of each post. */
  public Trending withComments(int number) {
    return new Trending(by, subreddits, posts, number, sort);
  }

  /** The same with posts of another listing. */
  public Trending withSort(Listing listing) {
    return new Trending(by, subreddits, posts, comments, listing);
  }

  /** How trending subreddits are found. */
  public enum By {
    /** Reddit's list of popular subreddits. */
    POPULAR,
    /** The subreddits of the posts that are rising now. */
    RISING
  }
}
