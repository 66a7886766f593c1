package dev.harbor.reddit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was there, perhaps, and can no longer be read.
 *
 * @param resource what would have held it
 * @param subreddit where it was
 * @param listing what was walked
 * @param from seconds; what is older was read; null if not a matter of time
 * @param to seconds; what is newer was read; null if not a matter of time
 * @param reason why, in a few words
 * @param detected when it was found, in seconds
 */
record Gap(
    String resource,
    String subreddit,
    String listing,
    @Nullable Long from,
    @Nullable Long to,
    String reason,
    long detected) {

  /** What two reports of it have in common. */
  String id() {
    return resource + ':' + listing + ':' + (from == null ? detected : from + "-" + to);
  }

  /** The row of the table. */
  Map<String, @Nullable Object> row() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", id());
    row.put("resource", resource);
    row.put("subreddit", subreddit);
    row.put("listing", listing);
    row.put("from_utc", from);
    row.put("to_utc", to);
    row.put("from_at", from == null ? null : Instant.ofEpochSecond(from));
    row.put("to_at", to == null ? null : Instant.ofEpochSecond(to));
    row.put("reason", reason);
    row.put("detected_at", Instant.ofEpochSecond(detected));
    return row;
  }

  Map<String, @Nullable Object> toState() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("resource", resource);
    values.put("subreddit", subreddit);
    values.put("listing", listing);
    values.put("from", from);
    values.put("to", to);
    values.put("reason", reason);
    values.put("detected", detected);
    return values;
  }

  static Gap of(Map<?, ?> values) {
    return new Gap(
        String.valueOf(values.get("resource")),
        String.valueOf(values.get("subreddit")),
        String.valueOf(values.get("listing")),
        number(values.get("from")),
        number(values.get("to")),
        String.valueOf(values.get("reason")),
        values.get("detected") instanceof Number at ? at.longValue() : 0);
  }

  private static @Nullable Long number(@Nullable Object value) {
    return value instanceof Number number ? (Long) number.longValue() : null;
  }

  /**
   * Where something is missing.
   *
   * @param from the end of what was known before, in seconds
   * @param to the oldest of what came now, in seconds
   */
  record Hole(long from, long to) {}
}
