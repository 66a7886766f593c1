package dev.harbor.source;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cursor: the value by which Harbor tells new items from old ones. Items before the window are
 * left out; items at its edge that were stored before are left out too, told by their primary key,
 * else by their whole content. Immutable.
 *
 * @param <T> class of the values
 */
public final class Incremental<T> {
  private final CursorSettings<T> settings;

  private Incremental(CursorSettings<T> settings) {
    this.settings = settings;
  }

  private static <T> Incremental<T> of(String path, Class<T> type) {
    requireNonNull(path, "path");
    if (path.isBlank()) {
      throw new IllegalArgumentException(
          "Cannot make a cursor of a blank path; name a field such as 'updated_at'");
    }
    return new Incremental<>(new CursorSettings<>(path, type));
  }

  private Incremental<T> with(Consumer<CursorSettings<T>> change) {
    CursorSettings<T> changed = settings.copy();
    change.accept(changed);
    return new Incremental<>(changed);
  }

  /**
   * A cursor whose values are of the kind that the data has: integers, numbers, date-times or text.
   */
  public static Incremental<Object> of(String path) {
    return of(path, Object.class);
  }

  /**
   * A cursor of instants: {@code java.time} values or ISO 8601 text, in which no zone means UTC and
   * no time midnight.
   */
  public static Incremental<Instant> ofInstant(String path) {
    return of(path, Instant.class);
  }

  /** A cursor of integers. */
  public static Incremental<Long> ofLong(String path) {
    return of(path, Long.class);
  }

  /** A cursor of numbers. */
  public static Incremental<BigDecimal> ofDecimal(String path) {
    return of(path, BigDecimal.class);
  }

  /** A cursor of text, ordered by code point. */
  public static Incremental<String> ofText(String path) {
    return of(path, String.class);
  }

  /** A cursor of days. */
  public static Incremental<LocalDate> ofDate(String path) {
    return of(path, LocalDate.class);
  }

  /** The same cursor with the value that the first run starts at, included. */
  public Incremental<T> startingAt(T value) {
    requireNonNull(value, "value");
    return with(s -> s.initial = value);
  }

  /**
   * The same cursor, which leaves out the value it stands at: only what lies behind it is new. No
   * key of an item is kept, and an item that comes late with the last value is never stored.
   */
  public Incremental<T> openStart() {
    return with(s -> s.openStart = true);
  }

  /**
   * The same cursor over a range that ends before a value: a backfill. A run then neither reads nor
   * moves the committed cursor; {@link #startingAt} is needed.
   */
  public Incremental<T> endingBefore(T value) {
    requireNonNull(value, "value");
    return with(
        s -> {
          s.end = value;
          s.closedEnd = false;
        });
  }

  /** The same cursor over a range that ends with a value, included; see {@link #endingBefore}. */
  public Incremental<T> endingAt(T value) {
    return endingBefore(value).with(s -> s.closedEnd = true);
  }

  /** The same cursor over items in a known order of its values. */
  public Incremental<T> order(RowOrder rowOrder) {
    requireNonNull(rowOrder, "rowOrder");
    return with(s -> s.order = rowOrder);
  }

  /** The same cursor going down: the smallest value seen is where the next run goes on. */
  public Incremental<T> goingDown() {
    return with(s -> s.down = true);
  }

  /** The same cursor, moved by a function of one's own. It has neither order nor lag. */
  public Incremental<T> lastValue(LastValue<T> function) {
    requireNonNull(function, "function");
    return with(s -> s.function = function);
  }

  /**
   * The same cursor, which reads again what lies so far behind where it stands: for changes that
   * come late. It takes seconds off date-times and whole days off dates, never beyond the initial
   * value. Items are not told apart there, so the resource should merge.
   */
  public Incremental<T> lag(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          "Cannot lag cursor '%s' by %s: expected a positive duration"
              .formatted(settings.path, time));
    }
    return with(s -> s.lagTime = time);
  }

  /** The same cursor of numbers with a lag; see {@link #lag(Duration)}. */
  public Incremental<T> lag(BigDecimal units) {
    if (units.signum() <= 0) {
      throw new IllegalArgumentException(
          "Cannot lag cursor '%s' by %s: expected a positive number"
              .formatted(settings.path, units));
    }
    return with(s -> s.lagUnits = units);
  }

  /** The same cursor of numbers with a lag; see {@link #lag(Duration)}. */
  public Incremental<T> lag(long units) {
    return lag(BigDecimal.valueOf(units));
  }

  /**
   * The same cursor over a source that commits late: values younger than this, by the clock at the
   * start of the run, are left for the next run.
   */
  public Incremental<T> settling(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException(
          "Cannot let cursor '%s' settle for %s: expected a duration that is not negative"
              .formatted(settings.path, delay));
    }
    return with(s -> s.settling = delay);
  }

  /** The same cursor with another treatment of items that lack a value; {@code FAIL} if not set. */
  public Incremental<T> onMissing(OnMissingCursor treatment) {
    requireNonNull(treatment, "treatment");
    return with(s -> s.onMissing = treatment);
  }

  /**
   * The same cursor, kept once for every value of a field: every community, every parent. Order and
   * early end then hold within one partition.
   *
   * @param partition path of the field
   */
  public Incremental<T> perPartition(String partition) {
    requireNonNull(partition, "partition");
    return with(s -> s.partition = partition);
  }

  /**
   * The same cursor, with other fields than the primary key to know items at the edge again; none
   * at all if none is named.
   */
  public Incremental<T> boundaryKey(String... fields) {
    List<String> names = List.of(fields);
    return with(
        s -> {
          s.keyFields = names;
          s.keyFunction = null;
        });
  }

  /** The same cursor, with a function that says what identifies an item at the edge. */
  public Incremental<T> boundaryKey(Function<Object, ?> key) {
    requireNonNull(key, "key");
    return with(
        s -> {
          s.keyFields = null;
          s.keyFunction = key;
        });
  }

  /**
   * The same cursor with another cap on the keys that are kept of items at the edge; {@value
   * CursorSettings#MOST_KEYS} if not set, of all partitions together. Where more share the last
   * value, a merged resource keeps none and merges them again in the next run; another fails.
   */
  public Incremental<T> maxBoundaryKeys(int most) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "Cannot keep %d boundary keys of cursor '%s': expected at least 1; boundaryKey() keeps none"
              .formatted(most, settings.path));
    }
    return with(s -> s.mostKeys = most);
  }

  /**
   * The same cursor, in a window that a caller asks for: what its own range and the window share. A
   * window with an end makes the run a backfill, see {@link #endingBefore}.
   *
   * @throws IllegalArgumentException if its values are neither instants, days nor numbers
   */
  public Incremental<T> within(TimeWindow window) {
    return settings.ignoringWindow ? this : window.narrow(this);
  }

  /** The same cursor, which keeps its range whatever window a run has. */
  public Incremental<T> ignoringWindow() {
    return with(s -> s.ignoringWindow = true);
  }

  /** This cursor from the greater start to the lesser end, of its own and the given. */
  Incremental<T> clippedTo(@Nullable T start, @Nullable T end) {
    return with(s -> s.clip(start, end));
  }

  /** Checks that the settings fit each other. */
  void requireConsistent(String resource) {
    settings.requireConsistent(resource);
  }

  /**
   * Where the value stands in an item: names and indexes, such as {@code data.items[0].created_at};
   * {@code [*]} means the first element that has it, {@code a|b} the first name, {@code $} the
   * item.
   */
  public String path() {
    return settings.path;
  }

  /** Class of the values; {@code Object} if the data decides. */
  public Class<T> type() {
    return settings.type;
  }

  /** The value that the first run starts at; empty if it takes everything. */
  public Optional<T> initialValue() {
    return Optional.ofNullable(settings.initial);
  }

  /** The value that the range ends at; empty if it has no end. */
  public Optional<T> endValue() {
    return Optional.ofNullable(settings.end);
  }

  /** Whether the value at the start is outside the window. */
  public boolean isStartOpen() {
    return settings.openStart;
  }

  /** Whether the value at the end is inside the window. */
  public boolean isEndClosed() {
    return settings.closedEnd;
  }

  /** In which order items come. */
  public RowOrder order() {
    return settings.order;
  }

  /** Whether new values are the smaller ones. */
  public boolean goesDown() {
    return settings.down;
  }

  /** The function that moves it, if it is one's own. */
  public Optional<LastValue<T>> lastValueFunction() {
    return Optional.ofNullable(settings.function);
  }

  /** The lag of a cursor of times. */
  public Optional<Duration> lagTime() {
    return Optional.ofNullable(settings.lagTime);
  }

  /** The lag of a cursor of numbers. */
  public Optional<BigDecimal> lagUnits() {
    return Optional.ofNullable(settings.lagUnits);
  }

  /** How old a value must be to be taken. */
  public Optional<Duration> settlingDelay() {
    return Optional.ofNullable(settings.settling);
  }

  /** What becomes of items that lack a value. */
  public OnMissingCursor onMissing() {
    return settings.onMissing;
  }

  /** Path of the field whose every value has a cursor of its own. */
  public Optional<String> partitionPath() {
    return Optional.ofNullable(settings.partition);
  }

  /** Fields that identify an item at the edge; empty if the primary key does, or a function. */
  public Optional<List<String>> boundaryKeyFields() {
    return Optional.ofNullable(settings.keyFields);
  }

  /** The function that identifies an item at the edge. */
  public Optional<Function<Object, ?>> boundaryKeyFunction() {
    return Optional.ofNullable(settings.keyFunction);
  }

  /** Greatest number of keys that are kept. */
  public int maxBoundaryKeys() {
    return settings.mostKeys;
  }
}
