package dev.harbor.reddit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads Reddit's answers: maps, lists, text, booleans and numbers that keep every digit. */
final class RedditJson {
  private static final int EXACT_DIGITS = 17;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNestingDepth(2_000)
                          .build())
                  .build())
          .build();

  private RedditJson() {}

  /** The object that a body consists of. */
  static Map<String, @Nullable Object> object(byte[] body) throws IOException {
    try (JsonParser parser = MAPPER.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the answer is no JSON object");
      }
      Map<String, @Nullable Object> object = readObject(parser);
      if (parser.nextToken() != null) {
        throw new IOException("the answer goes on behind its JSON object");
      }
      return object;
    }
  }

  /** The page that a listing's answer holds. */
  static Page page(byte[] body) throws IOException {
    if (!(object(body).get("data") instanceof Map<?, ?> data)
        || !(data.get("children") instanceof List<?> children)) {
      throw new IOException("the answer is no listing");
    }
    List<Thing> things = new ArrayList<>(children.size());
    for (Object child : children) {
      things.add(thing(child));
    }
    return new Page(
        things, Optional.ofNullable(data.get("after") instanceof String text ? text : null));
  }

  /** The fields of a thing in its envelope. */
  static Map<String, @Nullable Object> fields(@Nullable Object envelope) throws IOException {
    if (envelope instanceof Map<?, ?> map && map.get("data") instanceof Map<?, ?> data) {
      return named(data);
    }
    throw new IOException("the answer holds something that is no thing");
  }

  /** A map with its keys as text. */
  static Map<String, @Nullable Object> named(Map<?, ?> map) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    map.forEach((key, value) -> named.put(String.valueOf(key), value));
    return named;
  }

  /**
   * Envelopes of the comments in an answer: a pair of listings, of which the second counts, or the
   * things of an unfolded part.
   */
  static List<Map<String, @Nullable Object>> comments(byte[] body) throws IOException {
    try (JsonParser parser = MAPPER.createParser(body)) {
      if (parser.nextToken() == null) {
        throw new IOException("the answer is empty");
      }
      Object answer = readValue(parser);
      if (answer instanceof List<?> pair && pair.size() == 2) {
        return envelopes(inside(inside(pair.get(1), "data"), "children"));
      }
      Object json = inside(answer, "json");
      if (inside(json, "errors") instanceof List<?> errors && !errors.isEmpty()) {
        throw new IOException("the answer is an error: " + errors.get(0));
      }
      return envelopes(inside(inside(json, "data"), "things"));
    }
  }

  private static @Nullable Object inside(@Nullable Object object, String name) {
    return object instanceof Map<?, ?> map ? map.get(name) : null;
  }

  private static List<Map<String, @Nullable Object>> envelopes(@Nullable Object list)
      throws IOException {
    if (!(list instanceof List<?> things)) {
      throw new IOException("the answer holds no comments");
    }
    List<Map<String, @Nullable Object>> envelopes = new ArrayList<>();
    for (Object each : things) {
      if (each instanceof Map<?, ?> envelope) {
        envelopes.add(named(envelope));
      }
    }
    return envelopes;
  }

  /** The thing in an envelope. */
  static Thing thing(@Nullable Object envelope) throws IOException {
    Map<String, @Nullable Object> fields = fields(envelope);
    if (!(fields.get("id") instanceof String id) || id.isEmpty()) {
      throw new IOException("the listing holds a thing without id");
    }
    String kind =
        envelope instanceof Map<?, ?> map && map.get("kind") instanceof String text ? text : "t3";
    String fullname = fields.get("name") instanceof String name ? name : kind + '_' + id;
    return new Thing(id, fullname, fields);
  }

  private static Map<String, @Nullable Object> readObject(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, readValue(parser));
    }
    return object;
  }

  private static @Nullable Object readValue(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(readValue(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("the answer breaks off");
    };
  }

  /** A double where it keeps what is written, as it does of all numbers known so far. */
  private static Object number(String text) throws IOException {
    double number = Double.parseDouble(text);
    if (text.length() <= EXACT_DIGITS && Double.isFinite(number)) {
      return number;
    }
    try {
      return new BigDecimal(text);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IOException("the answer holds a number beyond all bounds", e);
    }
  }
}
