package dev.harbor.reddit.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, texts, {@link Literal}s and null, which is changed and written again. */
final class JsonTree {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(5000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** A number or a flag, as it stands. */
  record Literal(String text) {
    boolean isNumber() {
      return !isFlag();
    }

    boolean isFlag() {
      return text.equals("true") || text.equals("false");
    }

    boolean isWhole() {
      return text.endsWith(".0");
    }
  }

  private JsonTree() {}

  static @Nullable Object parse(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return value(parser, parser.nextToken());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read an answer of the simulator's own", e);
    }
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> {
        var object = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          object.put(name, value(parser, parser.nextToken()));
        }
        yield object;
      }
      case START_ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        for (JsonToken each = parser.nextToken();
            each != JsonToken.END_ARRAY;
            each = parser.nextToken()) {
          list.add(value(parser, each));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NULL -> null;
      default -> new Literal(parser.getText());
    };
  }

  /** The object's fields, to be changed; null where it is something else. */
  @SuppressWarnings("unchecked")
  static @Nullable Map<String, @Nullable Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> ? (Map<String, @Nullable Object>) value : null;
  }

  static void write(JsonWriter json, @Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      json.begin();
      object.forEach((name, each) -> write(json.name(String.valueOf(name)), each));
      json.end();
    } else if (value instanceof List<?> list) {
      json.beginList();
      list.forEach(each -> write(json, each));
      json.endList();
    } else if (value instanceof Literal literal) {
      json.literal(literal.text());
    } else {
      json.text((String) value);
    }
  }
}
