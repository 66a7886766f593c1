package dev.harbor.internal.normalize;

import dev.harbor.schema.NamingConvention;

/** dlt's default naming convention. */
public final class SnakeCase {
  /** The convention. */
  public static final NamingConvention CONVENTION =
      name -> {
        throw new UnsupportedOperationException(name);
      };

  private SnakeCase() {}
}
