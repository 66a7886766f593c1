package dev.harbor.testkit;

import dev.harbor.error.SourceException;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be part of an item. */
final class ItemValues {
  private ItemValues() {}

  /** Refuses a value that Harbor would refuse. */
  static void require(@Nullable Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, member) -> {
            if (!(name instanceof String)) {
              throw refusal(name, path + ", as a name");
            }
            require(member, path + '.' + name);
          });
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        require(list.get(i), path + '[' + i + ']');
      }
    } else if (value instanceof Optional<?> optional) {
      require(optional.orElse(null), path);
    } else if (!isScalar(value)) {
      throw refusal(value, path);
    }
  }

  private static boolean isScalar(@Nullable Object value) {
    return value == null
        || value instanceof CharSequence
        || value instanceof Boolean
        || value instanceof Number
        || value instanceof Temporal
        || value instanceof UUID
        || value instanceof Enum<?>
        || value instanceof byte[]
        || value instanceof Record;
  }

  private static SourceException refusal(@Nullable Object value, String path) {
    return new SourceException(
        "Cannot take an item: found a value of class %s at %s, expected a map, record, list or scalar"
            .formatted(value == null ? "null" : value.getClass().getName(), path));
  }
}
