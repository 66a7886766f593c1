package dev.harbor.state;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Identity of a committed load, in dlt's form: Unix seconds, a dot, microseconds, digits of its
 * own. Ordered as text, as dlt orders it. Immutable.
 *
 * @param text such as {@code 1795361007.113482604281953}: digits, a dot, digits, at most 64
 *     characters
 */
public record LoadId(String text) implements Comparable<LoadId> {
  private static final Pattern FORM = Pattern.compile("\\d+(\\.\\d+)?");
  private static final int MAX_LENGTH = 64;

  private static final int OWN_DIGITS = 9;
  private static final int MAX_OWN = 1_000_000_000;

  /** Length of every load id that Harbor makes (until the year 2286). */
  public static final int LENGTH = 26;

  /** Checks the form. */
  public LoadId {
    requireNonNull(text, "text");
    if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Cannot read load id '%s': expected Unix seconds, a dot and digits".formatted(text));
    }
  }

  /** The load id of an instant, {@value #LENGTH} characters long; one instant gives one id. */
  public static LoadId at(Instant instant) {
    return of(micros(instant), "0".repeat(OWN_DIGITS));
  }

  /**
   * A load id of an instant that no other load has: random digits follow the microseconds, so that
   * two loads of one instant are told apart.
   */
  public static LoadId unique(Instant instant) {
    int own = new SecureRandom().nextInt(MAX_OWN);
    return of(micros(instant), String.format(Locale.ROOT, "%0" + OWN_DIGITS + "d", own));
  }

  /**
   * This id if it is greater than another, else the one a microsecond behind the other with this
   * id's own digits: two loads that give way to the same id still have different ones.
   *
   * @param newest the id to be greater than, as a number and as text
   * @throws IllegalStateException if this id is not of Harbor's form
   */
  public LoadId after(LoadId newest) {
    if (compareTo(newest) > 0) {
      return this;
    }
    if (text.length() != LENGTH) {
      throw new IllegalStateException(
          "Cannot number load '%s' anew: only load ids that Harbor made can give way"
              .formatted(text));
    }
    return of(newest.micros() + 1, text.substring(LENGTH - OWN_DIGITS));
  }

  private long micros() {
    int dot = text.indexOf('.');
    long seconds = Long.parseLong(dot < 0 ? text : text.substring(0, dot));
    String fraction = dot < 0 ? "" : text.substring(dot + 1);
    return seconds * 1_000_000L + Long.parseLong((fraction + "000000").substring(0, 6));
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  private static LoadId of(long micros, String own) {
    return new LoadId(
        String.format(Locale.ROOT, "%010d.%06d%s", micros / 1_000_000, micros % 1_000_000, own));
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
