package dev.harbor.run;

import java.util.Map;

/**
 * How far a lane has come. Immutable.
 *
 * @param resource name of the root resource
 * @param phase what it is doing
 * @param items items taken from the source in this run
 * @param rows rows per table in this run
 * @param bytes bytes of encoded rows in this run
 */
public record Progress(
    String resource, Phase phase, long items, Map<String, Long> rows, long bytes) {
  /** Takes a copy. */
  public Progress {
    rows = Map.copyOf(rows);
  }

  /** What a lane can be doing. */
  public enum Phase {
    /** Reading the source. */
    EXTRACTING,
    /** Waiting for the destination. */
    LOADING
  }
}
