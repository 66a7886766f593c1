package dev.harbor.destination.memory;

import dev.harbor.destination.DatasetReader;
import dev.harbor.destination.LoadPackage;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a dataset holds after a commit. Immutable; readers keep the one they found.
 *
 * @param tables by name, in the order they were created
 * @param checkpoints one per lane
 * @param loads name of the source that each load belongs to
 * @param newest greatest load id; empty before the first load
 * @param quarantine items that contracts kept out of their tables
 */
record Dataset(
    Map<String, StoredTable> tables,
    Map<CheckpointKey, Checkpoint> checkpoints,
    Map<LoadId, String> loads,
    Optional<LoadId> newest,
    List<DatasetReader.Kept> quarantine) {
  static final Dataset EMPTY =
      new Dataset(Map.of(), Map.of(), Map.of(), Optional.empty(), List.of());

  Optional<StoredTable> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  Optional<Checkpoint> checkpoint(CheckpointKey key) {
    return Optional.ofNullable(checkpoints.get(key));
  }

  /** Tables with columns of the sources that loads belong to, parents first. */
  List<TableSchema> tablesOf(Collection<LoadId> ids) {
    Set<String> sources = new HashSet<>();
    ids.forEach(id -> Optional.ofNullable(loads.get(id)).ifPresent(sources::add));
    return checkpoints.values().stream()
        .filter(checkpoint -> sources.contains(checkpoint.key().source()))
        .flatMap(checkpoint -> checkpoint.tables().stream())
        .filter(table -> !table.columns().isEmpty())
        .toList();
  }

  Dataset with(Map<String, StoredTable> changed, LoadPackage load) {
    Checkpoint checkpoint = load.checkpoint();
    Map<CheckpointKey, Checkpoint> next = new HashMap<>(checkpoints);
    next.put(checkpoint.key(), checkpoint);
    Map<LoadId, String> loaded = new HashMap<>(loads);
    loaded.put(checkpoint.loadId(), checkpoint.key().source());
    return new Dataset(
        Collections.unmodifiableMap(new LinkedHashMap<>(changed)),
        Collections.unmodifiableMap(next),
        Collections.unmodifiableMap(loaded),
        Optional.of(checkpoint.loadId()),
        quarantineAfter(load));
  }

  private List<DatasetReader.Kept> quarantineAfter(LoadPackage load) {
    List<DatasetReader.Kept> kept = new ArrayList<>(quarantine);
    if (load.releasesQuarantine()) {
      kept.removeIf(item -> item.key().equals(load.key()));
    }
    load.quarantined().forEach(row -> kept.add(new DatasetReader.Kept(load.key(), load.id(), row)));
    return List.copyOf(kept);
  }
}
