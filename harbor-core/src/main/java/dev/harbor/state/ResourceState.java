package dev.harbor.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * State of a resource: string-keyed, JSON-like values that are committed with the rows. Holds the
 * cursor too, as dlt lays it out under {@code incremental}. Immutable.
 *
 * <p>Values are {@code String}, {@code Boolean}, {@code Long}, {@code BigInteger}, {@code
 * BigDecimal}, {@code Double}, null, and lists and string-keyed maps of these.
 */
public final class ResourceState {
  private static final ResourceState EMPTY = new ResourceState(Map.of());

  private final Map<String, @Nullable Object> values;

  private ResourceState(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /** No state. */
  public static ResourceState empty() {
    return EMPTY;
  }

  /**
   * State of these values; takes a deep copy.
   *
   * @throws IllegalArgumentException if a value cannot be state
   */
  public static ResourceState of(Map<String, ? extends @Nullable Object> values) {
    return values.isEmpty() ? EMPTY : new ResourceState(copyMap(values, "$"));
  }

  /** All values, unmodifiable, in the order they were put. */
  public Map<String, @Nullable Object> values() {
    return values;
  }

  /** Whether there is no value at all. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** A text value; empty if it is absent or no text. */
  public Optional<String> text(String name) {
    return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** An integer value that fits 64 bits; empty if it is absent or no such number. */
  public Optional<Long> number(String name) {
    return values.get(name) instanceof Long number ? Optional.of(number) : Optional.empty();
  }

  /** A map value as state of its own; empty state if it is absent or no map. */
  public ResourceState child(String name) {
    if (values.get(name) instanceof Map<?, ?> map) {
      return new ResourceState(copyMap(map, "$." + name));
    }
    return EMPTY;
  }

  /** A list value; an empty list if it is absent or no list. */
  public List<@Nullable Object> list(String name) {
    return values.get(name) instanceof List<?> list ? copyList(list, "$." + name) : List.of();
  }

  /**
   * This state with one value more, or another one.
   *
   * @throws IllegalArgumentException if the value cannot be state
   */
  public ResourceState with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
    more.put(name, value instanceof ResourceState child ? child.values : copy(value, "$." + name));
    return new ResourceState(Collections.unmodifiableMap(more));
  }

  /** This state without a value. */
  public ResourceState without(String name) {
    Map<String, @Nullable Object> fewer = new LinkedHashMap<>(values);
    fewer.remove(name);
    return fewer.isEmpty() ? EMPTY : new ResourceState(Collections.unmodifiableMap(fewer));
  }

  private static Map<String, @Nullable Object> copyMap(Map<?, ?> map, String path) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), copy(value, path + '.' + key)));
    return Collections.unmodifiableMap(copy);
  }

  private static List<@Nullable Object> copyList(List<?> list, String path) {
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      copy.add(copy(list.get(i), path + '[' + i + ']'));
    }
    return Collections.unmodifiableList(copy);
  }

  private static @Nullable Object copy(@Nullable Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      return copyMap(map, path);
    }
    if (value instanceof List<?> list) {
      return copyList(list, path);
    }
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Number) {
      return value;
    }
    throw new IllegalArgumentException(
        "Cannot keep a value of class %s in the state at %s: expected text, number, boolean, list or map"
            .formatted(value.getClass().getName(), path));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ResourceState state && state.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
