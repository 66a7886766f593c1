package dev.harbor.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When a segment is committed although the source goes on. It is cut at the next safe point: a
 * checkpoint of the source, or a new cursor value of a resource declared ascending. Immutable.
 *
 * @param maxRows rows of all tables
 * @param maxBytes bytes of encoded rows
 * @param maxAge time since the first item
 */
public record SegmentLimits(long maxRows, long maxBytes, Duration maxAge) {
  /** Checks that every limit is positive. */
  public SegmentLimits {
    requireNonNull(maxAge, "maxAge");
    if (maxRows < 1 || maxBytes < 1 || maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException(
          "Cannot limit segments to %d rows, %d bytes, %s: every limit must be positive"
              .formatted(maxRows, maxBytes, maxAge));
    }
  }

  /** A run of a resource is one segment. */
  public static SegmentLimits none() {
    return new SegmentLimits(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(36_500));
  }

  /** Segments of about this many rows. */
  public static SegmentLimits ofRows(long maxRows) {
    return new SegmentLimits(maxRows, Long.MAX_VALUE, Duration.ofDays(36_500));
  }

  /** The same limits with another age. */
  public SegmentLimits withMaxAge(Duration age) {
    return new SegmentLimits(maxRows, maxBytes, age);
  }
}
