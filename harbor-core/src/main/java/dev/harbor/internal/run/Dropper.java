package dev.harbor.internal.run;

import dev.harbor.destination.DatasetReader;
import dev.harbor.internal.spool.RowSpool;
import dev.harbor.internal.spool.SealedPackage;
import dev.harbor.run.DropRequest;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import dev.harbor.state.ResourceState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drops tables and state of resources, each resource in one transaction. */
public final class Dropper {
  private final RunSettings settings;

  /** A dropper of what a pipeline loaded. */
  public Dropper(RunSettings settings) {
    this.settings = settings;
  }

  /**
   * Drops what is asked for. After a failure it can be called again: what is gone is left out.
   *
   * @return names of the tables that were dropped
   */
  public List<String> drop(String source, DropRequest request) {
    if (!(settings.destination() instanceof DatasetReader reader)) {
      throw new UnsupportedOperationException(
          "Cannot drop resources: destination '%s' does not say which it has"
              .formatted(settings.destination().name()));
    }
    List<CheckpointKey> lanes =
        reader.lanes(settings.dataset(), settings.pipeline()).stream()
            .filter(key -> key.source().equals(source) && request.means(key.resource()))
            .toList();
    List<String> dropped = new ArrayList<>();
    lanes.forEach(key -> dropped.addAll(drop(key, request)));
    return dropped;
  }

  private List<String> drop(CheckpointKey key, DropRequest request) {
    Checkpoint base = settings.destination().checkpoint(key).orElse(null);
    if (base == null) {
      return List.of();
    }
    boolean dropsTables = request.part() != DropRequest.Part.STATE;
    List<String> gone = dropsTables ? LaneRefresh.tables(base) : List.of();
    List<TableSchema> left = dropsTables ? List.of() : base.tables();
    ResourceState state =
        request.part() == DropRequest.Part.TABLES
            ? base.state()
            : StatePaths.without(base.state(), request.statePaths());
    if (left.equals(base.tables()) && state.equals(base.state())) {
      return List.of();
    }
    Instant now = settings.clock().instant().truncatedTo(ChronoUnit.MICROS);
    Checkpoint next = new Checkpoint(key, LoadId.unique(now), now, left, state, base.naming());
    try (RowSpool nothing = new RowSpool(null, settings.memoryBytes())) {
      if (dropsTables) {
        nothing.releaseQuarantine();
      }
      SchemaDiff diff = SchemaDiff.none().withDroppedTables(gone);
      try (SealedPackage sealed = new SealedPackage(Optional.of(base), next, diff, nothing)) {
        sealed.numberAfter(Optional.of(base.loadId()));
        new LoadRetrier(settings, key.resource()).load(sealed);
      }
    }
    return gone;
  }
}
