package dev.harbor.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** JSON text as a sequence of items, token by token. Confined to one thread. */
public final class JsonItems implements AutoCloseable {
  private static final int MAX_NESTING = 1_000;
  private static final int MAX_STRING = 256 * 1024 * 1024;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxStringLength(MAX_STRING)
                  .build())
          .build();

  private final JsonParser parser;
  private int listDepth;

  private JsonItems(JsonParser parser) {
    this.parser = parser;
  }

  /** Items of UTF-8 bytes. */
  public static JsonItems of(byte[] json) throws IOException {
    return new JsonItems(FACTORY.createParser(json));
  }

  /** Items of text. */
  public static JsonItems of(String json) throws IOException {
    return new JsonItems(FACTORY.createParser(json));
  }

  /** Items of a stream of UTF-8, which is not closed. */
  public static JsonItems of(InputStream json) throws IOException {
    return new JsonItems(FACTORY.createParser(json).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE));
  }

  /**
   * Moves to the next item; the items of a list at the top are items of their own.
   *
   * @return false at the end
   */
  public boolean next() throws IOException {
    while (true) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return false;
      }
      if (token == JsonToken.START_ARRAY && listDepth == 0) {
        listDepth++;
      } else if (token == JsonToken.END_ARRAY) {
        listDepth--;
      } else {
        return true;
      }
    }
  }

  /** Pushes the item that {@link #next} moved to. */
  public void push(ItemSink sink) throws IOException {
    int depth = 0;
    @Nullable JsonToken token = parser.currentToken();
    while (token != null) {
      switch (token) {
        case START_OBJECT -> {
          depth++;
          sink.beginObject();
        }
        case END_OBJECT -> {
          depth--;
          sink.endObject();
        }
        case START_ARRAY -> {
          depth++;
          sink.beginArray();
        }
        case END_ARRAY -> {
          depth--;
          sink.endArray();
        }
        case FIELD_NAME -> sink.key(parser.currentName());
        case VALUE_STRING ->
            sink.text(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        case VALUE_NUMBER_INT -> integer(sink);
        case VALUE_NUMBER_FLOAT ->
            sink.number(
                parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), false);
        case VALUE_TRUE -> sink.bool(true);
        case VALUE_FALSE -> sink.bool(false);
        case VALUE_NULL -> sink.nullValue();
        case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
            throw new IllegalStateException("Cannot read token " + token + " of JSON text");
      }
      if (depth == 0) {
        return;
      }
      token = parser.nextToken();
    }
    throw new IOException("the text ends inside a value");
  }

  private void integer(ItemSink sink) throws IOException {
    char[] chars = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    int length = parser.getTextLength();
    int first = chars[offset] == '-' ? 1 : 0;
    if (length - first > 18) {
      wideInteger(sink, chars, offset, length);
      return;
    }
    long value = 0;
    for (int i = offset + first; i < offset + length; i++) {
      value = value * 10 + (chars[i] - '0');
    }
    sink.integer(first == 1 ? -value : value);
  }

  private static void wideInteger(ItemSink sink, char[] chars, int offset, int length) {
    if (length <= 20) {
      try {
        sink.integer(Long.parseLong(new String(chars, offset, length)));
        return;
      } catch (NumberFormatException beyond) {
        sink.number(chars, offset, length, true);
        return;
      }
    }
    sink.number(chars, offset, length, true);
  }

  /** Where the parser stands, for messages: line and column from 1. */
  public String location() {
    return "line %d, column %d"
        .formatted(parser.currentLocation().getLineNr(), parser.currentLocation().getColumnNr());
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
