package dev.harbor.reddit;

import java.util.Locale;

/** In which order a community's posts are listed; each list holds at most 1,000. */
public enum Listing {
  /** Newest first: the one to follow a community by. */
  NEW,
  /** By votes and age. */
  HOT,
  /** By votes, of a {@link Period}. */
  TOP,
  /** By votes of the last minutes. */
  RISING,
  /** By how much votes differ, of a {@link Period}. */
  CONTROVERSIAL;

  String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean hasPeriods() {
    return this == TOP || this == CONTROVERSIAL;
  }
}
