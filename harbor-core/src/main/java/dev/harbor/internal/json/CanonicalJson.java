package dev.harbor.internal.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Compact JSON, byte for byte as orjson 3.13 writes it under dlt's encoder: the text from which ids
 * and hashes are made, and in which JSON columns are stored. NaN and infinities become null, as
 * there; half a surrogate pair, which orjson refuses, becomes U+FFFD. Any depth is written.
 */
public final class CanonicalJson {
  private static final Comparator<String> BY_CODE_POINT = CanonicalJson::compareCodePoints;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private enum Instants {
    ISO,
    ISO_WITH_Z,
    MICROSECONDS
  }

  private enum Members {
    SORTED,
    AS_THEY_COME
  }

  private final StringBuilder out;
  private final Members members;
  private final Instants instants;
  private final Deque<Level> open = new ArrayDeque<>();

  private CanonicalJson(StringBuilder out, Members members, Instants instants) {
    this.out = out;
    this.members = members;
    this.instants = instants;
  }

  /**
   * The JSON of a value with the members of all its objects sorted by code point.
   *
   * @param value a map with text keys, a collection, text, boolean, number, {@link Instant}, {@link
   *     LocalDate}, {@link LocalTime}, byte array, {@link UUID}, or null
   */
  public static String sorted(@Nullable Object value) {
    return written(value, Members.SORTED, Instants.ISO);
  }

  /** The JSON of a value with all members in their order. */
  public static String ordered(@Nullable Object value) {
    return written(value, Members.AS_THEY_COME, Instants.ISO);
  }

  /** The sorted JSON for {@code RowIds.boundaryHash}: instants are epoch microseconds. */
  public static String ofBoundary(@Nullable Object value) {
    return written(value, Members.SORTED, Instants.MICROSECONDS);
  }

  /** The sorted JSON for {@code RowIds.oldBoundaryHash}: instants end in Z. */
  public static String ofOldBoundary(@Nullable Object value) {
    return written(value, Members.SORTED, Instants.ISO_WITH_Z);
  }

  /** Appends what {@link #sorted} returns. */
  public static void appendSorted(StringBuilder out, @Nullable Object value) {
    new CanonicalJson(out, Members.SORTED, Instants.ISO).document(value);
  }

  private static String written(@Nullable Object value, Members members, Instants instants) {
    StringBuilder out = new StringBuilder();
    new CanonicalJson(out, members, instants).document(value);
    return out.toString();
  }

  private void document(@Nullable Object value) {
    value(value);
    while (!open.isEmpty()) {
      Level level = open.element();
      if (level.rest.hasNext()) {
        if (!level.first) {
          out.append(',');
        }
        level.first = false;
        Object next = level.rest.next();
        if (level.close == '}') {
          var member = (Map.Entry<?, ?>) next;
          text(String.valueOf(member.getKey()));
          out.append(':');
          value(member.getValue());
        } else {
          value(next);
        }
      } else {
        out.append(level.close);
        open.remove();
      }
    }
  }

  private void value(@Nullable Object value) {
    if (value instanceof String text) {
      text(text);
    } else if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Number number) {
      number(number);
    } else if (value instanceof Map<?, ?> map) {
      open('{', new Level(entries(map), '}'));
    } else if (value instanceof Collection<?> list) {
      open('[', new Level(list.iterator(), ']'));
    } else {
      other(value);
    }
  }

  private void open(char bracket, Level level) {
    out.append(bracket);
    open.push(level);
  }

  private Iterator<?> entries(Map<?, ?> map) {
    if (members == Members.AS_THEY_COME || map.size() < 2) {
      return map.entrySet().iterator();
    }
    return StreamSupport.stream(map.entrySet().spliterator(), false)
        .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey()), BY_CODE_POINT))
        .iterator();
  }

  private void number(Number number) {
    if (number instanceof JsonNumber json) {
      if (!json.isInteger()) {
        PythonForm.appendJson(out, json.doubleValue());
      } else {
        out.append(json.token().equals("-0") ? "0" : json.token());
      }
    } else if (number instanceof Double) {
      PythonForm.appendJson(out, number.doubleValue());
    } else if (number instanceof Float) {
      PythonForm.appendJson(out, Double.parseDouble(number.toString()));
    } else if (number instanceof BigDecimal) {
      out.append('"').append(number).append('"');
    } else if (number instanceof Long
        || number instanceof Integer
        || number instanceof BigInteger
        || number instanceof Short
        || number instanceof Byte) {
      out.append(number);
    } else {
      throw unknown(number);
    }
  }

  private void other(Object value) {
    if (value instanceof Instant instant) {
      instant(instant);
    } else if (value instanceof LocalDate date) {
      out.append('"').append(PythonForm.of(date)).append('"');
    } else if (value instanceof LocalTime time) {
      out.append('"').append(PythonForm.of(time)).append('"');
    } else if (value instanceof byte[] bytes) {
      out.append('"').append(Base64.getEncoder().encodeToString(bytes)).append('"');
    } else if (value instanceof UUID) {
      out.append('"').append(value).append('"');
    } else {
      throw unknown(value);
    }
  }

  private void instant(Instant instant) {
    if (instants == Instants.MICROSECONDS) {
      out.append(
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000));
      return;
    }
    String iso = PythonForm.of(instant);
    out.append('"').append(instants == Instants.ISO ? iso : iso.replace("+00:00", "Z")).append('"');
  }

  private static IllegalArgumentException unknown(Object value) {
    return new IllegalArgumentException(
        "Cannot write a value of "
            + value.getClass()
            + " as JSON: expected maps, collections, text, booleans, numbers or times");
  }

  private void text(String text) {
    out.append('"');
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        escape(c);
      } else if (!Character.isSurrogate(c)) {
        out.append(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append('\ufffd');
      }
    }
    out.append('"');
  }

  private void escape(char c) {
    out.append('\\');
    switch (c) {
      case '\b' -> out.append('b');
      case '\t' -> out.append('t');
      case '\n' -> out.append('n');
      case '\f' -> out.append('f');
      case '\r' -> out.append('r');
      case '"', '\\' -> out.append(c);
      default -> out.append("u00").append(HEX[c >> 4]).append(HEX[c & 15]);
    }
  }

  /** Differs from {@link String#compareTo} where surrogate pairs meet U+E000 and above. */
  private static int compareCodePoints(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean pairs = Character.isSurrogate(x);
        return pairs == Character.isSurrogate(y) ? Character.compare(x, y) : pairs ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** An object or array that is not closed yet. */
  private static final class Level {
    private final Iterator<?> rest;
    private final char close;
    private boolean first = true;

    Level(Iterator<?> rest, char close) {
      this.rest = rest;
      this.close = close;
    }
  }
}
