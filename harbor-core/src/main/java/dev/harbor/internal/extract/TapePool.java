package dev.harbor.internal.extract;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tapes for the items of one resource. An item's tape is used for the next one, unless it is kept
 * meanwhile. Confined to one thread.
 */
final class TapePool {
  private static final int LARGE = 1 << 20;

  private final CursorPlaces places;
  private final Deque<ItemTape> free = new ArrayDeque<>();
  private ItemTape current;
  private boolean kept;

  TapePool(CursorPlaces places) {
    this.places = places;
    this.current = places.newTape();
  }

  /** A tape for the next item. */
  ItemTape next() {
    if (kept || current.size() > LARGE) {
      ItemTape other = free.poll();
      current = other == null ? places.newTape() : other;
      kept = false;
    }
    current.clear();
    return current;
  }

  /** The tape of the item in hand must not be used again until it is released. */
  void keep(ItemTape tape) {
    kept |= tape == current;
  }

  /** A tape that was kept is free again. */
  void release(ItemTape tape) {
    if (tape == current) {
      kept = false;
    } else if (tape.size() <= LARGE) {
      free.push(tape);
    }
  }
}
