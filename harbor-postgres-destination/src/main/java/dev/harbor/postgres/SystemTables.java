package dev.harbor.postgres;

import dev.harbor.destination.LoadPackage;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import dev.harbor.state.PipelineDocuments;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** dlt's three tables of one dataset: loads, schema documents, state documents. */
final class SystemTables {
  static final String LOADS = "_dlt_loads";
  static final String VERSION = "_dlt_version";
  static final String STATE = "_dlt_pipeline_state";

  static final List<Definition> DEFINITIONS =
      List.of(
          new Definition(
              VERSION,
              "version bigint NOT NULL, engine_version bigint NOT NULL,"
                  + " inserted_at timestamp with time zone NOT NULL,"
                  + " schema_name character varying NOT NULL,"
                  + " version_hash character varying NOT NULL, schema character varying NOT NULL"),
          new Definition(
              LOADS,
              "load_id character varying(64) NOT NULL, schema_name character varying,"
                  + " status bigint NOT NULL, inserted_at timestamp with time zone NOT NULL,"
                  + " schema_version_hash character varying"),
          new Definition(
              STATE,
              "version bigint NOT NULL, engine_version bigint NOT NULL,"
                  + " pipeline_name character varying NOT NULL, state character varying NOT NULL,"
                  + " created_at timestamp with time zone NOT NULL, version_hash character varying,"
                  + " _dlt_load_id character varying(64) NOT NULL,"
                  + " _dlt_id character varying NOT NULL UNIQUE"));

  /** State rows of a pipeline that stay: enough to answer retries of every lane. */
  private static final int KEPT_STATES = 20;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Session session;
  private final String dataset;

  SystemTables(Session session, String dataset) {
    this.session = session;
    this.dataset = dataset;
  }

  /**
   * A system table.
   *
   * @param name its name
   * @param columns its columns in SQL
   */
  record Definition(String name, String columns) {
    /** The statement that makes it. */
    String create(String dataset) {
      return "CREATE TABLE " + Identifiers.quote(dataset, name) + " (" + columns + ")";
    }
  }

  /**
   * The newest documents.
   *
   * @param schema schema document of the source
   * @param schemaHash its hash
   * @param state state document of the pipeline
   * @param stateHash its hash
   * @param stateLoad load that wrote the state
   */
  record Stored(
      @Nullable String schema,
      @Nullable String schemaHash,
      @Nullable String state,
      @Nullable String stateHash,
      @Nullable String stateLoad) {

    private static final Stored NOTHING = new Stored(null, null, null, null, null);

    private static Stored of(ResultSet row) throws SQLException {
      return new Stored(
          row.getString("schema"),
          row.getString("schema_hash"),
          row.getString("state"),
          row.getString("state_hash"),
          row.getString("state_load"));
    }

    /** The documents. */
    PipelineDocuments documents() {
      return PipelineDocuments.of(schema, state);
    }

    /** The checkpoint of a lane; empty if it has none. */
    Optional<Checkpoint> checkpoint(CheckpointKey key) {
      return stateLoad == null
          ? Optional.empty()
          : documents().checkpoint(key, new LoadId(stateLoad));
    }
  }

  /** The checkpoint that a package is to be compared with. */
  Optional<Checkpoint> checkpointFor(LoadPackage load, Stored newest) {
    Optional<Checkpoint> base = load.base();
    if (base.isEmpty() || newest.stateLoad() == null) {
      return newest.checkpoint(load.key());
    }
    LoadId state = new LoadId(newest.stateLoad());
    LoadId last = newestLoad().filter(id -> id.compareTo(state) > 0).orElse(state);
    return newest.documents().checkpoint(load.key(), last, base.get());
  }

  /** Reads the newest documents by one statement, as far as their tables exist. */
  Stored read(CheckpointKey key) {
    Set<String> present = present();
    boolean hasState = present.contains(STATE) && present.contains(LOADS);
    boolean hasVersion = present.contains(VERSION);
    if (!hasState && !hasVersion) {
      return Stored.NOTHING;
    }
    String states =
        hasState
            ? "SELECT s.state, s.version_hash, s._dlt_load_id FROM %s s JOIN %s l ON l.load_id = s._dlt_load_id WHERE s.pipeline_name = ? AND l.status = 0 ORDER BY l.load_id DESC LIMIT 1"
                .formatted(table(STATE), table(LOADS))
            : "SELECT NULL::text, NULL::text, NULL::text WHERE ?::text IS NULL";
    String schemas =
        hasVersion
            ? "SELECT schema, version_hash FROM %s WHERE schema_name = ? ORDER BY inserted_at DESC LIMIT 1"
                .formatted(table(VERSION))
            : "SELECT NULL::text, NULL::text WHERE ?::text IS NULL";
    return session
        .query(
            (row, context) -> Stored.of(row),
            "SELECT v.schema, v.schema_hash, s.state, s.state_hash, s.state_load FROM (SELECT 1) one LEFT JOIN LATERAL ("
                + states
                + ") s(state, state_hash, state_load) ON true LEFT JOIN LATERAL ("
                + schemas
                + ") v(schema, schema_hash) ON true",
            key.pipeline(),
            key.source())
        .get(0);
  }

  /**
   * Whether this very package was committed: its load id is there and, since another lane may have
   * taken the same id, the state of that load says that the lane wrote it.
   */
  boolean hasLoaded(LoadPackage load, Stored newest) {
    if (newest.stateLoad == null) {
      return false;
    }
    List<String> states =
        session.query(
            (row, context) -> row.getString(1),
            "SELECT s.state FROM %s s JOIN %s l ON l.load_id = s._dlt_load_id WHERE s.pipeline_name = ? AND l.load_id = ? AND l.status = 0"
                .formatted(table(STATE), table(LOADS)),
            load.key().pipeline(),
            load.id().text());
    LoadId unknown = new LoadId("0");
    return states.stream()
        .flatMap(
            state ->
                PipelineDocuments.of(newest.schema, state).checkpoint(load.key(), unknown).stream())
        .anyMatch(checkpoint -> checkpoint.loadId().equals(load.id()));
  }

  /** Tables with columns of the sources that loads belong to. */
  List<TableSchema> tables(Collection<LoadId> loadIds) {
    Set<String> present = present();
    if (!present.contains(LOADS) || !present.contains(VERSION)) {
      return List.of();
    }
    return session
        .query(
            (row, context) -> row.getString(1),
            "SELECT DISTINCT ON (v.schema_name) v.schema FROM %s v WHERE v.schema_name IN (SELECT schema_name FROM %s WHERE load_id = ANY (string_to_array(?, ','))) ORDER BY v.schema_name, v.inserted_at DESC"
                .formatted(table(VERSION), table(LOADS)),
            loadIds.stream().map(LoadId::text).collect(Collectors.joining(",")))
        .stream()
        .flatMap(schema -> PipelineDocuments.of(schema, null).tables().stream())
        .filter(schema -> !schema.columns().isEmpty())
        .toList();
  }

  /** The lanes of a pipeline in the newest documents of all sources. */
  List<CheckpointKey> lanes(String pipeline) {
    if (!present().contains(VERSION)) {
      return List.of();
    }
    return session
        .query(
            (row, context) -> row.getString(1),
            "SELECT DISTINCT schema_name FROM %s ORDER BY 1".formatted(table(VERSION)))
        .stream()
        .flatMap(
            source ->
                read(new CheckpointKey(dataset, pipeline, source, source))
                    .documents()
                    .lanes(dataset, pipeline, source)
                    .stream())
        .toList();
  }

  /** The greatest load id of the dataset, as text. */
  Optional<LoadId> newestLoad() {
    if (!present().contains(LOADS)) {
      return Optional.empty();
    }
    return session
        .query(
            (row, context) -> new LoadId(row.getString(1)),
            "SELECT load_id FROM %s WHERE load_id ~ '^[0-9]+([.][0-9]+)?$' ORDER BY load_id COLLATE \"C\" DESC LIMIT 1"
                .formatted(table(LOADS)))
        .stream()
        .findFirst();
  }

  /** Stores documents that changed, and the load. */
  void store(LoadPackage load, Stored newest) {
    PipelineDocuments documents =
        newest.documents().with(load.checkpoint(), load.base(), PostgresDestination.NAME);
    if (!documents.schemaHash().equals(newest.schemaHash) && !isStored(load, newest, documents)) {
      storeSchema(load.key().source(), documents);
    }
    if (!documents.stateHash().equals(newest.stateHash)) {
      storeState(load, documents);
    }
    session.execute(
        "INSERT INTO %1$s (load_id, schema_name, status, inserted_at, schema_version_hash) SELECT ?, ?, 0, greatest(clock_timestamp(), max(inserted_at) + interval '1 microsecond'), ? FROM %1$s"
            .formatted(table(LOADS)),
        load.id().text(),
        load.key().source(),
        documents.schemaHash());
  }

  /**
   * Whether an older version says the same, as when a disposition changes and changes back: dlt
   * does not store it again. Where the newest version lacks tables or columns, it is stored.
   */
  private boolean isStored(LoadPackage load, Stored newest, PipelineDocuments documents) {
    return newest.schema != null
        && names(newest.documents()).equals(names(documents))
        && session.test(
            "SELECT EXISTS (SELECT FROM %s WHERE schema_name = ? AND version_hash = ?)"
                .formatted(table(VERSION)),
            load.key().source(),
            documents.schemaHash());
  }

  private static Set<String> names(PipelineDocuments documents) {
    return documents.tables().stream()
        .flatMap(
            table ->
                table.columns().stream()
                    .map(column -> table.name() + '.' + column.name() + '.' + column.type()))
        .collect(Collectors.toSet());
  }

  private void storeSchema(String source, PipelineDocuments documents) {
    session.execute(
        "INSERT INTO %1$s (version, engine_version, inserted_at, schema_name, version_hash, schema) SELECT ?, ?, greatest(clock_timestamp(), max(inserted_at) + interval '1 microsecond'), ?, ?, ? FROM %1$s"
            .formatted(table(VERSION)),
        documents.schemaVersion(),
        documents.schemaEngineVersion(),
        source,
        documents.schemaHash(),
        documents.schema());
  }

  private void storeState(LoadPackage load, PipelineDocuments documents) {
    session.execute(
        "INSERT INTO %s (version, engine_version, pipeline_name, state, created_at, version_hash, _dlt_load_id, _dlt_id) VALUES (?, ?, ?, ?, clock_timestamp(), ?, ?, ?)"
            .formatted(table(STATE)),
        documents.stateVersion(),
        documents.stateEngineVersion(),
        load.key().pipeline(),
        documents.state(),
        documents.stateHash(),
        load.id().text(),
        randomId());
    session.execute(
        "DELETE FROM %1$s WHERE pipeline_name = ? AND _dlt_load_id COLLATE \"C\" < (SELECT _dlt_load_id FROM %1$s WHERE pipeline_name = ? ORDER BY _dlt_load_id COLLATE \"C\" DESC OFFSET ? LIMIT 1)"
            .formatted(table(STATE)),
        load.key().pipeline(),
        load.key().pipeline(),
        KEPT_STATES - 1);
  }

  /**
   * By a query of the catalog: to_regclass answers from a cache that, inside a transaction, may not
   * have heard of tables that others committed while this one waited for a lock.
   */
  private Set<String> present() {
    return session
        .query(
            (row, context) -> row.getString(1),
            "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND c.relname = ANY (?)",
            dataset,
            new String[] {LOADS, VERSION, STATE})
        .stream()
        .collect(Collectors.toSet());
  }

  private String table(String name) {
    return Identifiers.quote(dataset, name);
  }

  /** dlt's form of a random row id: 10 bytes, base64 without padding. */
  private static String randomId() {
    byte[] bytes = new byte[10];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
