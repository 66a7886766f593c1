package dev.harbor.rest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.harbor.rest.json.Json.Kind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a body of one JSON value. Thread-safe. */
public final class JsonReader {
  private final JsonFactory factory;

  /** A reader that refuses what is nested deeper than so many levels. */
  public JsonReader(int maxNesting) {
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxNesting)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(100_000)
                    .build())
            .build();
  }

  /** There is more than the reader takes. */
  public static final class TooDeepException extends IOException {
    TooDeepException(IOException cause) {
      super(cause);
    }
  }

  /**
   * Reads text in UTF-8, or in the charset that is given.
   *
   * @throws TooDeepException if it is nested too deep, or a number too long
   * @throws IOException if it is not one JSON value
   */
  public Json read(byte[] body, Charset charset) throws IOException {
    byte[] utf8 =
        charset.equals(StandardCharsets.UTF_8)
            ? body
            : new String(body, charset).getBytes(StandardCharsets.UTF_8);
    int start = startsWithByteOrderMark(utf8) ? 3 : 0;
    // Without its offset the parser would guess at UTF-16 and lose count of the bytes.
    try (JsonParser parser = factory.createParser(utf8, start, utf8.length - start)) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new JsonParseException(parser, "there is no value");
      }
      Json value = new Reading(parser, utf8, start).value(token);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "there is more behind the value");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new TooDeepException(e);
    }
  }

  private static boolean startsWithByteOrderMark(byte[] text) {
    return text.length >= 3
        && text[0] == (byte) 0xEF
        && text[1] == (byte) 0xBB
        && text[2] == (byte) 0xBF;
  }

  /** One text that is being read. */
  private static final class Reading {
    private final JsonParser parser;
    private final byte[] source;
    private final int first;

    Reading(JsonParser parser, byte[] source, int first) {
      this.parser = parser;
      this.source = source;
      this.first = first;
    }

    Json value(@Nullable JsonToken token) throws IOException {
      if (token == null) {
        throw new JsonParseException(parser, "the text ends inside a value");
      }
      int start = first + offset(parser.currentTokenLocation().getByteOffset());
      switch (token) {
        case START_OBJECT -> {
          Map<String, Json> members = new LinkedHashMap<>();
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            members.put(name, value(parser.nextToken()));
          }
          return new Json.Builder(Kind.OBJECT, source, start).members(members).endingAt(end());
        }
        case START_ARRAY -> {
          List<Json> elements = new ArrayList<>();
          for (JsonToken each = parser.nextToken();
              each != JsonToken.END_ARRAY;
              each = parser.nextToken()) {
            elements.add(value(each));
          }
          return new Json.Builder(Kind.LIST, source, start).elements(elements).endingAt(end());
        }
        case VALUE_STRING -> {
          return scalar(Kind.TEXT, start);
        }
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
          return scalar(Kind.NUMBER, start);
        }
        case VALUE_TRUE, VALUE_FALSE -> {
          return scalar(Kind.BOOLEAN, start);
        }
        case VALUE_NULL -> {
          return new Json.Builder(Kind.NULL, source, start).endingAt(start + 4);
        }
        default -> throw new JsonParseException(parser, "unexpected token " + token);
      }
    }

    private Json scalar(Kind kind, int start) throws IOException {
      String text = parser.getText();
      int end = kind == Kind.TEXT ? end() : start + text.length();
      return new Json.Builder(kind, source, start).text(text).endingAt(end);
    }

    private int end() {
      return first + offset(parser.currentLocation().getByteOffset());
    }

    private int offset(long position) {
      if (position < 0) {
        throw new IllegalStateException("Cannot tell where a value stands: the text is not UTF-8");
      }
      return (int) position;
    }
  }
}
