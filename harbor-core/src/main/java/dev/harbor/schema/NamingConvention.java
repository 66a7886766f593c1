package dev.harbor.schema;

/**
 * Turns names of a source into identifiers of a destination. The default is dlt's {@code
 * snake_case}, see {@link #snakeCase()}. Implementations are thread-safe and give the same answer
 * for the same name. A dataset keeps the convention that it was begun with.
 */
@FunctionalInterface
public interface NamingConvention {
  /**
   * Normalises one name, without shortening it.
   *
   * @param name as the source has it, without blanks around it and not empty
   * @return the identifier; normalising it again changes nothing
   */
  String normalize(String name);

  /** What stands between the levels of a name; in a key it begins another level. */
  default String separator() {
    return "__";
  }

  /**
   * Name of the convention in dlt's schema documents: one of dlt's, or a Python module with a
   * {@code NamingConvention} that does the same, so that dlt can go on with the dataset.
   */
  default String documentName() {
    return "snake_case";
  }

  /** dlt's default: lower case, words joined by one underscore, two underscores between levels. */
  static NamingConvention snakeCase() {
    return dev.harbor.internal.normalize.SnakeCase.CONVENTION;
  }

  /**
   * dlt's {@code duck_case}: names as they are, but for line ends, quotes and runs of underscores.
   */
  static NamingConvention duckCase() {
    return dev.harbor.internal.normalize.NearlyAsIs.DUCK_CASE;
  }

  /** dlt's {@code direct}: names as they are, but for line ends and quotes; ▶ between levels. */
  static NamingConvention direct() {
    return dev.harbor.internal.normalize.NearlyAsIs.DIRECT;
  }

  /** dlt's {@code sql_cs_v1}: ASCII letters, digits and underscores; letters keep their case. */
  static NamingConvention sqlCaseSensitive() {
    return dev.harbor.internal.normalize.SqlCase.SENSITIVE;
  }

  /** dlt's {@code sql_ci_v1}: as {@link #sqlCaseSensitive()}, in lower case. */
  static NamingConvention sqlCaseInsensitive() {
    return dev.harbor.internal.normalize.SqlCase.INSENSITIVE;
  }
}
