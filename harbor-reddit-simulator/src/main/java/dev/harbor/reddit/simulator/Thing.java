package dev.harbor.reddit.simulator;

/** A post or a comment: made by somebody, in a subreddit, at a time. */
interface Thing {
  Subreddit subreddit();

  long number();

  long created();

  Dice dice();

  Fullname fullname();

  default String id() {
    return Ids.text(number());
  }
}
