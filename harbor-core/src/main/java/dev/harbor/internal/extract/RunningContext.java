package dev.harbor.internal.extract;

import static java.util.Objects.requireNonNull;

import dev.harbor.error.SourceException;
import dev.harbor.run.ResourceReport.CursorMovement;
import dev.harbor.source.ExtractContext;
import dev.harbor.source.Incremental;
import dev.harbor.state.ResourceState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the extractors of one lane may ask and say. Confined to the lane's thread but for the
 * counters.
 */
public final class RunningContext implements ExtractContext {
  private static final int MAX_MOVEMENTS = 1_000;

  private final Clock clock;
  private final SourceCounters counters;
  private final Map<String, CursorMovement> moved = new LinkedHashMap<>();
  private @Nullable CursorGate gate;
  private @Nullable String cursorPath;
  private ResourceState state;
  private @Nullable SourceException incomplete;

  /** A context of a lane that stands at a state. */
  public RunningContext(Clock clock, SourceCounters counters, ResourceState state) {
    this.clock = clock;
    this.counters = counters;
    this.state = state;
  }

  void useCursor(String path, CursorGate cursorGate) {
    this.cursorPath = path;
    this.gate = cursorGate;
  }

  /** The cause for which the source called itself incomplete. */
  public Optional<SourceException> incompleteCause() {
    return Optional.ofNullable(incomplete);
  }

  @Override
  public <T> Optional<T> startOf(Incremental<T> incremental) {
    CursorGate declared = declared(incremental);
    if (declared.isPartitioned()) {
      throw new IllegalArgumentException(
          "Cannot tell the start of cursor '%s': each partition has its own; name one, startOf(cursor, partition)"
              .formatted(incremental.path()));
    }
    return declared.start("").flatMap(value -> value.as(incremental.type()));
  }

  @Override
  public <T> Optional<T> startOf(Incremental<T> incremental, String partition) {
    CursorGate declared = declared(incremental);
    return declared
        .start(declared.isPartitioned() ? partition : "")
        .flatMap(value -> value.as(incremental.type()));
  }

  @Override
  public <T> Optional<T> endOf(Incremental<T> incremental) {
    return declared(incremental).end().flatMap(value -> value.as(incremental.type()));
  }

  private CursorGate declared(Incremental<?> incremental) {
    CursorGate current = gate;
    if (current == null || !incremental.path().equals(cursorPath)) {
      throw new IllegalArgumentException(
          "Cannot tell the start of cursor '%s': the resource is declared with %s"
              .formatted(
                  incremental.path(),
                  cursorPath == null ? "no cursor" : "cursor '" + cursorPath + "'"));
    }
    return current;
  }

  @Override
  public ResourceState state() {
    return state.without(CursorGate.STATE).without(CursorGate.PARTITIONS);
  }

  @Override
  public void setState(ResourceState other) {
    ResourceState next = other;
    for (String kept : List.of(CursorGate.STATE, CursorGate.PARTITIONS)) {
      Object cursors = state.values().get(kept);
      next = cursors == null ? next : next.with(kept, cursors);
    }
    state = next;
  }

  /** State with the cursor. */
  public ResourceState wholeState() {
    CursorGate current = gate;
    return current == null ? state : current.storeIn(state);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void requested() {
    counters.requested();
  }

  @Override
  public void retried() {
    counters.retried();
  }

  @Override
  public void waited(Duration time) {
    counters.waited(time);
  }

  @Override
  public void skipped(String what, String reason) {
    counters.skipped(what, reason);
  }

  @Override
  public void moved(String cursor, @Nullable Object from, Object to) {
    requireNonNull(to, "to");
    CursorMovement before = moved.get(cursor);
    if (before == null && moved.size() >= MAX_MOVEMENTS) {
      return;
    }
    String began = before == null ? String.valueOf(from == null ? "" : from) : before.from();
    moved.put(cursor, new CursorMovement(cursor, began, to.toString()));
  }

  /** Ways of the declared cursor and of those that the extractor named. */
  public List<CursorMovement> movements() {
    List<CursorMovement> all = new ArrayList<>();
    CursorGate declared = gate;
    if (declared != null) {
      declared.windows().entrySet().stream()
          .limit(MAX_MOVEMENTS)
          .forEach(each -> all.add(movement(each.getKey(), each.getValue())));
    }
    all.addAll(moved.values());
    return all;
  }

  private CursorMovement movement(String partition, CursorWindow window) {
    return new CursorMovement(
        partition.isEmpty() ? String.valueOf(cursorPath) : cursorPath + " of " + partition,
        window.from().map(Object::toString).orElse(""),
        window.last().map(Object::toString).orElse(""));
  }

  @Override
  public void incomplete(SourceException cause) {
    if (incomplete == null) {
      incomplete = cause;
    } else {
      incomplete.addSuppressed(cause);
    }
  }
}
