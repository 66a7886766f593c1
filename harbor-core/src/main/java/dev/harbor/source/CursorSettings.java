package dev.harbor.source;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that is said of a cursor; changed only in a fresh copy. */
final class CursorSettings<T> {
  /** So many keys of dlt's longer form stay under 64 KiB. */
  static final int MOST_KEYS = 2_500;

  final String path;
  final Class<T> type;
  @Nullable T initial;
  @Nullable T end;
  boolean openStart;
  boolean closedEnd;
  RowOrder order = RowOrder.UNORDERED;
  boolean down;
  @Nullable LastValue<T> function;
  @Nullable Duration lagTime;
  @Nullable BigDecimal lagUnits;
  @Nullable Duration settling;
  OnMissingCursor onMissing = OnMissingCursor.FAIL;
  @Nullable String partition;
  @Nullable List<String> keyFields;
  @Nullable Function<Object, ?> keyFunction;
  int mostKeys = MOST_KEYS;
  boolean ignoringWindow;
  private boolean clipped;

  CursorSettings(String path, Class<T> type) {
    this.path = path;
    this.type = type;
  }

  CursorSettings<T> copy() {
    CursorSettings<T> copy = new CursorSettings<>(path, type);
    copy.initial = initial;
    copy.end = end;
    copy.openStart = openStart;
    copy.closedEnd = closedEnd;
    copy.order = order;
    copy.down = down;
    copy.function = function;
    copy.lagTime = lagTime;
    copy.lagUnits = lagUnits;
    copy.settling = settling;
    copy.onMissing = onMissing;
    copy.partition = partition;
    copy.keyFields = keyFields;
    copy.keyFunction = keyFunction;
    copy.mostKeys = mostKeys;
    copy.ignoringWindow = ignoringWindow;
    copy.clipped = clipped;
    return copy;
  }

  /** Narrows the range; it may become empty. */
  void clip(@Nullable T start, @Nullable T newEnd) {
    T from = initial;
    T to = end;
    if (start != null && (from == null || compare(start, from) > 0)) {
      initial = start;
    }
    if (newEnd != null && (to == null || compare(newEnd, to) < 0)) {
      end = newEnd;
      closedEnd = false;
    }
    clipped = true;
  }

  void requireConsistent(String resource) {
    T from = initial;
    T to = end;
    if (to != null && from == null) {
      throw refused(resource, "it ends at " + to + " but starts nowhere; call startingAt(...)");
    }
    if (to != null && from != null && !clipped && isInverted(from, to)) {
      throw refused(
          resource,
          "it starts at " + from + " and ends at " + to + ", which lies before the start");
    }
    if (function != null && (lagTime != null || lagUnits != null || settling != null || down)) {
      throw refused(
          resource,
          "a function of its own moves it, so it has no lag, no settling delay and no direction");
    }
    requireFittingLag(resource);
    if (settling != null && (down || type == Long.class || type == BigDecimal.class)) {
      throw refused(resource, "only a cursor of times that goes up can settle");
    }
  }

  private void requireFittingLag(String resource) {
    boolean numbers = type == Long.class || type == BigDecimal.class;
    boolean open = type == Object.class;
    boolean wrongTime = lagTime != null && (numbers || lagUnits != null);
    if (wrongTime || (lagUnits != null && !numbers && !open)) {
      throw refused(
          resource,
          "its lag is not of the kind of its values: numbers lag by a number, times by a duration");
    }
    Duration lag = lagTime;
    if (lag != null && type == LocalDate.class && !lag.equals(Duration.ofDays(lag.toDays()))) {
      throw refused(resource, "a cursor of days lags by whole days, not by " + lag);
    }
  }

  private boolean isInverted(T from, T to) {
    LastValue<T> own = function;
    return own != null ? !own.after(from, to).equals(to) : compare(from, to) > 0;
  }

  /** In the direction of the cursor. */
  @SuppressWarnings("unchecked")
  private int compare(T a, T b) {
    if (a.getClass() != b.getClass() || !(a instanceof Comparable<?>)) {
      throw new IllegalArgumentException(
          "Cannot compare the bounds of cursor '%s': found %s of class %s and %s of class %s, expected values of one class with an order"
              .formatted(path, a, a.getClass().getSimpleName(), b, b.getClass().getSimpleName()));
    }
    int compared = ((Comparable<Object>) a).compareTo(b);
    return down ? -compared : compared;
  }

  private IllegalStateException refused(String resource, String reason) {
    return new IllegalStateException(
        "Cannot build resource '%s' with cursor '%s': %s".formatted(resource, path, reason));
  }
}
