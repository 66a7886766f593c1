package dev.harbor.schema;

/**
 * Turns names of a source into identifiers of a destination. The default is dlt's {@code
 * snake_case}, see {@link #snakeCase()}. Implementations are thread-safe and give the same answer
 * for the same name.
 */
@FunctionalInterface
public interface NamingConvention {
  /**
   * Normalises one name, without shortening it.
   *
   * @param name as the source has it, not blank
   * @return the identifier; normalising it again changes nothing
   */
  String normalize(String name);

  /** dlt's default: lower case, words joined by one underscore, two underscores between levels. */
  static NamingConvention snakeCase() {
    return dev.harbor.internal.normalize.SnakeCase.CONVENTION;
  }
}
