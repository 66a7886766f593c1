package dev.harbor.postgres.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.Pipeline;
import dev.harbor.postgres.PostgresDestination;
import dev.harbor.run.RetryPolicy;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Looks at the tables while they are loaded: each load is there as a whole, or not at all. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReaderIT {
  private static final int ITEMS = 20;
  private static final int TAGS = 2;
  private static final Set<String> NO_TABLE = Set.of("42P01", "3F000");

  private final String dataset = TortureServer.emptyDataset();
  private final DatabaseProxy proxy = DatabaseProxy.before(TortureServer.port());
  private final PostgresDestination destination =
      PostgresDestination.fromUrl(TortureServer.url(proxy.port()));
  private Connection reader;

  @BeforeEach
  void connect() throws SQLException {
    reader = TortureServer.connection();
    try (Statement statement = reader.createStatement()) {
      // A load that shuts readers out would else wait for its own reader for ever.
      statement.execute("SET lock_timeout = '5s'");
    }
  }

  @AfterEach
  void close() throws Exception {
    proxy.show(message -> {});
    destination.close();
    proxy.awaitIdle();
    proxy.close();
    reader.close();
  }

  /**
   * What one statement sees.
   *
   * @param loads committed loads
   * @param items root rows
   * @param versions different loads that root rows are from
   * @param newest greatest of these
   * @param tags nested rows
   * @param wrong nested rows that do not belong to their root, and roots without nested rows
   */
  private record Sight(long loads, long items, long versions, long newest, long tags, long wrong) {
    /** What there is to be seen after so many loads. */
    static Sight after(WriteDisposition disposition, long loads) {
      long kept = disposition == WriteDisposition.APPEND ? loads : Math.min(loads, 1);
      return new Sight(loads, kept * ITEMS, kept, loads, kept * ITEMS * TAGS, 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void beforeEveryMessageOfALoad(WriteDisposition disposition) {
    List<Sight> sights = new CopyOnWriteArrayList<>();
    proxy.show(message -> sights.add(look(reader)));

    LongStream.rangeClosed(1, 4).forEach(version -> load(disposition, version));

    requireWholeLoads(disposition, sights);
    assertThat(sights).hasSizeGreaterThan(200);
    assertThat(loadsSeen(sights)).contains(0L, 1L, 2L, 3L);
  }

  @ParameterizedTest
  @EnumSource
  void allTheTime(WriteDisposition disposition) throws Exception {
    load(disposition, 1);
    AtomicBoolean loading = new AtomicBoolean(true);
    CompletableFuture<List<Sight>> looking =
        CompletableFuture.supplyAsync(
            () -> {
              List<Sight> sights = new ArrayList<>();
              while (loading.get()) {
                sights.add(look(reader));
              }
              return sights;
            });

    LongStream.rangeClosed(2, 30).forEach(version -> load(disposition, version));
    loading.set(false);

    List<Sight> sights = looking.get(60, TimeUnit.SECONDS);
    requireWholeLoads(disposition, sights);
    assertThat(loadsSeen(sights)).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @EnumSource
  void fromAnOlderSnapshot(WriteDisposition disposition) throws Exception {
    load(disposition, 1);
    reader.setAutoCommit(false);
    reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    // Takes the snapshot, and no lock of the tables of the load.
    assertThat(TortureServer.texts(reader, "SELECT 1")).containsExactly("1");

    load(disposition, 2);

    assertThat(look(reader)).isEqualTo(Sight.after(disposition, 1));
    reader.rollback();
    assertThat(look(reader)).isEqualTo(Sight.after(disposition, 2));
  }

  private static void requireWholeLoads(WriteDisposition disposition, List<Sight> sights) {
    assertThat(sights)
        .allSatisfy(sight -> assertThat(sight).isEqualTo(Sight.after(disposition, sight.loads())));
    assertThat(sights).extracting(Sight::loads).isSorted();
  }

  private static Set<Long> loadsSeen(List<Sight> sights) {
    return sights.stream().map(Sight::loads).collect(Collectors.toSet());
  }

  private void load(WriteDisposition disposition, long version) {
    Resource items =
        Resource.builder(
                "items",
                (context, out) -> {
                  for (int i = 0; i < ITEMS; i++) {
                    out.emit(item(disposition, version, i));
                  }
                })
            .disposition(disposition)
            .primaryKey("id")
            .build();
    Pipeline.builder("read")
        .destination(destination)
        .dataset(dataset)
        .retryPolicy(RetryPolicy.none())
        .build()
        .run(Source.of("s", items));
  }

  private static Map<String, Object> item(WriteDisposition disposition, long version, int number) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("id", disposition == WriteDisposition.APPEND ? version * ITEMS + number : number);
    item.put("v", version);
    item.put("tags", List.of(version, version));
    if (version % 10 == 0) {
      item.put("column_of_" + version, version);
    }
    return item;
  }

  private Sight look(Connection connection) {
    String sql =
        """
        SELECT (SELECT count(*) FROM $d._dlt_loads), count(DISTINCT i._dlt_id), count(DISTINCT i.v),
          coalesce(max(i.v), 0), count(t._dlt_id), count(*) FILTER (WHERE t.value IS DISTINCT FROM i.v)
        FROM $d.items i FULL JOIN $d.items__tags t ON t._dlt_parent_id = i._dlt_id
        """
            .replace("$d", dataset);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new Sight(
          row.getLong(1),
          row.getLong(2),
          row.getLong(3),
          row.getLong(4),
          row.getLong(5),
          row.getLong(6));
    } catch (SQLException e) {
      if (NO_TABLE.contains(e.getSQLState())) {
        return new Sight(0, 0, 0, 0, 0, 0);
      }
      throw new IllegalStateException(e);
    }
  }
}
