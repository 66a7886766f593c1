package dev.harbor.internal.extract;

import dev.harbor.error.CursorException;
import dev.harbor.internal.infer.Preview;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.RowOrder;
import dev.harbor.state.ResourceState;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets through the items that are new by their cursor, and moves the cursor. Confined to one
 * thread.
 */
final class CursorGate {
  static final String STATE = "incremental";

  private final String resource;
  private final Incremental<?> cursor;
  private final ItemPath path;
  private final BoundaryKeys keys;
  private final @Nullable CursorValue start;
  private final @Nullable Object initial;
  private @Nullable CursorValue last;
  private boolean startReached;

  CursorGate(Resource resource, Incremental<?> cursor, ResourceState state) {
    this.resource = resource.name();
    this.cursor = cursor;
    this.path = ItemPath.parse(cursor.path());
    ResourceState slot = state.child(STATE).child(cursor.path());
    CursorValue declared =
        cursor.initialValue().flatMap(value -> CursorValue.of(value)).orElse(null);
    Object lastValue = slot.values().get("last_value");
    CursorValue stored = lastValue == null ? null : CursorValue.of(lastValue).orElse(null);
    this.start = stored == null ? declared : stored;
    this.last = start;
    this.initial = declared == null ? null : declared.stored();
    this.keys = new BoundaryKeys(resource.primaryKey(), slot.list("unique_hashes"));
  }

  /** Where the window begins. */
  Optional<CursorValue> start() {
    return Optional.ofNullable(start);
  }

  /** Where the cursor stands. */
  Optional<CursorValue> last() {
    return Optional.ofNullable(last);
  }

  /** Whether an item is new; moves the cursor if it is. */
  boolean admits(Object item) {
    CursorValue value = value(item);
    CursorValue from = start;
    if (from != null) {
      int compared = compare(value, from);
      if (compared < 0) {
        startReached = true;
        return false;
      }
      if (compared == 0 && keys.wasStored(item)) {
        return false;
      }
    }
    CursorValue edge = last;
    int toEdge = edge == null ? 1 : compare(value, edge);
    if (toEdge > 0) {
      last = value;
      keys.moveTo(item);
    } else if (toEdge == 0) {
      keys.add(item);
    }
    return true;
  }

  /** Whether no later item can be in the window. */
  boolean isExhausted() {
    return startReached && cursor.order() == RowOrder.DESCENDING;
  }

  /**
   * Whether an item has a greater value than all before it, in a resource that says it is
   * ascending.
   */
  boolean isSafeCutBefore(Object item) {
    CursorValue edge = last;
    return cursor.order() == RowOrder.ASCENDING && edge != null && compare(value(item), edge) > 0;
  }

  private CursorValue value(Object item) {
    Object found = path.find(item);
    if (found == null) {
      throw new CursorException(
          ("Cannot read the cursor of an item of resource '%s': nothing stands at '%s', expected a value in every"
                  + " item. Fill it in the resource, or drop such items with a filter")
              .formatted(resource, path));
    }
    CursorValue value = CursorValue.of(found).orElse(null);
    if (value == null || (cursor.type() != Object.class && value.as(cursor.type()).isEmpty())) {
      throw new CursorException(
          "Cannot read the cursor of an item of resource '%s': found %s of class %s at '%s', expected %s"
              .formatted(
                  resource,
                  Preview.of(found),
                  found.getClass().getSimpleName(),
                  path,
                  cursor.type() == Object.class
                      ? "a number, text or date-time"
                      : cursor.type().getSimpleName()));
    }
    return value;
  }

  private int compare(CursorValue value, CursorValue other) {
    if (!value.isComparableTo(other)) {
      throw new CursorException(
          ("Cannot compare the cursor of an item of resource '%s' at '%s': found %s, but the cursor stands at %s, which is"
                  + " of another kind. Convert it in the resource")
              .formatted(resource, path, Preview.of(value.stored()), Preview.of(other.stored())));
    }
    return value.compareTo(other);
  }

  /** The state with the cursor where it stands now, as dlt keeps it. */
  ResourceState storeIn(ResourceState state) {
    CursorValue at = last;
    if (at == null) {
      return state;
    }
    ResourceState before = state.child(STATE).child(cursor.path());
    Map<String, @Nullable Object> slot = new java.util.LinkedHashMap<>(before.values());
    slot.putIfAbsent("initial_value", initial);
    slot.put("last_value", at.stored());
    slot.put("unique_hashes", keys.hashes());
    CursorValue from = start;
    slot.put("start_value", from == null ? null : from.stored());
    ResourceState moved = ResourceState.of(slot);
    boolean same =
        String.valueOf(before.values().get("last_value")).equals(String.valueOf(at.stored()))
            && before.list("unique_hashes").equals(moved.list("unique_hashes"));
    return same ? state : state.with(STATE, state.child(STATE).with(cursor.path(), moved));
  }
}
