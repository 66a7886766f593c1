package dev.harbor.destination.memory;

import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a dataset holds after a commit. Immutable; readers keep the one they found.
 *
 * @param tables by name, in the order they were created
 * @param checkpoints one per lane
 * @param newest greatest load id; empty before the first load
 */
record Dataset(
    Map<String, StoredTable> tables,
    Map<CheckpointKey, Checkpoint> checkpoints,
    Optional<LoadId> newest) {
  static final Dataset EMPTY = new Dataset(Map.of(), Map.of(), Optional.empty());

  Optional<StoredTable> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  Optional<Checkpoint> checkpoint(CheckpointKey key) {
    return Optional.ofNullable(checkpoints.get(key));
  }

  Dataset with(Map<String, StoredTable> changed, Checkpoint checkpoint) {
    Map<CheckpointKey, Checkpoint> next = new HashMap<>(checkpoints);
    next.put(checkpoint.key(), checkpoint);
    return new Dataset(
        Collections.unmodifiableMap(new LinkedHashMap<>(changed)),
        Collections.unmodifiableMap(next),
        Optional.of(checkpoint.loadId()));
  }
}
