package dev.harbor.internal.normalize;

import dev.harbor.schema.NamingConvention;
import java.util.Locale;

/** dlt's conventions of ASCII letters, digits and single underscores. Thread-safe. */
public enum SqlCase implements NamingConvention {
  /** Letters keep their case. */
  SENSITIVE("sql_cs_v1"),
  /** Letters in lower case. */
  INSENSITIVE("sql_ci_v1");

  private final String documentName;

  SqlCase(String documentName) {
    this.documentName = documentName;
  }

  @Override
  public String documentName() {
    return documentName;
  }

  @Override
  public String normalize(String name) {
    String stripped = PythonText.strip(name);
    if (stripped.isEmpty()) {
      return SnakeCase.EMPTY;
    }
    StringBuilder result = new StringBuilder(stripped.length() + 1);
    for (int i = 0; i < stripped.length(); ) {
      int c = stripped.codePointAt(i);
      i += Character.charCount(c);
      boolean isDigit = PythonText.digit(c) >= 0;
      if (isDigit && result.isEmpty()) {
        result.append('_');
      }
      if (isDigit || isLetter(c)) {
        result.appendCodePoint(c);
      } else if (result.isEmpty() || result.charAt(result.length() - 1) != '_') {
        result.append('_');
      }
    }
    int end = result.length();
    if (end > 1 && result.charAt(end - 1) == '_') {
      result.setLength(end - 1);
    }
    return this == SENSITIVE ? result.toString() : result.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
