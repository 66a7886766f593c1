package dev.harbor.internal.normalize;

import dev.harbor.internal.json.CanonicalJson;

/**
 * Writes a nested value that stays in one column as compact JSON into the arena, or passes over a
 * value that is to be dropped. Confined to one thread.
 */
final class JsonCapture {
  /** What {@link #close} returns within a value that is dropped. */
  static final long NOTHING = -1;

  private final ItemArena arena;
  private boolean discards;
  private int depth;
  private int start;
  private boolean first;
  private boolean afterKey;

  JsonCapture(ItemArena arena) {
    this.arena = arena;
  }

  boolean isOpen() {
    return depth > 0 || discards;
  }

  /** Passes over the value that comes next, whatever it is. */
  void discard() {
    discards = true;
  }

  void reset() {
    depth = 0;
    discards = false;
    afterKey = false;
  }

  void open(char bracket) {
    if (discards) {
      depth++;
      return;
    }
    if (depth == 0) {
      start = arena.position();
    } else {
      separate();
    }
    depth++;
    arena.append(bracket);
    first = true;
    afterKey = false;
  }

  /**
   * Closes a level; returns the span of the whole value, which is complete when nothing is open any
   * more.
   */
  long close(char bracket) {
    depth--;
    if (discards) {
      discards = depth > 0;
      return NOTHING;
    }
    arena.append(bracket);
    first = false;
    return ItemArena.span(start, arena.position() - start);
  }

  void key(String name) {
    if (discards) {
      return;
    }
    separate();
    arena.appendJsonString(name.toCharArray(), 0, name.length());
    arena.append(':');
    afterKey = true;
  }

  void literal(String token) {
    if (isPassedOver()) {
      return;
    }
    separate();
    arena.append(token);
  }

  void text(char[] chars, int offset, int length) {
    if (isPassedOver()) {
      return;
    }
    separate();
    arena.appendJsonString(chars, offset, length);
  }

  void typed(Object carrier) {
    if (isPassedOver()) {
      return;
    }
    separate();
    arena.append(CanonicalJson.ordered(carrier));
  }

  private void separate() {
    if (!first && !afterKey) {
      arena.append(',');
    }
    first = false;
    afterKey = false;
  }

  /** A scalar that is dropped itself ends the dropping; one within a dropped value does not. */
  private boolean isPassedOver() {
    boolean passed = discards;
    discards &= depth > 0;
    return passed;
  }
}
