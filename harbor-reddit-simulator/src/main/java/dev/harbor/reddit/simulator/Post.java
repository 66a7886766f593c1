package dev.harbor.reddit.simulator;

/**
 * A post as it was made; what becomes of it is in {@link Lives}. Immutable.
 *
 * @param subreddit where it was made
 * @param number of its id
 * @param created epoch second
 * @param dice of its content
 */
record Post(Subreddit subreddit, long number, long created, Dice dice) implements Thing {
  private static final long FIRST_OF_2011 = 1293840000L;

  @Override
  public Fullname fullname() {
    return new Fullname(Fullname.POST, number);
  }

  /** An advertisement: in no subreddit, although it is made like a post of one. */
  boolean isPromoted() {
    return Ids.isPromoted(number);
  }

  /** From before 2011, when an edit was remembered but not its time. */
  boolean isAncient() {
    return created < FIRST_OF_2011;
  }
}
