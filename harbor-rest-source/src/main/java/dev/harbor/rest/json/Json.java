package dev.harbor.rest.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON text and the bytes it was read from, so that it can be handed on with every
 * digit as it came. Immutable.
 */
public final class Json {
  /** What a value is. */
  public enum Kind {
    /** Names and values. */
    OBJECT,
    /** Values. */
    LIST,
    /** Text. */
    TEXT,
    /** An integer, or a number with fraction or exponent. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** Null. */
    NULL
  }

  private final Kind kind;
  private final byte[] source;
  private final int start;
  private final int end;
  private final String text;
  private final Map<String, Json> members;
  private final List<Json> elements;

  private Json(Builder builder, int end) {
    this.kind = builder.kind;
    this.source = builder.source;
    this.start = builder.start;
    this.end = end;
    this.text = builder.text;
    this.members = builder.members;
    this.elements = builder.elements;
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** The text, the number or the boolean as it is written; empty for anything else. */
  public String text() {
    return text;
  }

  /** Values by name, in order; empty unless it is an object. */
  public Map<String, Json> members() {
    return members;
  }

  /** The values of a list; empty for anything else. */
  public List<Json> elements() {
    return elements;
  }

  /** The bytes it was read from, UTF-8. */
  public byte[] bytes() {
    return Arrays.copyOfRange(source, start, end);
  }

  /** Size of {@link #bytes}. */
  public int size() {
    return end - start;
  }

  /**
   * The value as the JDK's classes have it: maps, lists, text, booleans, {@code Long}, {@code
   * BigInteger}, {@code BigDecimal} and null.
   */
  public @Nullable Object plain() {
    switch (kind) {
      case OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        members.forEach((name, value) -> map.put(name, value.plain()));
        return map;
      }
      case LIST -> {
        List<@Nullable Object> list = new ArrayList<>();
        elements.forEach(each -> list.add(each.plain()));
        return list;
      }
      case TEXT -> {
        return text;
      }
      case NUMBER -> {
        return number();
      }
      case BOOLEAN -> {
        return Boolean.valueOf(text);
      }
      case NULL -> {}
    }
    return null;
  }

  private Number number() {
    if (!text.matches("-?[0-9]+")) {
      return new BigDecimal(text);
    }
    return text.length() < 19 ? (Number) Long.valueOf(text) : wide(new BigInteger(text));
  }

  private static Number wide(BigInteger whole) {
    return whole.bitLength() < 64 ? (Number) whole.longValue() : whole;
  }

  /** The JSON text itself. */
  @Override
  public String toString() {
    return new String(source, start, end - start, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** A value that is being read. Confined to one thread. */
  static final class Builder {
    private final Kind kind;
    private final byte[] source;
    private final int start;
    private String text = "";
    private Map<String, Json> members = Map.of();
    private List<Json> elements = List.of();

    Builder(Kind kind, byte[] source, int start) {
      this.kind = kind;
      this.source = source;
      this.start = start;
    }

    Builder text(String value) {
      this.text = value;
      return this;
    }

    Builder members(Map<String, Json> values) {
      this.members = java.util.Collections.unmodifiableMap(values);
      return this;
    }

    Builder elements(List<Json> values) {
      this.elements = java.util.Collections.unmodifiableList(values);
      return this;
    }

    Json endingAt(int end) {
      return new Json(this, end);
    }
  }
}
