package dev.harbor.state;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Identity of a committed load, in dlt's form: Unix seconds, a dot, microseconds. Ordered as text,
 * as dlt orders it. Immutable.
 *
 * @param text such as {@code 1795361007.113482}: digits, a dot, digits, at most 64 characters
 */
public record LoadId(String text) implements Comparable<LoadId> {
  private static final Pattern FORM = Pattern.compile("\\d+(\\.\\d+)?");
  private static final int MAX_LENGTH = 64;

  /** Length of every load id that Harbor makes (until the year 2286). */
  public static final int LENGTH = 17;

  /** Checks the form. */
  public LoadId {
    requireNonNull(text, "text");
    if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Cannot read load id '%s': expected Unix seconds, a dot and digits".formatted(text));
    }
  }

  /** The load id of an instant, {@value #LENGTH} characters long. */
  public static LoadId at(Instant instant) {
    return ofMicros(
        Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000));
  }

  /**
   * The smallest load id of Harbor's form that is greater than this one, as a number and as text.
   */
  public LoadId next() {
    int dot = text.indexOf('.');
    long seconds = Long.parseLong(dot < 0 ? text : text.substring(0, dot));
    String fraction = dot < 0 ? "" : text.substring(dot + 1);
    String micros = (fraction + "000000").substring(0, 6);
    return ofMicros(seconds * 1_000_000L + Long.parseLong(micros) + 1);
  }

  private static LoadId ofMicros(long micros) {
    return new LoadId(
        String.format(Locale.ROOT, "%010d.%06d", micros / 1_000_000, micros % 1_000_000));
  }

  @Override
  public int compareTo(LoadId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
