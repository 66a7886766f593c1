package dev.harbor.internal.json;

import dev.harbor.error.StaleCheckpointException;
import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** dlt's schema and state documents, read, edited and written. Immutable. */
public final class StoredDocuments {
  private final @Nullable SchemaDocument schema;
  private final @Nullable StateDocument state;

  private StoredDocuments(@Nullable SchemaDocument schema, @Nullable StateDocument state) {
    this.schema = schema;
    this.state = state;
  }

  /** Documents as they are stored. */
  public static StoredDocuments read(@Nullable String schema, @Nullable String state) {
    return new StoredDocuments(
        schema == null ? null : SchemaDocument.read(schema),
        state == null ? null : StateDocument.read(state));
  }

  /** See the public class. */
  public Optional<Checkpoint> checkpoint(CheckpointKey key, LoadId newest) {
    StateDocument states = state == null ? StateDocument.fresh(key) : state;
    List<TableSchema> tables =
        schema == null ? List.of() : named(schema, key).tables(states.resources(key));
    if (tables.isEmpty() && !states.has(key)) {
      return Optional.empty();
    }

    LoadId load = states.loadId(key).orElse(newest);
    return Optional.of(
        new Checkpoint(
            key,
            load,
            states.committedAt(key, load),
            tables,
            states.state(key),
            (schema == null ? SchemaDocument.fresh(key.source()) : schema).naming()));
  }

  /** See the public class. */
  public Optional<Checkpoint> checkpoint(CheckpointKey key, LoadId newest, Checkpoint base) {
    Optional<Checkpoint> current = checkpoint(key, newest);
    if (current.isEmpty()) {
      return current;
    }
    boolean own = state != null && state.loadId(key).isPresent();
    boolean atBase = current.get().loadId().equals(base.loadId());
    if (own && !atBase) {
      return current;
    }
    boolean same = stillSays(base);
    if (same) {
      return current.map(found -> found.withLoadId(base.loadId()));
    }
    LoadId other = newest.equals(base.loadId()) ? new LoadId(newest.text() + '1') : newest;
    return current.map(found -> found.withLoadId(other));
  }

  /** Whether tables and state of a lane are what a checkpoint left or found. */
  private boolean stillSays(Checkpoint base) {
    CheckpointKey key = base.key();
    StateDocument states = state == null ? StateDocument.fresh(key) : state;
    // Written and read again, so that numbers of different classes that say the same are the same.
    if (!states.with(base, "postgres").state(key).equals(states.state(key))) {
      return false;
    }
    Map<String, TableSchema> now = byName(tablesOf(base));
    return base.tables().stream().allMatch(table -> has(now.get(table.name()), table));
  }

  /** What others added is no change: rows of the package fit all the same. */
  private static boolean has(@Nullable TableSchema now, TableSchema before) {
    return now == null ? before.columns().isEmpty() : now.columns().containsAll(before.columns());
  }

  /** See the public class. */
  public StoredDocuments with(Checkpoint checkpoint, String destination) {
    CheckpointKey key = checkpoint.key();
    SchemaDocument schemas =
        schema == null ? SchemaDocument.fresh(key.source()) : named(schema, key);
    StateDocument states = state == null ? StateDocument.fresh(key) : state;
    Set<String> resources = states.resources(key);
    return new StoredDocuments(
        schemas.namedBy(checkpoint.naming()).with(checkpoint.tables(), resources),
        states.with(checkpoint, destination));
  }

  /** See the public class. */
  public StoredDocuments with(
      Checkpoint checkpoint, Optional<Checkpoint> base, String destination) {
    Map<String, TableSchema> known = byName(base.map(Checkpoint::tables).orElse(List.of()));
    Map<String, TableSchema> left = byName(checkpoint.tables());
    for (TableSchema now : byName(tablesOf(checkpoint)).values()) {
      TableSchema before = known.get(now.name());
      TableSchema own = left.get(now.name());
      if (own != null) {
        requireSameTypes(checkpoint, base, now);
        left.put(now.name(), withAdded(own, now, before));
      } else if (before == null) {
        left.put(now.name(), now);
      }
    }
    return with(checkpoint.withTables(List.copyOf(left.values())), destination);
  }

  /** One column that two pipelines added at once is of one type, the first one's. */
  private void requireSameTypes(Checkpoint checkpoint, Optional<Checkpoint> base, TableSchema now) {
    TableSchema before = byName(base.map(Checkpoint::tables).orElse(List.of())).get(now.name());
    TableSchema own = byName(checkpoint.tables()).get(now.name());
    for (Column column : now.columns()) {
      boolean known = before != null && before.indexOf(column.name()) >= 0;
      boolean differs =
          own != null
              && own.column(column.name()).filter(one -> one.type() != column.type()).isPresent();
      if (!known && differs) {
        CheckpointKey key = checkpoint.key();
        throw new StaleCheckpointException(
            checkpoint.loadId(),
            key,
            base.map(Checkpoint::loadId),
            checkpoint(key, checkpoint.loadId()).map(Checkpoint::loadId));
      }
    }
  }

  private List<TableSchema> tablesOf(Checkpoint checkpoint) {
    return checkpoint(checkpoint.key(), checkpoint.loadId())
        .map(Checkpoint::tables)
        .orElse(List.of());
  }

  private static Map<String, TableSchema> byName(List<TableSchema> tables) {
    Map<String, TableSchema> byName = new LinkedHashMap<>();
    tables.forEach(table -> byName.put(table.name(), table));
    return byName;
  }

  /** A table with the columns that it has now, and had neither here nor before. */
  private static TableSchema withAdded(
      TableSchema own, TableSchema now, @Nullable TableSchema before) {
    TableSchema all = own;
    for (Column column : now.columns()) {
      boolean known = before != null && before.indexOf(column.name()) >= 0;
      if (!known && all.indexOf(column.name()) < 0) {
        all = all.withColumn(column);
      }
    }
    return all;
  }

  private static SchemaDocument named(SchemaDocument schema, CheckpointKey key) {
    schema.requireName(key.source());
    return schema;
  }

  /** See the public class. */
  public List<CheckpointKey> lanes(String dataset, String pipeline, String source) {
    Map<String, Set<String>> known =
        state == null ? Map.of() : state.lanes(source, pipeline, dataset);
    Set<String> names = new LinkedHashSet<>(known.keySet());
    tables().forEach(table -> names.add(table.resource()));
    // A dependent resource belongs to the lane that it depends on.
    known.forEach(
        (lane, resources) ->
            names.removeIf(name -> !name.equals(lane) && resources.contains(name)));
    return names.stream().map(name -> new CheckpointKey(dataset, pipeline, source, name)).toList();
  }

  /** See the public class. */
  public List<TableSchema> tables() {
    return schema == null ? List.of() : schema.tables();
  }

  /** See the public class. */
  public String schema() {
    return stored(schema, "schema").text();
  }

  /** See the public class. */
  public long schemaVersion() {
    return stored(schema, "schema").version();
  }

  /** See the public class. */
  public String schemaHash() {
    return stored(schema, "schema").hash();
  }

  /** See the public class. */
  public long schemaEngineVersion() {
    return stored(schema, "schema").engineVersion();
  }

  /** See the public class. */
  public String state() {
    return stored(state, "state").text();
  }

  /** See the public class. */
  public long stateVersion() {
    return stored(state, "state").version();
  }

  /** See the public class. */
  public String stateHash() {
    return stored(state, "state").hash();
  }

  /** See the public class. */
  public long stateEngineVersion() {
    return stored(state, "state").engineVersion();
  }

  private static <T> T stored(@Nullable T document, String kind) {
    if (document == null) {
      throw new IllegalStateException(
          "Cannot give the %s document: there is none. Call with(...) first".formatted(kind));
    }
    return document;
  }
}
