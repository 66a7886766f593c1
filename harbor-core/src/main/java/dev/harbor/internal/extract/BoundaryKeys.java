package dev.harbor.internal.extract;

import dev.harbor.internal.json.CanonicalJson;
import dev.harbor.internal.normalize.RowIds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of the items at the edge of a cursor, in dlt's form, by which the next run knows them
 * again. Items wait unhashed while the edge still moves. Beyond the cap none is kept: the edge is
 * crowded. Confined to one thread.
 */
final class BoundaryKeys {
  private static final int MAX_WAITING = 64;
  private static final int MAX_WAITING_SIZE = 1 << 20;
  private static final int OLD_LENGTH = 20;

  private final CursorPlaces places;
  private final TapePool tapes;
  private final int most;
  private final RowIds ids = new RowIds();
  private final Set<String> start;
  private final Set<String> edge;
  private final List<ItemTape> waiting = new ArrayList<>();
  private int waitingSize;
  private boolean crowded;

  BoundaryKeys(CursorPlaces places, TapePool tapes, int most, List<?> stored) {
    this.places = places;
    this.tapes = tapes;
    this.most = most;
    this.start = new LinkedHashSet<>();
    stored.forEach(hash -> start.add(String.valueOf(hash)));
    this.edge = new LinkedHashSet<>(start);
  }

  /** Whether an item at the start of the window was stored before. */
  boolean wasStored(ItemTape item) {
    return !start.isEmpty() && start.contains(hash(item, isOldForm(start)));
  }

  /** The edge moves: this item is the only one at it. */
  void moveTo(ItemTape item) {
    edge.clear();
    crowded = false;
    release();
    await(item);
  }

  /** One more item at the edge. */
  void add(ItemTape item) {
    if (crowded) {
      return;
    }
    await(item);
    if (waiting.size() > MAX_WAITING || waitingSize > MAX_WAITING_SIZE) {
      hashWaiting();
    }
  }

  private void await(ItemTape item) {
    tapes.keep(item);
    waiting.add(item);
    waitingSize += item.size();
  }

  /** Hashes of all items at the edge; none if it is crowded. */
  List<String> hashes() {
    hashWaiting();
    return List.copyOf(edge);
  }

  /** Whether the edge has more items than keys may be kept; after {@link #hashes}. */
  boolean isCrowded() {
    return crowded;
  }

  private void hashWaiting() {
    boolean old = isOldForm(edge);
    waiting.forEach(item -> edge.add(hash(item, old)));
    release();
    if (edge.size() > most) {
      edge.clear();
      crowded = true;
    }
  }

  private void release() {
    waiting.forEach(tapes::release);
    waiting.clear();
    waitingSize = 0;
  }

  private static boolean isOldForm(Set<String> hashes) {
    return !hashes.isEmpty() && hashes.iterator().next().length() == OLD_LENGTH;
  }

  private String hash(ItemTape item, boolean old) {
    @Nullable Object key = places.key(item);
    return old
        ? ids.oldBoundaryHash(CanonicalJson.ofOldBoundary(key))
        : ids.boundaryHash(CanonicalJson.ofBoundary(key));
  }
}
