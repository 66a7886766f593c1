package dev.harbor.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text into maps, lists, text, booleans and {@link JsonNumber}s, as strictly as dlt
 * reads the text of a JSON column: 1,024 levels, no half surrogate pairs, no number beyond doubles.
 */
public final class JsonTree {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1024)
                  .maxNumberLength(10_000)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final Deque<Object> open = new ArrayDeque<>();
  private final Deque<String> names = new ArrayDeque<>();
  private @Nullable Object root;

  private JsonTree() {}

  /**
   * The compact form of a JSON text, members in the order of their first mention; of two members
   * with one name the last counts.
   *
   * @return empty if the text is not one JSON value
   */
  public static Optional<String> compact(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return Optional.of(CanonicalJson.ordered(new JsonTree().read(parser, json)));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable Object read(JsonParser parser, String json) throws IOException {
    if (json.startsWith("\ufeff") || parser.nextToken() == null) {
      throw refused(parser, "no value");
    }
    do {
      JsonToken token = parser.currentToken();
      if (token == JsonToken.FIELD_NAME) {
        names.push(whole(parser, parser.currentName()));
      } else if (token.isStructStart()) {
        start(
            token == JsonToken.START_OBJECT
                ? new LinkedHashMap<String, Object>()
                : new ArrayList<>());
      } else if (token.isStructEnd()) {
        open.pop();
      } else {
        add(scalar(parser, token));
      }
    } while (!open.isEmpty() && parser.nextToken() != null);
    if (parser.nextToken() != null) {
      throw refused(parser, "more than one value");
    }
    return root;
  }

  private void start(Object structure) {
    add(structure);
    open.push(structure);
  }

  @SuppressWarnings("unchecked")
  private void add(@Nullable Object value) {
    Object parent = open.peek();
    if (parent == null) {
      root = value;
    } else if (parent instanceof Map<?, ?> map) {
      ((Map<String, @Nullable Object>) map).put(names.pop(), value);
    } else {
      ((List<@Nullable Object>) parent).add(value);
    }
  }

  private static @Nullable Object scalar(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> whole(parser, parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> number(parser);
    };
  }

  private static JsonNumber number(JsonParser parser) throws IOException {
    JsonNumber number = new JsonNumber(parser.getText());
    if (!number.isInteger() && Double.isInfinite(number.doubleValue())) {
      throw refused(parser, "a number beyond doubles");
    }
    return number;
  }

  private static String whole(JsonParser parser, String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw refused(parser, "half a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }

  private static JsonProcessingException refused(JsonParser parser, String why) {
    return new JsonParseException(parser, why);
  }
}
