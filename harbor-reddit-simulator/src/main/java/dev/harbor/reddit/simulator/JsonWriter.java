package dev.harbor.reddit.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as Reddit does: ASCII only, keys in the order of the calls, whole seconds with a
 * decimal point. Confined to one thread.
 */
final class JsonWriter {

  /** What becomes of {@code <}, {@code >} and {@code &} in strings. */
  enum Markup {
    /** Written as they are: {@code raw_json=1}. */
    RAW,
    /** Written as HTML entities. */
    ENTITIES
  }

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(4096);
  private final Markup markup;
  private boolean needsComma;

  JsonWriter(Markup markup) {
    this.markup = markup;
  }

  JsonWriter begin() {
    comma();
    out.append('{');
    needsComma = false;
    return this;
  }

  JsonWriter begin(String name) {
    return name(name).begin();
  }

  JsonWriter end() {
    out.append('}');
    needsComma = true;
    return this;
  }

  JsonWriter beginList() {
    comma();
    out.append('[');
    needsComma = false;
    return this;
  }

  JsonWriter beginList(String name) {
    return name(name).beginList();
  }

  JsonWriter endList() {
    out.append(']');
    needsComma = true;
    return this;
  }

  JsonWriter text(String name, @Nullable String value) {
    return name(name).text(value);
  }

  JsonWriter text(@Nullable String value) {
    comma();
    if (value == null) {
      out.append("null");
    } else {
      string(value, markup == Markup.ENTITIES);
    }
    needsComma = true;
    return this;
  }

  JsonWriter number(String name, long value) {
    return name(name).literal(Long.toString(value));
  }

  /** With a decimal point always. */
  JsonWriter decimal(String name, double value) {
    return name(name).literal(Double.toString(value));
  }

  /** Epoch seconds with a decimal point: {@code 1776093091.0}. */
  JsonWriter seconds(String name, long value) {
    return name(name).literal(value + ".0");
  }

  JsonWriter flag(String name, boolean value) {
    return name(name).literal(Boolean.toString(value));
  }

  JsonWriter number(long value) {
    return literal(Long.toString(value));
  }

  JsonWriter nulls(String... names) {
    return literals("null", names);
  }

  JsonWriter no(String... names) {
    return literals("false", names);
  }

  JsonWriter yes(String... names) {
    return literals("true", names);
  }

  JsonWriter zeros(String... names) {
    return literals("0", names);
  }

  JsonWriter emptyLists(String... names) {
    return literals("[]", names);
  }

  JsonWriter emptyObjects(String... names) {
    return literals("{}", names);
  }

  JsonWriter blanks(String... names) {
    return literals("\"\"", names);
  }

  JsonWriter literal(String json) {
    comma();
    out.append(json);
    needsComma = true;
    return this;
  }

  JsonWriter name(String name) {
    comma();
    string(name, false);
    out.append(": ");
    needsComma = false;
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private JsonWriter literals(String json, String... names) {
    for (String name : names) {
      name(name).literal(json);
    }
    return this;
  }

  private void comma() {
    if (needsComma) {
      out.append(", ");
    }
  }

  private void string(String value, boolean entities) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '&' -> out.append(entities ? "&amp;" : "&");
        case '<' -> out.append(entities ? "&lt;" : "<");
        case '>' -> out.append(entities ? "&gt;" : ">");
        default -> character(c);
      }
    }
    out.append('"');
  }

  private void character(char c) {
    if (c >= ' ' && c < 0x7f) {
      out.append(c);
      return;
    }
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX[(c >> shift) & 0xf]);
    }
  }
}
