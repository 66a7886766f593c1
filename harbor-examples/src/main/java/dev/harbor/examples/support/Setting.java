package dev.harbor.examples.support;

import static java.util.Objects.requireNonNull;

/**
 * A setting that a program reads. Immutable.
 *
 * @param name the environment variable
 * @param meaning what it is, in the words that a message about its absence uses
 */
public record Setting(String name, String meaning) {
  /** Checks that both are there. */
  public Setting {
    requireNonNull(name, "name");
    requireNonNull(meaning, "meaning");
  }

  @Override
  public String toString() {
    return name + " (" + meaning + ")";
  }
}
