package dev.harbor.reddit.simulator;

/**
 * A user of the world. Immutable.
 *
 * @param index position among the users
 * @param name as created
 * @param fate what becomes of the account
 * @param fateAt epoch second of it
 * @param dice of everything else
 */
record Account(int index, String name, Fate fate, long fateAt, Dice dice) {
  private static final long FIRST_NUMBER = Long.parseLong("1w72a0", 36);

  enum Fate {
    NORMAL,
    DELETED,
    SUSPENDED,
    SHADOW_BANNED
  }

  Fullname fullname() {
    return new Fullname(Fullname.ACCOUNT, FIRST_NUMBER + index * 31L);
  }

  static long indexOf(long number) {
    long offset = number - FIRST_NUMBER;
    return offset >= 0 && offset % 31 == 0 ? offset / 31 : -1;
  }

  long created() {
    return 1_230_768_000L + dice.below("created", 480_000_000);
  }
}
