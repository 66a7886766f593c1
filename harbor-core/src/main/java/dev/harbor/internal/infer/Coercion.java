package dev.harbor.internal.infer;

import dev.harbor.schema.DataType;
import org.jspecify.annotations.Nullable;

public final class Coercion {
  public static @Nullable Object coerce(DataType to, DataType from, Object value) {
    return to == from ? value : null;
  }
}
