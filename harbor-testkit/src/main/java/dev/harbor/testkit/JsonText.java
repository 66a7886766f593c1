package dev.harbor.testkit;

import dev.harbor.error.SourceException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A sequence of JSON values as maps, lists, text, booleans and exact numbers. */
final class JsonText {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final String ESCAPED = "\"\\/bfnrt";
  private static final String MEANT = "\"\\/\b\f\n\r\t";
  private static final int MAX_DEPTH = 1_000;

  private final String text;
  private int at;
  private int depth;

  private JsonText(String text) {
    this.text = text;
  }

  /** All values of a text, white space between them. */
  static List<@Nullable Object> values(String text) {
    JsonText json = new JsonText(text);
    List<@Nullable Object> values = new ArrayList<>();
    json.skipSpace();
    while (json.at < text.length()) {
      values.add(json.value());
      json.skipSpace();
    }
    return values;
  }

  private @Nullable Object value() {
    if (++depth > MAX_DEPTH) {
      throw unexpected("at most " + MAX_DEPTH + " levels");
    }
    skipSpace();
    Object value =
        switch (peek()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> string();
          case 't' -> word("true", true);
          case 'f' -> word("false", false);
          case 'n' -> word("null", null);
          default -> number();
        };
    depth--;
    return value;
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    at++;
    skipSpace();
    if (take('}')) {
      return members;
    }
    do {
      skipSpace();
      if (peek() != '"') {
        throw unexpected("the name of a member");
      }
      String name = string();
      skipSpace();
      require(':');
      members.put(name, value());
      skipSpace();
    } while (take(','));
    require('}');
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> elements = new ArrayList<>();
    at++;
    skipSpace();
    if (take(']')) {
      return elements;
    }
    do {
      elements.add(value());
      skipSpace();
    } while (take(','));
    require(']');
    return elements;
  }

  private String string() {
    StringBuilder characters = new StringBuilder();
    at++;
    while (peek() != '"') {
      char next = text.charAt(at++);
      if (next < ' ') {
        throw unexpected("no control character in text");
      }
      characters.append(next == '\\' ? escape() : next);
    }
    at++;
    return characters.toString();
  }

  private char escape() {
    char kind = peek();
    at++;
    if (kind == 'u') {
      int end = Math.min(text.length(), at + 4);
      String digits = text.substring(at, end);
      if (!digits.matches("[0-9a-fA-F]{4}")) {
        throw unexpected("four hexadecimal digits");
      }
      at = end;
      return (char) Integer.parseInt(digits, 16);
    }
    int known = ESCAPED.indexOf(kind);
    if (known < 0) {
      throw unexpected("an escape of JSON");
    }
    return MEANT.charAt(known);
  }

  private Number number() {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw unexpected("a value");
    }
    at = matcher.end();
    if (matcher.group(2) != null || matcher.group(3) != null) {
      return new BigDecimal(matcher.group());
    }
    BigInteger integer = new BigInteger(matcher.group());
    return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
  }

  private @Nullable Object word(String word, @Nullable Object meaning) {
    if (!text.startsWith(word, at)) {
      throw unexpected("a value");
    }
    at += word.length();
    return meaning;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw unexpected("more");
    }
    return text.charAt(at);
  }

  private boolean take(char expected) {
    boolean found = at < text.length() && text.charAt(at) == expected;
    at += found ? 1 : 0;
    return found;
  }

  private void require(char expected) {
    if (!take(expected)) {
      throw unexpected("'" + expected + "'");
    }
  }

  private SourceException unexpected(String expected) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "its end";
    return new SourceException(
        "Cannot read JSON: found %s at character %d, expected %s".formatted(found, at, expected));
  }
}
