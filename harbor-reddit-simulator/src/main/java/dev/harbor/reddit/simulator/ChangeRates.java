package dev.harbor.reddit.simulator;

/**
 * How much of what was posted changes afterwards. Every component is a share from 0 to 1; changes
 * come within 36 hours of the posting, most of them early. Immutable.
 *
 * @param postsGone posts deleted by their author or removed by others
 * @param postsRestored posts that are unavailable at first and come back at their old place
 * @param postsEdited posts whose text is edited
 * @param lateApprovals posts that appear hours late, on top of newer ones
 * @param commentsGone comments deleted or removed
 * @param commentsRestored comments that are unavailable at first and come back
 * @param commentsEdited comments whose text is edited
 * @param accountsDeleted accounts deleted per 36 hours
 * @param scores posts and comments whose score moves
 * @param flairs posts whose flair is changed
 */
public record ChangeRates(
    double postsGone,
    double postsRestored,
    double postsEdited,
    double lateApprovals,
    double commentsGone,
    double commentsRestored,
    double commentsEdited,
    double accountsDeleted,
    double scores,
    double flairs) {

  /** Checks that every component is a share. */
  public ChangeRates {
    requireShare("postsGone", postsGone);
    requireShare("postsRestored", postsRestored);
    requireShare("postsEdited", postsEdited);
    requireShare("lateApprovals", lateApprovals);
    requireShare("commentsGone", commentsGone);
    requireShare("commentsRestored", commentsRestored);
    requireShare("commentsEdited", commentsEdited);
    requireShare("accountsDeleted", accountsDeleted);
    requireShare("scores", scores);
    requireShare("flairs", flairs);
  }

  /**
   * Returns the shares measured over all of Reddit in January 2026.
   *
   * @return the default of the simulator
   */
  public static ChangeRates measured() {
    return new ChangeRates(0.195, 0.017, 0.036, 0.01, 0.035, 0.005, 0.056, 0.001, 1, 0.02);
  }

  /**
   * Returns a world in which nothing changes after it was posted.
   *
   * @return rates that are all 0
   */
  public static ChangeRates none() {
    return new ChangeRates(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /**
   * Returns these rates with another share of posts that vanish.
   *
   * @param share from 0 to 1
   * @return a copy
   */
  public ChangeRates withPostsGone(double share) {
    return new ChangeRates(
        share,
        postsRestored,
        postsEdited,
        lateApprovals,
        commentsGone,
        commentsRestored,
        commentsEdited,
        accountsDeleted,
        scores,
        flairs);
  }

  /**
   * Returns these rates with another share of posts that are edited.
   *
   * @param share from 0 to 1
   * @return a copy
   */
  public ChangeRates withPostsEdited(double share) {
    return new ChangeRates(
        postsGone,
        postsRestored,
        share,
        lateApprovals,
        commentsGone,
        commentsRestored,
        commentsEdited,
        accountsDeleted,
        scores,
        flairs);
  }

  /**
   * Returns these rates with another share of posts that are approved late.
   *
   * @param share from 0 to 1
   * @return a copy
   */
  public ChangeRates withLateApprovals(double share) {
    return new ChangeRates(
        postsGone,
        postsRestored,
        postsEdited,
        share,
        commentsGone,
        commentsRestored,
        commentsEdited,
        accountsDeleted,
        scores,
        flairs);
  }

  static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "Cannot use %s %s: a share from 0 to 1 is expected".formatted(name, share));
    }
  }
}
