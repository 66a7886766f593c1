package dev.harbor.reddit;

import dev.harbor.schema.DataType;
import dev.harbor.source.Resource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the row of a user looks like; {@code status} tells why most of it may be missing. */
final class RedditorShape {
  private RedditorShape() {}

  /** Types of the columns; everything nested stays JSON. */
  static Resource.Builder hints(Resource.Builder builder) {
    return builder
        .column("name", DataType.TEXT)
        .column("status", DataType.TEXT)
        .column("id", DataType.TEXT)
        .column("is_suspended", DataType.BOOL)
        .column("created_utc", DataType.BIGINT)
        .column("created_at", DataType.TIMESTAMP)
        .maxNesting(0);
  }

  /** The item of a user whom Reddit shows, if only as suspended. */
  static Map<String, @Nullable Object> of(String name, Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("name", name);
    boolean isSuspended = Boolean.TRUE.equals(fields.get("is_suspended"));
    item.put("status", isSuspended ? "suspended" : "active");
    item.put("is_suspended", isSuspended);
    fields.forEach(
        (field, value) -> {
          if (!field.equals("created") && !field.equals("is_suspended")) {
            item.put(field, Shapes.wholeSeconds(field, value));
          }
        });
    if (item.get("created_utc") instanceof Number seconds) {
      item.put("created_at", Instant.ofEpochSecond(seconds.longValue()));
    }
    return item;
  }

  /** The item of a user of whom there is only a name. */
  static Map<String, @Nullable Object> without(String name, String status) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("name", name);
    item.put("status", status);
    return item;
  }
}
