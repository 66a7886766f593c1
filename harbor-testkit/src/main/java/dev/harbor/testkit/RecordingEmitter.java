package dev.harbor.testkit;

import static java.util.Objects.requireNonNull;

import dev.harbor.error.SourceException;
import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import dev.harbor.source.Incremental;
import dev.harbor.state.ResourceState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What an extractor is given, both at once, for its own tests: it remembers what was emitted and
 * said. JSON is remembered as maps, lists, text, booleans, {@code Long}, {@code BigInteger} and
 * {@code BigDecimal}. Confined to one thread but for the counters, as the real ones are.
 *
 * <pre>{@code
 * RecordingEmitter recorded = new RecordingEmitter(clock).startingAt(updatedAt, lastWeek);
 * extractor.extract(recorded, recorded);
 * assertThat(recorded.items()).hasSize(3);
 * }</pre>
 */
public final class RecordingEmitter implements Emitter, ExtractContext {
  private final Clock clock;
  private final List<Object> items = new ArrayList<>();
  private final List<SafePoint> safePoints = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> moved = new ArrayList<>();
  private final Map<String, Object> starts = new HashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger retries = new AtomicInteger();
  private final AtomicReference<Duration> waited = new AtomicReference<>(Duration.ZERO);
  private ResourceState state = ResourceState.empty();
  private @Nullable SourceException incomplete;
  private int stopAfter = Integer.MAX_VALUE;

  /**
   * A place where the extractor said that it is safe to commit. Immutable.
   *
   * @param items how many items had been emitted
   * @param state state as it was then
   */
  public record SafePoint(int items, ResourceState state) {}

  /** A recorder of a run at the given clock, without cursors and state. */
  public RecordingEmitter(Clock clock) {
    this.clock = requireNonNull(clock, "clock");
  }

  /** The window of a cursor begins here, as if a run before had ended with this value. */
  public <T> RecordingEmitter startingAt(Incremental<T> incremental, T value) {
    starts.put(incremental.path(), requireNonNull(value, "value"));
    return this;
  }

  /** The state of the resource, as if a run before had left it. */
  public RecordingEmitter startingWith(ResourceState left) {
    this.state = requireNonNull(left, "left");
    return this;
  }

  /** From this many items on, {@link #emit} says that nothing more can be in the window. */
  public RecordingEmitter stoppingAfter(int count) {
    this.stopAfter = count;
    return this;
  }

  /** What was emitted, lists taken apart, in order. */
  public List<Object> items() {
    return List.copyOf(items);
  }

  /** Where the extractor said that it is safe to commit, in order. */
  public List<SafePoint> safePoints() {
    return List.copyOf(safePoints);
  }

  /** What was left out, each as {@code name: reason}. */
  public List<String> skipped() {
    return List.copyOf(skipped);
  }

  /** Ways of cursors that the extractor named, each as {@code name: from -> to}. */
  public List<String> moved() {
    return List.copyOf(moved);
  }

  /** Requests that were sent. */
  public int requests() {
    return requests.get();
  }

  /** Requests that were sent again. */
  public int retries() {
    return retries.get();
  }

  /** Time that the source said it waited. */
  public Duration waitedTime() {
    return requireNonNull(waited.get());
  }

  /** Why the extractor said that it did not come to the end; empty if it did not say so. */
  public Optional<SourceException> incompleteCause() {
    return Optional.ofNullable(incomplete);
  }

  @Override
  public boolean emit(Object item) {
    if (item instanceof List<?> list) {
      list.forEach(element -> add(element, "$[" + items.size() + "]"));
    } else {
      add(item, "$");
    }
    return items.size() < stopAfter;
  }

  private void add(@Nullable Object item, String path) {
    if (item == null) {
      throw new SourceException("Cannot take an item: it is null at " + path);
    }
    ItemValues.require(item, path);
    items.add(item);
  }

  @Override
  public boolean emitJson(byte[] json) {
    return emitJson(new String(json, StandardCharsets.UTF_8));
  }

  @Override
  public boolean emitJson(String json) {
    for (Object value : JsonText.values(json)) {
      if (value == null) {
        throw new SourceException("Cannot take an item: it is null in JSON");
      }
      emit(value);
    }
    return items.size() < stopAfter;
  }

  @Override
  public boolean emitJson(InputStream json) {
    try {
      return emitJson(json.readAllBytes());
    } catch (IOException e) {
      throw new SourceException("Cannot read JSON: its stream broke", e);
    }
  }

  @Override
  public void checkpoint() {
    safePoints.add(new SafePoint(items.size(), state));
  }

  @Override
  public <T> Optional<T> startOf(Incremental<T> incremental) {
    Object start = starts.get(incremental.path());
    return start == null ? incremental.initialValue() : Optional.of(incremental.type().cast(start));
  }

  @Override
  public ResourceState state() {
    return state;
  }

  @Override
  public void setState(ResourceState next) {
    this.state = requireNonNull(next, "next");
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void requested() {
    requests.incrementAndGet();
  }

  @Override
  public void retried() {
    retries.incrementAndGet();
  }

  @Override
  public void waited(Duration time) {
    waited.accumulateAndGet(time, Duration::plus);
  }

  @Override
  public void skipped(String what, String reason) {
    skipped.add(what + ": " + reason);
  }

  @Override
  public void moved(String cursor, @Nullable Object from, Object to) {
    requireNonNull(to, "to");
    moved.add(cursor + ": " + (from == null ? "none" : from) + " -> " + to);
  }

  @Override
  public void incomplete(SourceException cause) {
    this.incomplete = requireNonNull(cause, "cause");
  }
}
