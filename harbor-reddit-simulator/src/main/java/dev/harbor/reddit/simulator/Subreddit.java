package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.SimulatedSubreddit.Kind;

/**
 * A subreddit of the world. Immutable.
 *
 * @param index position among the options
 * @param settings as the options say
 * @param dice of its content
 * @param firstSecond before it there are no posts but ancient ones
 * @param closingSecond from it on the subreddit is private
 */
record Subreddit(
    int index, SimulatedSubreddit settings, Dice dice, long firstSecond, long closingSecond) {
  private static final long FIRST_NUMBER = Long.parseLong("2qh1a", 36);

  String name() {
    return settings.name();
  }

  Fullname fullname() {
    return new Fullname(Fullname.SUBREDDIT, FIRST_NUMBER + index * 7L);
  }

  static long indexOf(long number) {
    long offset = number - FIRST_NUMBER;
    return offset >= 0 && offset % 7 == 0 ? offset / 7 : -1;
  }

  boolean existsAt(long now) {
    return settings.appearsAfter() == null || now >= firstSecond;
  }

  Kind kindAt(long now) {
    return now >= closingSecond ? Kind.PRIVATE : settings.kind();
  }

  /** As Reddit's {@code subreddit_type}. */
  String typeAt(long now) {
    return switch (kindAt(now)) {
      case PRIVATE -> "private";
      case RESTRICTED -> "restricted";
      case USER -> "user";
      case PUBLIC, QUARANTINED, GATED, BANNED -> "public";
    };
  }

  String prefixedName() {
    return settings.kind() == Kind.USER ? "u/" + name().substring(2) : "r/" + name();
  }

  String path() {
    return settings.kind() == Kind.USER
        ? "/user/" + name().substring(2) + "/"
        : "/r/" + name() + "/";
  }
}
