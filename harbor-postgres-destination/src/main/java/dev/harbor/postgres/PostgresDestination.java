package dev.harbor.postgres;

import static java.util.Objects.requireNonNull;

import dev.harbor.destination.DatasetReader;
import dev.harbor.destination.Destination;
import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.NativeRows;
import dev.harbor.destination.RowReader;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.ReplaceStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Loads into PostgreSQL 13 or newer, and so into Supabase, in dlt's layout. A dataset is a schema;
 * a load is one transaction, which also works through a transaction pooler. Thread-safe.
 *
 * <p>An upsert leaves rows alone that equal what is there; such a row keeps its load id. A replace
 * deletes and inserts, so that readers see the old rows or the new ones, whenever they began,
 * unless {@link Builder#replaceStrategy} says that it truncates.
 */
public final class PostgresDestination
    implements Destination, NativeRows, DatasetReader, AutoCloseable {
  /** Name of this kind of destination. */
  static final String NAME = "postgres";

  private static final DestinationCapabilities CAPABILITIES =
      DestinationCapabilities.defaults()
          .withMaxIdentifierLength(Identifiers.MAX_BYTES)
          .withWriteDispositions(WriteDisposition.values())
          .withMergeStrategies(MergeStrategy.values())
          .withQuarantine()
          .withReservedColumns(Set.of("ctid", "xmin", "cmin", "xmax", "cmax", "tableoid"));

  private final Connections connections;
  private final LoadTransaction.Options options;

  private PostgresDestination(Connections connections, LoadTransaction.Options options) {
    this.connections = connections;
    this.options = options;
  }

  /**
   * A destination over a data source of the PostgreSQL driver, pooled or not, which the caller
   * closes.
   *
   * @param dataSource gives connections; one per lane that loads
   */
  public static PostgresDestination of(DataSource dataSource) {
    return builder().dataSource(dataSource).build();
  }

  /**
   * A destination with a pool of its own, closed by {@link #close}. Connects with the first load.
   *
   * @param url {@code postgresql://user:password@host:5432/database}, as Supabase shows it, or
   *     {@code jdbc:postgresql://…}; TLS is required for hosts that are not local unless the URL
   *     says otherwise
   * @throws IllegalArgumentException if it cannot be used; the message shows nothing secret
   */
  public static PostgresDestination fromUrl(String url) {
    return builder().url(url).build();
  }

  /**
   * A destination with a pool of its own, from {@code DATABASE_URL} or else {@code PGHOST}, {@code
   * PGPORT}, {@code PGUSER}, {@code PGPASSWORD}, {@code PGDATABASE} and {@code PGSSLMODE}.
   *
   * @throws IllegalStateException if neither {@code DATABASE_URL} nor {@code PGHOST} is set
   * @throws IllegalArgumentException if they cannot be used; the message shows nothing secret
   */
  public static PostgresDestination fromEnvironment() {
    Builder builder = builder();
    builder.url = ConnectionUrl.ofEnvironment(System.getenv());
    return builder.build();
  }

  /** A builder without a data source. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public DestinationCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Optional<Checkpoint> checkpoint(CheckpointKey key) {
    try (Session session = Session.open(connections)) {
      session.doing("read the checkpoint of '" + key + "'");
      return new SystemTables(session, key.dataset()).read(key).checkpoint(key);
    }
  }

  @Override
  public LoadReceipt load(LoadPackage load) {
    try (Session session = Session.open(connections)) {
      return new LoadTransaction(session, load, options).run();
    }
  }

  @Override
  public Encoders encoders(CheckpointKey key) {
    // Harbor's own types decide; where a table differs, the load stages and casts.
    return (table, layout) -> Optional.of(new CopyEncoder(table.writeDisposition(), layout));
  }

  @Override
  public Optional<Map<String, Set<String>>> realColumns(String dataset, Collection<String> tables) {
    try (Session session = Session.open(connections)) {
      session.doing("look at the tables of dataset '" + dataset + "'");
      Map<String, Set<String>> real = new HashMap<>();
      Catalog.read(session, dataset, tables)
          .tables()
          .forEach((name, table) -> real.put(name, table.columns().keySet()));
      return Optional.of(real);
    }
  }

  @Override
  public void readQuarantine(String dataset, String pipeline, Consumer<Kept> consumer) {
    try (Session session = Session.open(connections)) {
      new QuarantineTable(session, dataset).read(pipeline, consumer);
    }
  }

  @Override
  public List<TableSchema> tables(String dataset, Collection<LoadId> loadIds) {
    try (Session session = Session.open(connections)) {
      session.doing("read the tables of dataset '" + dataset + "'");
      return new SystemTables(session, dataset).tables(loadIds);
    }
  }

  @Override
  public List<CheckpointKey> lanes(String dataset, String pipeline) {
    try (Session session = Session.open(connections)) {
      session.doing("read the lanes of dataset '" + dataset + "'");
      return new SystemTables(session, dataset).lanes(pipeline);
    }
  }

  @Override
  public RowReader openRows(String dataset, List<TableSchema> lineage, Collection<LoadId> loadIds) {
    Session session = Session.open(connections);
    try {
      return new LoadedRows(session, dataset, lineage, loadIds);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Closes the pool that {@link #fromUrl} made; a data source of the caller stays open. */
  @Override
  public void close() {
    connections.close();
  }

  /** Collects settings; each may be set once. Confined to one thread. */
  public static final class Builder {
    private @Nullable DataSource dataSource;
    private @Nullable ConnectionUrl url;
    private int poolSize = 5;
    private boolean uniqueRowIds;
    private ReplaceStrategy replaceStrategy = ReplaceStrategy.DELETE;
    private Duration statementTimeout = Duration.ZERO;
    private Duration lockTimeout = Duration.ofSeconds(5);

    private Builder() {}

    /** Takes connections from a data source that the caller closes; instead of a URL. */
    public Builder dataSource(DataSource source) {
      this.dataSource = requireNonNull(source, "source");
      return this;
    }

    /**
     * Connects to a URL through a pool of its own; instead of a data source.
     *
     * @param text as for {@link PostgresDestination#fromUrl}
     * @throws IllegalArgumentException if it cannot be used; the message shows nothing secret
     */
    public Builder url(String text) {
      this.url = ConnectionUrl.parse(text);
      return this;
    }

    /**
     * Most connections at once, 5 unless set; loads beyond it wait. Only with a URL.
     *
     * @param connections at least 1; rows that are being read back hold one too
     */
    public Builder poolSize(int connections) {
      if (connections < 1) {
        throw new IllegalArgumentException(
            "Cannot use a pool of %d connections: at least 1 is needed".formatted(connections));
      }
      this.poolSize = connections;
      return this;
    }

    /**
     * Gives tables of append and replace the unique index on {@code _dlt_id} that dlt makes. Merged
     * tables have it anyway. Loads take about twice as long.
     */
    public Builder uniqueRowIds(boolean unique) {
      this.uniqueRowIds = unique;
      return this;
    }

    /** How a replace empties its tables; {@code DELETE} unless set. */
    public Builder replaceStrategy(ReplaceStrategy strategy) {
      this.replaceStrategy = requireNonNull(strategy, "strategy");
      return this;
    }

    /** Longest time one statement of a load may take; no limit unless set. */
    public Builder statementTimeout(Duration longest) {
      this.statementTimeout = requirePositive("statementTimeout", longest);
      return this;
    }

    /**
     * Longest time to wait for a lock of a table, 5 seconds unless set. Loads of one dataset wait
     * for each other without limit.
     */
    public Builder lockTimeout(Duration longest) {
      this.lockTimeout = requirePositive("lockTimeout", longest);
      return this;
    }

    /**
     * The destination; it connects with its first use.
     *
     * @throws IllegalStateException unless exactly one of data source and URL is set
     */
    public PostgresDestination build() {
      if ((dataSource == null) == (url == null)) {
        throw new IllegalStateException(
            "Cannot build a PostgreSQL destination: %s set, expected either dataSource or url"
                .formatted(dataSource == null ? "nothing is" : "both are"));
      }
      LoadTransaction.Options options =
          new LoadTransaction.Options(
              uniqueRowIds, statementTimeout.toMillis(), lockTimeout.toMillis(), replaceStrategy);
      return new PostgresDestination(connections(), options);
    }

    private Connections connections() {
      if (dataSource != null) {
        return Connections.of(dataSource);
      }
      ConnectionUrl target = requireNonNull(url);
      if (target.assumesTls()) {
        System.getLogger("dev.harbor.postgres")
            .log(
                Level.INFO,
                "TLS to {0} is required but the server is not verified; sslmode=verify-full with sslrootcert does both",
                target.address());
      }
      return Connections.pooled(target, poolSize);
    }

    private static Duration requirePositive(String name, Duration duration) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException(
            "Cannot use %s as %s: expected more than zero".formatted(duration, name));
      }
      return duration;
    }
  }
}
