package dev.harbor.internal.normalize;

import dev.harbor.error.SourceException;
import dev.harbor.internal.json.ItemSink;
import dev.harbor.internal.json.JsonNumber;
import dev.harbor.schema.DataType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads items that are Java values. Confined to one thread. */
public final class ValueReader {
  private static final int MAX_NESTING = 1_000;
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private final String resource;
  private final Map<Class<?>, RecordComponent[]> records = new HashMap<>();

  /** A reader of the items of one resource. */
  public ValueReader(String resource) {
    this.resource = resource;
  }

  /** Pushes an item. */
  public void push(@Nullable Object item, ItemSink sink) {
    push(item, sink, "$", 0);
  }

  private void push(@Nullable Object value, ItemSink sink, String path, int depth) {
    if (depth > MAX_NESTING) {
      throw refused(
          "nested more than %d levels deep at the beginning of path %s"
              .formatted(MAX_NESTING, path.substring(0, Math.min(80, path.length()))));
    }
    if (value instanceof Map<?, ?> map) {
      pushMap(map, sink, path, depth);
    } else if (value instanceof Iterable<?> list) {
      sink.beginArray();
      int index = 0;
      for (Object element : list) {
        push(element, sink, path + '[' + index++ + ']', depth + 1);
      }
      sink.endArray();
    } else if (value instanceof Record bean) {
      pushRecord(bean, sink, path, depth);
    } else if (value instanceof Optional<?> optional) {
      push(optional.orElse(null), sink, path, depth);
    } else if (value instanceof Object[] array) {
      push(java.util.Arrays.asList(array), sink, path, depth);
    } else if (!pushScalar(value, sink) && !pushTemporal(value, sink)) {
      throw refused(
          "a value of class %s at %s"
              .formatted(value == null ? "null" : value.getClass().getName(), path));
    }
  }

  private SourceException refused(String found) {
    return new SourceException(
        ("Cannot read an item of resource '%s': found %s, expected maps, lists, records, text, numbers,"
                + " booleans, java.time values, UUIDs, enums, byte arrays, Optional or null. Convert it in the"
                + " extractor or with Resource.Builder.map")
            .formatted(resource, found));
  }

  private void pushMap(Map<?, ?> map, ItemSink sink, String path, int depth) {
    sink.beginObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof CharSequence key)) {
        Object found = entry.getKey();
        throw refused(
            "a key of class %s at %s"
                .formatted(found == null ? "null" : found.getClass().getName(), path));
      }
      String name = key.toString();
      sink.key(name);
      push(entry.getValue(), sink, path + '.' + name, depth + 1);
    }
    sink.endObject();
  }

  private void pushRecord(Record bean, ItemSink sink, String path, int depth) {
    RecordComponent[] components = records.computeIfAbsent(bean.getClass(), this::components);
    sink.beginObject();
    for (RecordComponent component : components) {
      sink.key(component.getName());
      push(value(bean, component), sink, path + '.' + component.getName(), depth + 1);
    }
    sink.endObject();
  }

  private RecordComponent[] components(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    for (RecordComponent component : components) {
      if (!component.getAccessor().trySetAccessible()) {
        throw new SourceException(
            ("Cannot read record %s of resource '%s': its package is not open to module dev.harbor.core."
                    + " Open or export the package, or emit maps")
                .formatted(type.getName(), resource));
      }
    }
    return components;
  }

  private @Nullable Object value(Record bean, RecordComponent component) {
    try {
      return component.getAccessor().invoke(bean);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new SourceException(
          "Cannot read component '%s' of record %s of resource '%s'"
              .formatted(component.getName(), bean.getClass().getName(), resource),
          e);
    }
  }

  private static boolean pushScalar(@Nullable Object value, ItemSink sink) {
    if (value == null) {
      sink.nullValue();
    } else if (value instanceof CharSequence text) {
      pushText(text.toString(), sink);
    } else if (value instanceof Boolean bool) {
      sink.bool(bool);
    } else if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      sink.integer(((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      sink.typed(
          DataType.DOUBLE,
          value instanceof Float single ? Double.parseDouble(single.toString()) : value);
    } else if (value instanceof BigInteger integer) {
      pushInteger(integer, sink);
    } else if (value instanceof BigDecimal) {
      sink.typed(DataType.DECIMAL, value);
    } else if (value instanceof JsonNumber number) {
      char[] token = number.token().toCharArray();
      sink.number(token, 0, token.length, number.isInteger());
    } else if (value instanceof Enum<?> constant) {
      pushText(constant.name(), sink);
    } else if (value instanceof Character || value instanceof UUID) {
      pushText(value.toString(), sink);
    } else if (value instanceof byte[]) {
      sink.typed(DataType.BINARY, value);
    } else {
      return false;
    }
    return true;
  }

  private static void pushText(String text, ItemSink sink) {
    sink.text(text.toCharArray(), 0, text.length());
  }

  private static void pushInteger(BigInteger integer, ItemSink sink) {
    if (integer.compareTo(MIN) >= 0 && integer.compareTo(MAX) <= 0) {
      sink.integer(integer.longValue());
    } else {
      char[] token = integer.toString().toCharArray();
      sink.number(token, 0, token.length, true);
    }
  }

  private static boolean pushTemporal(@Nullable Object value, ItemSink sink) {
    if (value instanceof Instant instant) {
      sink.typed(DataType.TIMESTAMP, instant);
    } else if (value instanceof OffsetDateTime time) {
      sink.typed(DataType.TIMESTAMP, time.toInstant());
    } else if (value instanceof ZonedDateTime time) {
      sink.typed(DataType.TIMESTAMP, time.toInstant());
    } else if (value instanceof LocalDateTime time) {
      sink.typed(DataType.TIMESTAMP, time.toInstant(ZoneOffset.UTC));
    } else if (value instanceof LocalDate date) {
      sink.typed(DataType.DATE, date);
    } else if (value instanceof LocalTime time) {
      sink.typed(DataType.TIME, time);
    } else {
      return false;
    }
    return true;
  }
}
