package dev.harbor.rest;

import dev.harbor.error.SourceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is put in the places of a request: a parent's item, the start of the window. Immutable. */
final class Values {
  private final String resource;
  private final @Nullable String parent;
  private final @Nullable Object item;
  private final Optional<String> start;

  private Values(
      String resource, @Nullable String parent, @Nullable Object item, Optional<String> start) {
    this.resource = resource;
    this.parent = parent;
    this.item = item;
    this.start = start;
  }

  static Values ofWindow(String resource, Optional<String> start) {
    return new Values(resource, null, null, start);
  }

  static Values ofParent(String resource, String parent, Object item) {
    return new Values(resource, parent, item, Optional.empty());
  }

  /** Start of the window, as it is sent. */
  Optional<String> start() {
    return start;
  }

  /**
   * A value of the parent's item; a scalar item is its own {@code value}.
   *
   * @param path names with dots, numbers for elements of lists
   */
  Object parent(String path) {
    Object value = item;
    if (!(item instanceof Map) && path.equals("value")) {
      return java.util.Objects.requireNonNull(item);
    }
    for (String name : path.split("\\.", -1)) {
      if (value instanceof Map<?, ?> map) {
        value = map.get(name);
      } else if (value instanceof List<?> list && name.matches("[0-9]{1,9}")) {
        int index = Integer.parseInt(name);
        value = index < list.size() ? list.get(index) : null;
      } else {
        value = null;
      }
    }
    if (value == null) {
      throw new SourceException(
          "Cannot read resource '%s': an item of '%s' has nothing at '%s', expected a value; it has %s"
              .formatted(
                  resource,
                  parent,
                  path,
                  item instanceof Map<?, ?> map ? map.keySet() : "no fields"));
    }
    return value;
  }

  /** Name of the parent. */
  String parentName() {
    return String.valueOf(parent);
  }
}
