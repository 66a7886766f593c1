package dev.harbor.internal.normalize;

import dev.harbor.schema.NamingConvention;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * dlt's default naming convention: lower case, words joined by one underscore, ASCII letters and
 * digits only. Thread-safe.
 */
public final class SnakeCase {
  /** The convention, for one identifier; a name of blanks only becomes {@code _empty}. */
  public static final NamingConvention CONVENTION = SnakeCase::normalize;

  /** What a key without any character becomes. */
  static final String EMPTY = "_empty";

  private static final Pattern WORD_IN_CAPITALS = Pattern.compile("([^_])([A-Z][a-z]+)");
  private static final Pattern CAPITAL_AFTER_WORD = Pattern.compile("([a-z0-9])([A-Z])");

  private SnakeCase() {}

  private static String normalize(String name) {
    String stripped = PythonText.strip(name);
    if (stripped.isEmpty()) {
      return EMPTY;
    }
    String words = WORD_IN_CAPITALS.matcher(reduced(stripped)).replaceAll("$1_$2");
    words = CAPITAL_AFTER_WORD.matcher(words).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    return tidied(words);
  }

  /** Runs of foreign characters become one underscore each, a few signs a letter. */
  private static String reduced(String name) {
    StringBuilder result = new StringBuilder(name.length());
    boolean inForeignRun = false;
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      i += Character.charCount(c);
      int kept =
          switch (c) {
            case '+', '*' -> 'x';
            case '-' -> '_';
            case '@' -> 'a';
            case '|' -> 'l';
            default -> isKept(c) ? c : -1;
          };
      if (kept >= 0) {
        result.appendCodePoint(kept);
      } else if (!inForeignRun) {
        result.append('_');
      }
      inForeignRun = kept < 0;
    }
    return result.toString();
  }

  private static boolean isKept(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || PythonText.digit(c) >= 0;
  }

  /** No digit first, an x for each underscore at the end, no two underscores together. */
  private static String tidied(String words) {
    StringBuilder result = new StringBuilder(words.length() + 1);
    if (PythonText.digit(words.codePointAt(0)) >= 0) {
      result.append('_');
    }
    int end = words.length();
    while (end > 0 && words.charAt(end - 1) == '_') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = words.charAt(i);
      if (c != '_' || i == 0 || words.charAt(i - 1) != '_') {
        result.append(c);
      }
    }
    return result.append("x".repeat(words.length() - end)).toString();
  }
}
