package dev.harbor.internal.extract;

import dev.harbor.internal.json.CanonicalJson;
import dev.harbor.internal.normalize.RowIds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of the items at the edge of a cursor, in dlt's form, by which the next run knows them
 * again. Items wait unhashed while the edge still moves. Confined to one thread.
 */
final class BoundaryKeys {
  private static final int MAX_WAITING = 64;
  private static final int OLD_LENGTH = 20;

  private final List<String> primaryKey;
  private final RowIds ids = new RowIds();
  private final Set<String> start;
  private final Set<String> edge;
  private final List<Object> waiting = new ArrayList<>();

  BoundaryKeys(List<String> primaryKey, List<?> stored) {
    this.primaryKey = primaryKey;
    this.start = new LinkedHashSet<>();
    stored.forEach(hash -> start.add(String.valueOf(hash)));
    this.edge = new LinkedHashSet<>(start);
  }

  /** Whether an item at the start of the window was stored before. */
  boolean wasStored(Object item) {
    if (start.isEmpty()) {
      return false;
    }
    return start.contains(hash(item, isOldForm(start)));
  }

  /** The edge moves: this item is the only one at it. */
  void moveTo(Object item) {
    edge.clear();
    waiting.clear();
    waiting.add(item);
  }

  /** One more item at the edge. */
  void add(Object item) {
    waiting.add(item);
    if (waiting.size() > MAX_WAITING) {
      hashWaiting();
    }
  }

  /** Hashes of all items at the edge. */
  List<String> hashes() {
    hashWaiting();
    return List.copyOf(edge);
  }

  private void hashWaiting() {
    boolean old = isOldForm(edge);
    waiting.forEach(item -> edge.add(hash(item, old)));
    waiting.clear();
  }

  private static boolean isOldForm(Set<String> hashes) {
    return !hashes.isEmpty() && hashes.iterator().next().length() == OLD_LENGTH;
  }

  private String hash(Object item, boolean old) {
    Object key = key(item);
    return old
        ? ids.oldBoundaryHash(CanonicalJson.ofOldBoundary(key))
        : ids.boundaryHash(CanonicalJson.ofBoundary(key));
  }

  /** What identifies an item: the value of a lone key field, the list of several, else the item. */
  private @Nullable Object key(Object item) {
    if (primaryKey.isEmpty() || !(item instanceof Map<?, ?> map)) {
      return item;
    }
    if (primaryKey.size() == 1) {
      return map.get(primaryKey.get(0));
    }
    List<@Nullable Object> values = new ArrayList<>();
    primaryKey.forEach(field -> values.add(map.get(field)));
    return values;
  }
}
