package dev.harbor.schema;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * How columns get their types from values, where nothing is declared. Immutable.
 *
 * @param detectors what a first value may be taken for; {@link TypeDetector#ISO_TIMESTAMP} alone
 *     unless set
 * @param nullsAsText whether a column that was only ever null is created at once, as text; without
 *     it the column waits for its first value
 * @param refusesUnstorableText whether text with NUL or half a surrogate pair fails the resource;
 *     without it those become U+FFFD and the report counts them
 */
public record TypeInference(
    Set<TypeDetector> detectors, boolean nullsAsText, boolean refusesUnstorableText) {
  private static final TypeInference DEFAULTS =
      new TypeInference(Set.of(TypeDetector.ISO_TIMESTAMP), false, false);

  /** Takes a copy. */
  public TypeInference {
    detectors = Set.copyOf(requireNonNull(detectors, "detectors"));
  }

  /** As dlt infers types, but that text it could not store is made storable. */
  public static TypeInference defaults() {
    return DEFAULTS;
  }

  /** The same with exactly these detectors. */
  public TypeInference withDetectors(TypeDetector... all) {
    return new TypeInference(Set.of(all), nullsAsText, refusesUnstorableText);
  }

  /** The same, with columns that were only ever null as text. */
  public TypeInference creatingNullsAsText() {
    return new TypeInference(detectors, true, refusesUnstorableText);
  }

  /** The same, refusing text that no database can hold. */
  public TypeInference refusingUnstorableText() {
    return new TypeInference(detectors, nullsAsText, true);
  }
}
