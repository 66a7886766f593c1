package dev.harbor.state;

import static java.util.Objects.requireNonNull;

import dev.harbor.schema.NamingConvention;
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
 * @param naming name of the convention that made the names of the tables, as dlt calls it
 */
public record Checkpoint(
    CheckpointKey key,
    LoadId loadId,
    Instant committedAt,
    List<TableSchema> tables,
    ResourceState state,
    String naming) {

  /** Takes a copy of the tables. */
  public Checkpoint {
    requireNonNull(key, "key");
    requireNonNull(loadId, "loadId");
    requireNonNull(committedAt, "committedAt");
    requireNonNull(state, "state");
    requireNonNull(naming, "naming");
    tables = List.copyOf(tables);
  }

  /** A checkpoint of tables that dlt's {@code snake_case} has named. */
  public Checkpoint(
      CheckpointKey key,
      LoadId loadId,
      Instant committedAt,
      List<TableSchema> tables,
      ResourceState state) {
    this(key, loadId, committedAt, tables, state, NamingConvention.snakeCase().documentName());
  }

  /** The same checkpoint of other tables. */
  public Checkpoint withTables(List<TableSchema> others) {
    return new Checkpoint(key, loadId, committedAt, others, state, naming);
  }

  /** The same checkpoint, written by another load. */
  public Checkpoint withLoadId(LoadId other) {
    return new Checkpoint(key, other, committedAt, tables, state, naming);
  }
}
