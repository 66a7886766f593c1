package dev.harbor.internal.extract;

import dev.harbor.error.CursorException;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.source.OnMissingCursor;
import dev.harbor.source.Resource;
import dev.harbor.state.ResourceState;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets through the items that are new by their cursor, and moves the cursor, or that of the item's
 * partition. Confined to one thread.
 */
final class CursorGate {
  /** Where dlt keeps cursors in a resource's state. */
  static final String STATE = "incremental";

  /** Where Harbor keeps those of partitions, which dlt does not have. */
  static final String PARTITIONS = "incremental_partitions";

  private final Resource resource;
  private final CursorRules rules;
  private final CursorPlaces places;
  private final TapePool tapes;
  private final ResourceState slots;
  private final boolean partitioned;
  private final Map<String, CursorWindow> windows = new LinkedHashMap<>();
  private @Nullable CursorWindow lone;
  private @Nullable CursorWindow window;
  private @Nullable CursorValue value;

  CursorGate(Resource resource, Incremental<?> cursor, ResourceState state, Clock clock) {
    this.resource = resource;
    this.rules = new CursorRules(resource, cursor, clock);
    this.places = new CursorPlaces(resource, cursor);
    this.tapes = new TapePool(places);
    this.partitioned = cursor.partitionPath().isPresent();
    this.slots = state.child(partitioned ? PARTITIONS : STATE).child(cursor.path());
    if (!partitioned) {
      lone = new CursorWindow(rules, places, tapes, slots);
      windows.put("", lone);
    } else if (!rules.isStateless()) {
      slots.values().keySet().forEach(this::window);
    }
  }

  private CursorWindow window(String partition) {
    return windows.computeIfAbsent(
        partition, name -> new CursorWindow(rules, places, tapes, slots.child(name)));
  }

  /** Whether each partition has a cursor of its own. */
  boolean isPartitioned() {
    return partitioned;
  }

  /** Where the window of a partition begins; the name of the lone one is empty. */
  Optional<CursorValue> start(String partition) {
    CursorWindow found = windows.get(partition);
    return found == null ? Optional.ofNullable(rules.start(null)) : found.start();
  }

  /** Where every window ends. */
  Optional<CursorValue> end() {
    return Optional.ofNullable(rules.end());
  }

  /** The windows by partition. */
  Map<String, CursorWindow> windows() {
    return windows;
  }

  /** A tape on which the next item is to be recorded. */
  ItemTape nextTape() {
    return tapes.next();
  }

  /** Looks at an item; the methods below speak of it. */
  void read(ItemTape item) {
    value = rules.value(places, item);
    if (value != null) {
      CursorWindow only = lone;
      window = only == null ? window(places.partition(item)) : only;
    }
  }

  /** Whether the item is new; moves the cursor if it is. */
  boolean admits(ItemTape item) {
    CursorValue found = value;
    CursorWindow own = window;
    if (found == null || own == null) {
      return rules.cursor().onMissing() == OnMissingCursor.INCLUDE;
    }
    return own.admits(item, found);
  }

  /** Whether no later item, of the item's partition, can be in the window. */
  boolean isExhausted() {
    CursorWindow own = window;
    return own != null && own.isExhausted();
  }

  /**
   * Whether the item has a greater value than all before it, in a resource that says it comes in
   * order. Where partitions mix, another one may be in the midst of a value.
   */
  boolean isSafeCut() {
    CursorValue found = value;
    CursorWindow own = window;
    return found != null
        && own != null
        && rules.comesInOrder()
        && (!partitioned || rules.keepsKeys())
        && own.isMovedBy(found);
  }

  /** The state with the cursor where it stands now, as dlt keeps it. */
  ResourceState storeIn(ResourceState state) {
    if (rules.isStateless()) {
      return state;
    }
    int room = rules.cursor().maxBoundaryKeys();
    ResourceState all = slots;
    for (Map.Entry<String, CursorWindow> each : windows.entrySet()) {
      CursorWindow own = each.getValue();
      ResourceState stored = own.stored();
      room -= CursorWindow.keyCount(stored);
      if (own.isCrowded() || room < 0) {
        stored = withoutKeys(own, stored);
      }
      all = partitioned ? with(all, each.getKey(), stored) : stored;
    }
    if (all.equals(slots)) {
      return state;
    }
    String name = partitioned ? PARTITIONS : STATE;
    return state.with(name, state.child(name).with(rules.cursor().path(), all));
  }

  private static ResourceState with(ResourceState all, String partition, ResourceState stored) {
    return stored.equals(all.child(partition)) ? all : all.with(partition, stored);
  }

  private ResourceState withoutKeys(CursorWindow own, ResourceState stored) {
    if (resource.disposition() == WriteDisposition.MERGE) {
      return CursorWindow.withoutKeys(stored);
    }
    throw new CursorException(
        "Cannot keep the edge of cursor '%s' of resource '%s': more than %d items have its last value %s, and each would need a key in the state. Merge by a primary key, or take a finer cursor, or openStart(), or allow more by maxBoundaryKeys(...)"
            .formatted(
                rules.cursor().path(),
                resource.name(),
                rules.cursor().maxBoundaryKeys(),
                own.last().map(Object::toString).orElse("")));
  }
}
