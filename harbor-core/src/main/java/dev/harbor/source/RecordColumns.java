package dev.harbor.source;

import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.DataType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The columns that the components of a record make. */
final class RecordColumns {
  private static final int WIDE_DIGITS = 38;

  private static final Map<Class<?>, DataType> TYPES =
      Map.ofEntries(
          Map.entry(String.class, DataType.TEXT),
          Map.entry(Character.class, DataType.TEXT),
          Map.entry(UUID.class, DataType.TEXT),
          Map.entry(Boolean.class, DataType.BOOL),
          Map.entry(Byte.class, DataType.BIGINT),
          Map.entry(Short.class, DataType.BIGINT),
          Map.entry(Integer.class, DataType.BIGINT),
          Map.entry(Long.class, DataType.BIGINT),
          Map.entry(Float.class, DataType.DOUBLE),
          Map.entry(Double.class, DataType.DOUBLE),
          Map.entry(BigDecimal.class, DataType.DECIMAL),
          Map.entry(Instant.class, DataType.TIMESTAMP),
          Map.entry(OffsetDateTime.class, DataType.TIMESTAMP),
          Map.entry(ZonedDateTime.class, DataType.TIMESTAMP),
          Map.entry(LocalDateTime.class, DataType.TIMESTAMP),
          Map.entry(LocalDate.class, DataType.DATE),
          Map.entry(LocalTime.class, DataType.TIME),
          Map.entry(byte[].class, DataType.BINARY));

  private RecordColumns() {}

  static Map<String, ColumnDeclaration> of(String resource, Class<? extends Record> type) {
    Map<String, ColumnDeclaration> columns = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Class<?> held = held(component.getGenericType());
      if (!isNested(held)) {
        ColumnDeclaration column = column(held, resource, type, component);
        columns.put(component.getName(), held.isPrimitive() ? column.required() : column);
      }
    }
    return columns;
  }

  /** The class of a component's values, out of its {@code Optional}. */
  private static Class<?> held(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == Optional.class
          ? held(generic.getActualTypeArguments()[0])
          : held(generic.getRawType());
    }
    return type instanceof Class<?> known ? known : Object.class;
  }

  private static boolean isNested(Class<?> held) {
    return held == Object.class
        || held.isRecord()
        || Map.class.isAssignableFrom(held)
        || Iterable.class.isAssignableFrom(held)
        || (held.isArray() && held != byte[].class);
  }

  private static ColumnDeclaration column(
      Class<?> held, String resource, Class<?> type, RecordComponent component) {
    if (held == BigInteger.class) {
      return ColumnDeclaration.of(DataType.DECIMAL).withPrecision(WIDE_DIGITS, 0);
    }
    DataType known = held.isEnum() ? DataType.TEXT : TYPES.get(boxed(held));
    if (known == null) {
      throw new IllegalArgumentException(
          "Cannot build resource '%s': component '%s' of record %s is a %s, which items cannot hold. Change its type, or declare the columns one by one"
              .formatted(resource, component.getName(), type.getName(), held.getName()));
    }
    return ColumnDeclaration.of(known);
  }

  private static Class<?> boxed(Class<?> held) {
    return java.lang.invoke.MethodType.methodType(held).wrap().returnType();
  }
}
