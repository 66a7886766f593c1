package dev.harbor.internal.run;

import dev.harbor.state.ResourceState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of a state by paths: names with dots between, {@code *} for any name. */
final class StatePaths {
  private StatePaths() {}

  /** A state without what stands at some paths; without anything if there are none. */
  static ResourceState without(ResourceState state, List<String> paths) {
    if (paths.isEmpty()) {
      return ResourceState.empty();
    }
    Map<String, @Nullable Object> values = state.values();
    for (String path : paths) {
      values = without(values, List.of(path.split("\\.")));
    }
    return ResourceState.of(values);
  }

  private static Map<String, @Nullable Object> without(Map<?, ?> values, List<String> path) {
    Map<String, @Nullable Object> left = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          boolean meant = path.get(0).equals("*") || path.get(0).equals(name);
          if (!meant) {
            left.put(name, value);
          } else if (path.size() > 1) {
            left.put(
                name,
                value instanceof Map<?, ?> map
                    ? without(map, path.subList(1, path.size()))
                    : value);
          }
        });
    return left;
  }
}
