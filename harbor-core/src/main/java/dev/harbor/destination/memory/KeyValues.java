package dev.harbor.destination.memory;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When two values are one, as a database sees it: 1.0 is 1.00, 0.0 is -0.0, NaN is NaN. */
final class KeyValues {
  private KeyValues() {}

  /** The values at some places of a row, as a key for maps. */
  static List<@Nullable Object> at(@Nullable Object[] row, int[] places) {
    List<@Nullable Object> key = new ArrayList<>(places.length);
    for (int place : places) {
      key.add(comparable(StoredTable.value(row, place)));
    }
    return Collections.unmodifiableList(key);
  }

  static boolean same(@Nullable Object left, @Nullable Object right) {
    return Objects.equals(comparable(left), comparable(right));
  }

  /** The value in a form whose {@code equals} is the database's. */
  static @Nullable Object comparable(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    if (value instanceof Double number) {
      return number + 0.0;
    }
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
  }
}
