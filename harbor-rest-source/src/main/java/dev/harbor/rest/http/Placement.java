package dev.harbor.rest.http;

import static java.util.Objects.requireNonNull;

/**
 * Where a credential stands in a request. Immutable.
 *
 * @param place header, query or cookie
 * @param name of the header, parameter or cookie
 */
public record Placement(Place place, String name) {
  private static final Placement AUTHORIZATION = header("Authorization");

  /** The parts of a request that carry credentials. */
  public enum Place {
    /** A header. */
    HEADER,
    /** A parameter of the address. */
    QUERY,
    /** A cookie. */
    COOKIE
  }

  /** Checks that there is a name. */
  public Placement {
    requireNonNull(place, "place");
    if (requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException(
          "Cannot place a credential: the name of the %s is blank"
              .formatted(place.name().toLowerCase(java.util.Locale.ROOT)));
    }
  }

  /** The header {@code Authorization}. */
  public static Placement authorization() {
    return AUTHORIZATION;
  }

  /** A header. */
  public static Placement header(String name) {
    return new Placement(Place.HEADER, name);
  }

  /** A parameter of the address. */
  public static Placement query(String name) {
    return new Placement(Place.QUERY, name);
  }

  /** A cookie. */
  public static Placement cookie(String name) {
    return new Placement(Place.COOKIE, name);
  }
}
