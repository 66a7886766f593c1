package dev.harbor.reddit;

import java.util.Locale;

/** The time that the votes of {@link Listing#TOP} and {@link Listing#CONTROVERSIAL} are from. */
public enum Period {
  /** The last hour. */
  HOUR,
  /** The last day. */
  DAY,
  /** The last week. */
  WEEK,
  /** The last month. */
  MONTH,
  /** The last year. */
  YEAR,
  /** All time. */
  ALL;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
