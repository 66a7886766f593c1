package dev.harbor.source;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cursor: the value by which Harbor tells new items from old ones. Items before the window are
 * left out; items at its edge that were stored before are left out too, told by their primary key,
 * else by their whole content. Immutable.
 *
 * @param <T> class of the values
 */
public final class Incremental<T> {
  private final String path;
  private final Class<T> type;
  private final @Nullable T initialValue;
  private final RowOrder order;

  private Incremental(String path, Class<T> type, @Nullable T initialValue, RowOrder order) {
    requireNonNull(path, "path");
    if (path.isBlank()) {
      throw new IllegalArgumentException(
          "Cannot make a cursor of a blank path; name a field such as 'updated_at'");
    }
    this.path = path;
    this.type = type;
    this.initialValue = initialValue;
    this.order = order;
  }

  /**
   * A cursor whose values are of the kind that the data has: integers, numbers, date-times or text.
   */
  public static Incremental<Object> of(String path) {
    return new Incremental<>(path, Object.class, null, RowOrder.UNORDERED);
  }

  /**
   * A cursor of instants: {@code java.time} values or ISO 8601 text, in which no zone means UTC.
   */
  public static Incremental<Instant> ofInstant(String path) {
    return new Incremental<>(path, Instant.class, null, RowOrder.UNORDERED);
  }

  /** A cursor of integers. */
  public static Incremental<Long> ofLong(String path) {
    return new Incremental<>(path, Long.class, null, RowOrder.UNORDERED);
  }

  /** A cursor of numbers. */
  public static Incremental<BigDecimal> ofDecimal(String path) {
    return new Incremental<>(path, BigDecimal.class, null, RowOrder.UNORDERED);
  }

  /** A cursor of text, ordered by code point. */
  public static Incremental<String> ofText(String path) {
    return new Incremental<>(path, String.class, null, RowOrder.UNORDERED);
  }

  /** A cursor of days. */
  public static Incremental<LocalDate> ofDate(String path) {
    return new Incremental<>(path, LocalDate.class, null, RowOrder.UNORDERED);
  }

  /** The same cursor with the value that the first run starts at, included. */
  public Incremental<T> startingAt(T value) {
    return new Incremental<>(path, type, requireNonNull(value, "value"), order);
  }

  /** The same cursor over items in a known order. */
  public Incremental<T> order(RowOrder rowOrder) {
    return new Incremental<>(path, type, initialValue, requireNonNull(rowOrder, "rowOrder"));
  }

  /**
   * Where the value stands in an item: names and indexes, such as {@code data.items[0].created_at}.
   */
  public String path() {
    return path;
  }

  /** Class of the values; {@code Object} if the data decides. */
  public Class<T> type() {
    return type;
  }

  /** The value that the first run starts at; empty if it takes everything. */
  public Optional<T> initialValue() {
    return Optional.ofNullable(initialValue);
  }

  /** In which order items come. */
  public RowOrder order() {
    return order;
  }
}
