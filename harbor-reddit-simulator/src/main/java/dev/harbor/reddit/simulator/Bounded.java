package dev.harbor.reddit.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A cache of what can be computed again; the least used entry goes first. Thread-safe. */
final class Bounded<K, V> {
  private final Map<K, V> entries;

  Bounded(int capacity) {
    entries =
        new LinkedHashMap<>(64, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
          }
        };
  }

  /** The function may run twice for one key; it must be pure. */
  V get(K key, Function<K, V> function) {
    @Nullable V found;
    synchronized (entries) {
      found = entries.get(key);
    }
    if (found != null) {
      return found;
    }

    V made = function.apply(key);
    synchronized (entries) {
      entries.put(key, made);
    }
    return made;
  }
}
