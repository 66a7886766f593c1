package dev.harbor.error;

import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.Optional;

/**
 * Another run advanced the checkpoint first. Nothing was written; running again starts from the new
 * checkpoint.
 */
public final class StaleCheckpointException extends DestinationException {
  private final CheckpointKey key;

  /**
   * A load that was extracted from a checkpoint which is no longer the current one.
   *
   * @param id the load that was refused
   * @param key whose checkpoint it is
   * @param base load id the rows were extracted from; empty for a first load
   * @param current load id the destination stands at; empty if it has no checkpoint
   */
  public StaleCheckpointException(
      LoadId id, CheckpointKey key, Optional<LoadId> base, Optional<LoadId> current) {
    super(
        "Cannot apply load %s to '%s': it was extracted from %s, but the destination is at %s. Another run of this pipeline committed first; run again"
            .formatted(id, key, describe(base), describe(current)));
    this.key = key;
  }

  /** Whose checkpoint it is. */
  public CheckpointKey key() {
    return key;
  }

  private static String describe(Optional<LoadId> id) {
    return id.map(text -> "load " + text).orElse("an empty checkpoint");
  }
}
