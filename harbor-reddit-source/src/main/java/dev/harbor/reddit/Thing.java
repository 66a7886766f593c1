package dev.harbor.reddit;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A post or a comment as it was listed.
 *
 * @param id base 36, without the kind
 * @param fullname the kind, {@code _} and the id
 * @param fields its JSON
 */
record Thing(String id, String fullname, Map<String, @Nullable Object> fields) {
  /** When it was created, in seconds; empty if that is not told. */
  OptionalLong created() {
    return fields.get("created_utc") instanceof Number number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  /** Whose it is; empty if that user is deleted or not told. */
  Optional<String> author() {
    return fields.get("author") instanceof String name && RedditorName.isName(name)
        ? Optional.of(name)
        : Optional.empty();
  }
}
