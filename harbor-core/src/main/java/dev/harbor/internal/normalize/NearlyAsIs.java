package dev.harbor.internal.normalize;

import dev.harbor.schema.NamingConvention;

/** dlt's conventions that replace no more than a few characters. Thread-safe. */
public enum NearlyAsIs implements NamingConvention {
  /** Keeps single quotes, but no two underscores together, which separate levels. */
  DUCK_CASE("duck_case", "__", "\n\r\""),
  /** Keeps underscores, for a sign of its own separates levels. */
  DIRECT("direct", "\u25b6", "\n\r'\"\u25b6");

  private final String documentName;
  private final String separator;
  private final String replaced;

  NearlyAsIs(String documentName, String separator, String replaced) {
    this.documentName = documentName;
    this.separator = separator;
    this.replaced = replaced;
  }

  @Override
  public String documentName() {
    return documentName;
  }

  @Override
  public String separator() {
    return separator;
  }

  @Override
  public String normalize(String name) {
    String stripped = PythonText.strip(name);
    StringBuilder result = new StringBuilder(stripped.length());
    for (int i = 0; i < stripped.length(); ) {
      int c = stripped.codePointAt(i);
      i += Character.charCount(c);
      int kept = isReplaced(c) ? '_' : c;
      boolean runs = kept == '_' && !result.isEmpty() && result.charAt(result.length() - 1) == '_';
      if (this == DIRECT || !runs) {
        result.appendCodePoint(kept);
      }
    }
    return result.isEmpty() ? SnakeCase.EMPTY : result.toString();
  }

  /** NUL and halves of surrogate pairs, which no identifier can hold, go with dlt's own. */
  private boolean isReplaced(int c) {
    boolean isHalf = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return c == 0 || isHalf || replaced.indexOf(c) >= 0;
  }
}
