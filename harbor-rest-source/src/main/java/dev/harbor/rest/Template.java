package dev.harbor.rest;

import dev.harbor.error.SourceException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with places for values: {@code {resources.posts.id}} of the parent's item, {@code
 * {incremental.start}} of the window. Immutable.
 */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern PARENT = Pattern.compile("resources\\.([^.{}]+)\\.([^{}]+)");
  private static final String START = "incremental.start";
  private static final String UNRESERVED = "-._~!$&'()*+,;=:@";

  private final String text;

  private Template(String text) {
    this.text = text;
  }

  /**
   * A path, in which every pair of braces is a place.
   *
   * @throws IllegalArgumentException if it has a place for something else
   */
  static Template path(String endpoint, String text) {
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      if (!isKnown(place.group(1))) {
        throw unknown(endpoint, place.group());
      }
    }
    return new Template(text);
  }

  /**
   * A value, in which braces may also be part of the text.
   *
   * @throws IllegalArgumentException if a place names no field, or another value of the window
   */
  static Template value(String endpoint, String text) {
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      String inside = place.group(1);
      boolean meant = inside.startsWith("resources.") || inside.startsWith("incremental.");
      if (meant && !isKnown(inside)) {
        throw unknown(endpoint, place.group());
      }
    }
    return new Template(text);
  }

  private static boolean isKnown(String inside) {
    return inside.equals(START) || PARENT.matcher(inside).matches();
  }

  private static IllegalArgumentException unknown(String endpoint, String place) {
    return new IllegalArgumentException(
        "Cannot declare endpoint '%s': nothing can be put in place of '%s', expected {resources.NAME.FIELD} or {incremental.start}"
            .formatted(endpoint, place));
  }

  /** Names of the resources that values come from. */
  Set<String> resources() {
    Set<String> names = new LinkedHashSet<>();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      Matcher parent = PARENT.matcher(place.group(1));
      if (parent.matches()) {
        names.add(parent.group(1));
      }
    }
    return names;
  }

  /** Whether the start of the window has a place. */
  boolean usesStart() {
    return text.contains('{' + START + '}');
  }

  /** Whether the last part of a path depends on a parent, so that it names one record. */
  boolean endsWithParent() {
    String last = text.substring(text.lastIndexOf('/') + 1);
    int query = last.indexOf('?');
    return !new Template(query < 0 ? last : last.substring(0, query)).resources().isEmpty();
  }

  /** The text with values; empty if the window has no start and that has a place. */
  Optional<String> fill(Values values) {
    if (usesStart() && values.start().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(PLACE.matcher(text).replaceAll(place -> replaced(place.group(), values)));
  }

  private static String replaced(String place, Values values) {
    String inside = place.substring(1, place.length() - 1);
    return Matcher.quoteReplacement(isKnown(inside) ? String.valueOf(of(inside, values)) : place);
  }

  /** The path with values, each of which stays one part of it. */
  String fillPath(Values values) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(segment(of(place.group(1), values), place)));
  }

  private static String segment(Object value, java.util.regex.MatchResult place) {
    String plain = String.valueOf(value);
    if (plain.isEmpty() || plain.equals(".") || plain.equals("..")) {
      throw new SourceException(
          "Cannot make a path: '%s' is put in place of '%s', expected something that can be part of a path"
              .formatted(plain, place.group()));
    }
    StringBuilder encoded = new StringBuilder();
    for (byte each : plain.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (each & 0xFF);
      boolean plainLetter =
          (letter >= 'a' && letter <= 'z')
              || (letter >= 'A' && letter <= 'Z')
              || (letter >= '0' && letter <= '9')
              || UNRESERVED.indexOf(letter) >= 0;
      encoded.append(plainLetter ? String.valueOf(letter) : "%%%02X".formatted(each & 0xFF));
    }
    return encoded.toString();
  }

  /** The value itself, with its type, if the text is one place and nothing else; else text. */
  Optional<Object> fillTyped(Values values) {
    Matcher whole = PLACE.matcher(text);
    if (whole.matches() && PARENT.matcher(whole.group(1)).matches()) {
      return Optional.of(of(whole.group(1), values));
    }
    return fill(values).map(filled -> filled);
  }

  private static Object of(String inside, Values values) {
    Matcher parent = PARENT.matcher(inside);
    return parent.matches() ? values.parent(parent.group(2)) : values.start().orElseThrow();
  }

  @Override
  public String toString() {
    return text;
  }
}
