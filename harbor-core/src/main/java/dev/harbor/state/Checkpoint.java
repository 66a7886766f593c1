package dev.harbor.state;

import static java.util.Objects.requireNonNull;

import dev.harbor.schema.TableSchema;
import java.time.Instant;
import java.util.List;

/**
 * Where a lane stands: what its last committed load left behind. Immutable.
 *
 * @param key whose it is
 * @param loadId the load that wrote it
 * @param committedAt when, by the clock of the run that wrote it
 * @param tables every table of the lane, parents first
 * @param state cursor and state of the resource
 */
public record Checkpoint(
    CheckpointKey key,
    LoadId loadId,
    Instant committedAt,
    List<TableSchema> tables,
    ResourceState state) {

  /** Takes a copy of the tables. */
  public Checkpoint {
    requireNonNull(key, "key");
    requireNonNull(loadId, "loadId");
    requireNonNull(committedAt, "committedAt");
    requireNonNull(state, "state");
    tables = List.copyOf(tables);
  }

  /** The same checkpoint, written by another load. */
  public Checkpoint withLoadId(LoadId other) {
    return new Checkpoint(key, other, committedAt, tables, state);
  }
}
