package dev.harbor.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * JSON trees that are written as they were read: members in their order, numbers by their tokens.
 * An integer of 64 bits is a {@code LongNode}, any other number a raw token. Text is written
 * compactly and escaped as orjson does it. Stateless.
 */
final class ExactJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private ExactJson() {}

  /**
   * Reads an object.
   *
   * @throws IOException if the text is no JSON object
   */
  static ObjectNode readObject(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("The text is no JSON object");
      }
      ObjectNode object = object(parser);
      if (parser.nextToken() != null) {
        throw new IOException("The JSON object is followed by more text");
      }
      return object;
    }
  }

  private static JsonNode value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private static ObjectNode object(JsonParser parser) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, value(parser));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  /** A number that is written as this token. */
  static JsonNode number(String token) {
    // 18 digits and a sign always fit 64 bits; "-0" is none of the numbers that a long can write.
    if (token.length() <= 20 && !token.equals("-0") && isInteger(token)) {
      try {
        return NODES.numberNode(Long.parseLong(token));
      } catch (NumberFormatException tooLong) {
        return NODES.rawValueNode(new RawValue(token));
      }
    }
    return NODES.rawValueNode(new RawValue(token));
  }

  /** Whether a number token has neither point nor exponent. */
  static boolean isInteger(String token) {
    return token.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
  }

  /** The token of a number that is no integer of 64 bits. */
  static Optional<String> token(JsonNode node) {
    return node instanceof POJONode pojo && pojo.getPojo() instanceof RawValue raw
        ? Optional.of(String.valueOf(raw.rawValue()))
        : Optional.empty();
  }

  /** Compact text. */
  static String write(JsonNode node) {
    StringBuilder text = new StringBuilder();
    write(node, text);
    return text.toString();
  }

  private static void write(JsonNode node, StringBuilder text) {
    if (node.isObject()) {
      char separator = '{';
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        text.append(separator);
        quote(member.getKey(), text);
        write(member.getValue(), text.append(':'));
        separator = ',';
      }
      text.append(node.isEmpty() ? "{}" : "}");
    } else if (node.isArray()) {
      char separator = '[';
      for (JsonNode element : node) {
        write(element, text.append(separator));
        separator = ',';
      }
      text.append(node.isEmpty() ? "[]" : "]");
    } else if (node.isTextual()) {
      quote(node.textValue(), text);
    } else {
      text.append(token(node).orElseGet(node::asText));
    }
  }

  /** Appends a string as orjson writes it: only what must be escaped is escaped. */
  static void quote(String string, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20) {
            text.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
