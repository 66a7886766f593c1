package dev.harbor.internal.run;

import dev.harbor.destination.DatasetReader;
import dev.harbor.internal.spool.RowSpool;
import dev.harbor.internal.spool.SealedPackage;
import dev.harbor.run.Quarantine;
import dev.harbor.run.RunReport;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Loads or forgets what is in quarantine, by packages like any other. Thread-safe. */
public final class QuarantineActions implements Quarantine.Actions {
  private final RunSettings settings;
  private final DatasetReader reader;

  /** Actions on the quarantine of a pipeline. */
  public QuarantineActions(RunSettings settings, DatasetReader reader) {
    this.settings = settings;
    this.reader = reader;
  }

  @Override
  public RunReport replay(Source source) {
    Map<CheckpointKey, Long> lanes = lanes();
    for (CheckpointKey key : lanes.keySet()) {
      if (key.source().equals(source.name())) {
        requireParts(key.resource(), source.resources());
      }
    }
    return new PipelineRunner(settings)
        .replay(source, key -> lanes.containsKey(key) ? new KeptItems(reader, key) : null);
  }

  /** What a replay does not bring must not count as gone, in any resource of the lane. */
  private static void requireParts(String root, List<Resource> resources) {
    Set<String> lane = new HashSet<>(Set.of(root));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Resource resource : resources) {
        grown |= resource.parent().filter(lane::contains).isPresent() && lane.add(resource.name());
      }
    }
    for (Resource resource : resources) {
      if (lane.contains(resource.name()) && WholeLoads.isNeededBy(resource)) {
        throw new IllegalArgumentException(
            "Cannot replay resource '%s': '%s' loads as a whole, so that what a load does not bring counts as gone. Run it again instead"
                .formatted(root, resource.name()));
      }
    }
  }

  @Override
  public long clear() {
    Map<CheckpointKey, Long> lanes = lanes();
    lanes.keySet().forEach(this::clear);
    return lanes.values().stream().mapToLong(Long::longValue).sum();
  }

  private void clear(CheckpointKey key) {
    Optional<Checkpoint> base = settings.destination().checkpoint(key);
    Instant now = settings.clock().instant().truncatedTo(ChronoUnit.MICROS);
    Checkpoint next =
        new Checkpoint(
            key,
            LoadId.unique(now),
            now,
            base.orElseThrow().tables(),
            base.orElseThrow().state(),
            base.orElseThrow().naming());
    try (RowSpool nothing = new RowSpool(null, 0)) {
      nothing.releaseQuarantine();
      try (SealedPackage sealed = new SealedPackage(base, next, SchemaDiff.none(), nothing)) {
        sealed.numberAfter(base.map(Checkpoint::loadId));
        new LoadRetrier(settings, key.resource()).load(sealed);
      }
    }
  }

  /** Lanes that something is kept of, with how much. */
  private Map<CheckpointKey, Long> lanes() {
    Map<CheckpointKey, Long> lanes = new LinkedHashMap<>();
    reader.readQuarantine(
        settings.dataset(), settings.pipeline(), kept -> lanes.merge(kept.key(), 1L, Long::sum));
    return lanes;
  }
}
