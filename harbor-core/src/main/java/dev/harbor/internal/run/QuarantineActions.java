package dev.harbor.internal.run;

import dev.harbor.destination.DatasetReader;
import dev.harbor.internal.spool.RowSpool;
import dev.harbor.internal.spool.SealedPackage;
import dev.harbor.run.Quarantine;
import dev.harbor.run.RunReport;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
    for (Resource resource : source.resources()) {
      boolean isKept =
          lanes.keySet().stream()
              .anyMatch(
                  key ->
                      key.source().equals(source.name()) && key.resource().equals(resource.name()));
      if (isKept && resource.disposition() == WriteDisposition.REPLACE) {
        throw new IllegalArgumentException(
            "Cannot replay resource '%s': it replaces its tables. Run it again instead"
                .formatted(resource.name()));
      }
    }
    return new PipelineRunner(settings)
        .replay(source, key -> lanes.containsKey(key) ? new KeptItems(reader, key) : null);
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
