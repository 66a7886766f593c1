package dev.harbor.internal.normalize;

import dev.harbor.internal.json.CanonicalJson;

/**
 * Writes a nested value that stays in one column as compact JSON into the arena. Confined to one
 * thread.
 */
final class JsonCapture {
  private final ItemArena arena;
  private int depth;
  private int start;
  private boolean first;
  private boolean afterKey;

  JsonCapture(ItemArena arena) {
    this.arena = arena;
  }

  boolean isOpen() {
    return depth > 0;
  }

  void reset() {
    depth = 0;
    afterKey = false;
  }

  void open(char bracket) {
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
    arena.append(bracket);
    first = false;
    return ItemArena.span(start, arena.position() - start);
  }

  void key(String name) {
    separate();
    arena.appendJsonString(name.toCharArray(), 0, name.length());
    arena.append(':');
    afterKey = true;
  }

  void literal(String token) {
    separate();
    arena.append(token);
  }

  void text(char[] chars, int offset, int length) {
    separate();
    arena.appendJsonString(chars, offset, length);
  }

  void typed(Object carrier) {
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
}
