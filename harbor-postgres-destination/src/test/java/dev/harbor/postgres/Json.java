package dev.harbor.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, long integers and doubles. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();
  private static final ObjectMapper AS_IT_STANDS =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  static @Nullable Object value(String text) {
    return read(text, new TypeReference<@Nullable Object>() {});
  }

  static Map<String, Object> object(String text) {
    return read(text, new TypeReference<Map<String, Object>>() {});
  }

  private static <T> T read(String text, TypeReference<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** A value of which the reader knows that it is an object. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> asObject(Object value) {
    return (Map<String, Object>) value;
  }

  /** A member that is an object; empty if there is none. */
  static Map<String, Object> member(Map<String, Object> object, String name) {
    return asObject(object.getOrDefault(name, Map.of()));
  }

  /** A member that is a list; empty if there is none. */
  @SuppressWarnings("unchecked")
  static <T> List<T> elements(Map<String, Object> object, String name) {
    return (List<T>) object.getOrDefault(name, List.of());
  }

  /** One line, members sorted, so that equal values have equal texts. */
  static String line(@Nullable Object value) {
    return written(MAPPER, value);
  }

  /** Many lines, members in the order in which they stand. */
  static String lines(@Nullable Object value) {
    return written(AS_IT_STANDS, value);
  }

  private static String written(ObjectMapper mapper, @Nullable Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
