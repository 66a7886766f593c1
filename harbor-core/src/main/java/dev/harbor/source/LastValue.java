package dev.harbor.source;

import org.jspecify.annotations.Nullable;

/**
 * A way of one's own to move a cursor. Must give the same for the same arguments, and give the last
 * value itself back for an item that brings nothing new.
 *
 * @param <T> class of the cursor's values
 */
@FunctionalInterface
public interface LastValue<T> {
  /**
   * Where the cursor stands after an item.
   *
   * @param last where it stood; null to ask for the item's value alone
   * @param value the item's value
   */
  T after(@Nullable T last, T value);
}
