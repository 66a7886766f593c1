package dev.harbor.reddit.simulator;

/**
 * A comment as it was made. Immutable.
 *
 * @param post that it belongs to
 * @param index among the comments of the post, by arrival
 * @param number of its id
 * @param arrival epoch second from which it is there
 * @param created epoch second that it shows; may be a little before the arrival
 * @param dice of its content
 */
record Comment(Post post, int index, long number, long arrival, long created, Dice dice)
    implements Thing {

  @Override
  public Subreddit subreddit() {
    return post.subreddit();
  }

  @Override
  public Fullname fullname() {
    return new Fullname(Fullname.COMMENT, number);
  }
}
