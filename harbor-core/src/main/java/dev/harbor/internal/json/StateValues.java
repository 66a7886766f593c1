package dev.harbor.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harbor.error.DestinationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values of a resource's state, in and out of its document. Text stays text, dlt's marks of typed
 * values included. A token with a point or an exponent is a {@code Double} if a double says the
 * same in the same digits, and a {@code BigDecimal} if not. Stateless.
 */
final class StateValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST_EXPONENT = 5;

  private StateValues() {}

  /** The members of an object. */
  static Map<String, @Nullable Object> map(JsonNode object) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      map.put(member.getKey(), value(member.getValue()));
    }
    return map;
  }

  private static @Nullable Object value(JsonNode node) {
    if (node.isObject()) {
      return map(node);
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>(node.size());
      node.forEach(element -> list.add(value(element)));
      return list;
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNumber()) {
      return node.longValue();
    }
    return ExactJson.token(node).map(StateValues::number).orElse(null);
  }

  private static Number number(String token) {
    if (ExactJson.isInteger(token)) {
      return token.equals("-0") ? Double.valueOf(-0.0) : new BigInteger(token);
    }

    double number = Double.parseDouble(token);
    if (Double.isFinite(number) && ShortestDouble.text(number).equals(token)) {
      return number;
    }
    int exponent = Math.max(token.indexOf('e'), token.indexOf('E'));
    if (exponent >= 0 && token.length() - exponent - 1 > LONGEST_EXPONENT) {
      throw new DestinationException(
          "Cannot read the state: found a number of %s characters with an exponent beyond 9999"
              .formatted(token.length()));
    }
    return new BigDecimal(token);
  }

  /** Gives an object these members and no others; what stays the same is not touched. */
  static void replace(ObjectNode object, Map<?, ?> values, String path) {
    object.retain(values.keySet().stream().map(String::valueOf).toList());
    values.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          JsonNode old = object.get(name);
          if (old == null || !Objects.equals(value(old), value)) {
            object.set(name, edited(old, value, path + '.' + name));
          }
        });
  }

  private static JsonNode edited(@Nullable JsonNode old, @Nullable Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = old instanceof ObjectNode there ? there : NODES.objectNode();
      replace(object, map, path);
      return object;
    }
    if (value instanceof List<?> list) {
      ArrayNode array = NODES.arrayNode(list.size());
      for (int i = 0; i < list.size(); i++) {
        array.add(edited(null, list.get(i), path + '[' + i + ']'));
      }
      return array;
    }
    return scalar(value, path);
  }

  private static JsonNode scalar(@Nullable Object value, String path) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof String text) {
      return NODES.textNode(text);
    }
    if (value instanceof Boolean bool) {
      return NODES.booleanNode(bool);
    }
    if (value instanceof Double || value instanceof Float) {
      // By way of the text, so that 0.1f is 0.1 and not the double next to it.
      double number = Double.parseDouble(value.toString());
      if (!Double.isFinite(number)) {
        throw new DestinationException(
            "Cannot store the state at %s: found %s, expected a finite number"
                .formatted(path, value));
      }
      return ExactJson.number(ShortestDouble.text(number));
    }
    return ExactJson.number(value.toString());
  }
}
