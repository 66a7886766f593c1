package dev.harbor.internal.extract;

import dev.harbor.error.CursorException;
import dev.harbor.state.ResourceState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one cursor stands: of a resource, or of one partition of it. Lets through what is new, and
 * moves. Confined to one thread.
 */
final class CursorWindow {
  private static final String LAST = "last_value";
  private static final String HASHES = "unique_hashes";

  private final CursorRules rules;
  private final ResourceState slot;
  private final @Nullable CursorValue committed;
  private final @Nullable CursorValue start;
  private final @Nullable BoundaryKeys keys;
  private @Nullable CursorValue last;
  private boolean startPassed;
  private boolean endPassed;

  /**
   * A window that goes on from a slot of the state.
   *
   * @param slot as dlt keeps it; empty if nothing was loaded
   */
  CursorWindow(CursorRules rules, CursorPlaces places, TapePool tapes, ResourceState slot) {
    this.rules = rules;
    this.slot = slot;
    Object value = rules.isStateless() ? null : slot.values().get(LAST);
    Class<?> type = rules.cursor().type();
    this.committed =
        value == null ? null : CursorValue.ofStored(value, type).orElseThrow(() -> unknown(value));
    this.start = rules.start(committed);
    this.last = committed == null ? start : committed;
    this.keys =
        rules.keepsKeys()
            ? new BoundaryKeys(places, tapes, rules.cursor().maxBoundaryKeys(), slot.list(HASHES))
            : null;
  }

  private CursorException unknown(Object value) {
    return new CursorException(
        "Cannot go on from the cursor '%s' of resource '%s': it was left at '%s', expected a value of class %s. Give the new cursor another path, or drop the state"
            .formatted(
                rules.cursor().path(),
                rules.resource(),
                value,
                rules.cursor().type().getSimpleName()));
  }

  /** Where the window begins. */
  Optional<CursorValue> start() {
    return Optional.ofNullable(start);
  }

  /** Where the cursor stood at the last commit before the run, else where it begins. */
  Optional<CursorValue> from() {
    return committed == null ? start() : Optional.of(committed);
  }

  /** Where the cursor stands. */
  Optional<CursorValue> last() {
    return Optional.ofNullable(last);
  }

  /** Whether an item is new; moves the cursor if it is. */
  boolean admits(ItemTape item, CursorValue value) {
    if (rules.isBehind(value)) {
      endPassed = true;
      return false;
    }
    CursorValue from = start;
    BoundaryKeys known = keys;
    if (from != null) {
      int toStart = rules.compare(value, from);
      if (toStart < 0 || (toStart == 0 && rules.cursor().isStartOpen())) {
        startPassed = true;
        return false;
      }
      if (toStart == 0 && known != null && known.wasStored(item)) {
        return false;
      }
    }
    CursorValue edge = last;
    int toEdge = edge == null ? 1 : rules.compare(value, edge);
    if (toEdge > 0) {
      last = rules.next(value, edge);
    }
    if (known != null && toEdge > 0) {
      known.moveTo(item);
    } else if (known != null && toEdge == 0) {
      known.add(item);
    }
    return true;
  }

  /** Whether no later item can be in the window. */
  boolean isExhausted() {
    return (startPassed && rules.comesInReverse()) || (endPassed && rules.comesInOrder());
  }

  /** Whether a value lies behind all values before it, so that a segment may end here. */
  boolean isMovedBy(CursorValue value) {
    CursorValue edge = last;
    return edge != null && rules.compare(value, edge) > 0;
  }

  /** The slot as it is to be stored, as dlt keeps it; the same if the cursor has not moved. */
  ResourceState stored() {
    CursorValue at = last;
    if (at == null) {
      return slot;
    }
    List<String> hashes = keys == null ? List.of() : keys.hashes();
    if (String.valueOf(slot.values().get(LAST)).equals(String.valueOf(at.stored()))
        && slot.list(HASHES).equals(hashes)) {
      return slot;
    }
    Map<String, @Nullable Object> moved = new LinkedHashMap<>(slot.values());
    CursorValue first = rules.initial();
    moved.putIfAbsent("initial_value", first == null ? null : first.stored());
    moved.put(LAST, at.stored());
    moved.put(HASHES, hashes);
    CursorValue from = start;
    moved.put("start_value", from == null ? null : from.stored());
    return ResourceState.of(moved);
  }

  /** Keys that the stored slot holds. */
  static int keyCount(ResourceState stored) {
    return stored.list(HASHES).size();
  }

  /** Whether more items share the last value than keys may be kept; after {@link #stored}. */
  boolean isCrowded() {
    BoundaryKeys known = keys;
    return known != null && known.isCrowded();
  }

  /** The slot without keys: every item at the edge is new to the next run. */
  static ResourceState withoutKeys(ResourceState stored) {
    return stored.with(HASHES, List.of());
  }
}
