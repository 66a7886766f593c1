package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.schema.ReplaceStrategy;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody reads while tables are replaced and merged into. */
class ReadersIT {
  private static final int ROWS = Integer.getInteger("harbor.test.readers", 20_000);

  /** Versions of roots and of children, numbers of both, and children without a root. */
  private static final String LOOK =
      """
      SELECT (SELECT string_agg(DISTINCT v::text, ',') FROM %1$s.items)
        || ' ' || (SELECT count(*) FROM %1$s.items)
        || ' ' || (SELECT string_agg(DISTINCT value::text, ',') FROM %1$s.items__l)
        || ' ' || (SELECT count(*) FROM %1$s.items__l)
        || ' ' || (SELECT count(*) FROM %1$s.items__l l
                   WHERE NOT EXISTS (SELECT FROM %1$s.items i WHERE i._dlt_id = l._dlt_parent_id))
      """;

  @ParameterizedTest
  @CsvSource({"REPLACE, DELETE", "REPLACE, TRUNCATE", "MERGE, DELETE"})
  void seeTheOldRowsOrTheNewOnesAndNothingElse(
      WriteDisposition disposition, ReplaceStrategy strategy) throws Exception {
    JsonLoads loads =
        new JsonLoads(
            PostgresDestination.builder()
                .dataSource(PostgresServer.dataSource())
                .replaceStrategy(strategy)
                .build());
    Consumer<Resource.Builder> settings =
        resource -> resource.primaryKey("id").disposition(disposition);
    loads.load(settings, documents(0));
    Set<String> seen = new ConcurrentSkipListSet<>();
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger looks = new AtomicInteger();
    CountDownLatch looking = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              while (!done.get()) {
                seen.add(
                    String.valueOf(
                        PostgresServer.query(LOOK.replace("%1$s", loads.dataset())).get(0).get(0)));
                looks.incrementAndGet();
                looking.countDown();
              }
            },
            "reader");
    reader.start();
    looking.await();
    for (int version = 1; version <= 3; version++) {
      loads.load(settings, documents(version));
    }
    done.set(true);
    reader.join();

    Set<String> whole = new TreeSet<>();
    for (int version = 0; version <= 3; version++) {
      whole.add("%d %d %d %d 0".formatted(version, ROWS, version, 2 * ROWS));
    }
    assertThat(looks.get()).isGreaterThan(1);
    assertThat(whole).containsAll(seen);
  }

  @Test
  void truncatedTablesKeepWhatHangsOnThem() {
    JsonLoads loads =
        new JsonLoads(
            PostgresDestination.builder()
                .dataSource(PostgresServer.dataSource())
                .replaceStrategy(ReplaceStrategy.TRUNCATE)
                .build());
    keepsWhatHangsOn(loads);
  }

  @Test
  void emptiedTablesKeepWhatHangsOnThem() {
    keepsWhatHangsOn(new JsonLoads());
  }

  private static void keepsWhatHangsOn(JsonLoads loads) {
    Consumer<Resource.Builder> replace = resource -> resource.disposition(WriteDisposition.REPLACE);
    loads.load(replace, "{\"id\":1,\"l\":[1]}", "{\"id\":2}");
    String schema = loads.dataset();
    for (String sql :
        List.of(
            "CREATE VIEW %s.seen AS SELECT id FROM %s.items",
            "CREATE INDEX mine ON %s.items (id)",
            "GRANT SELECT ON %s.items TO PUBLIC",
            "ALTER TABLE %s.items ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY everybody ON %s.items USING (true)",
            "CREATE SEQUENCE %s.numbers",
            "ALTER TABLE %s.items ADD COLUMN number bigint DEFAULT nextval('%s.numbers')")) {
      PostgresServer.execute(sql.replace("%s", schema));
    }

    var report = loads.load(replace, "{\"id\":3,\"l\":[3]}");

    assertThat(loads.rows("id, number", "items")).containsExactly("3,3");
    assertThat(loads.query("SELECT id FROM %s.seen")).containsExactly("3");
    assertThat(loads.query("SELECT policyname FROM pg_policies WHERE schemaname = '%s'"))
        .containsExactly("everybody");
    assertThat(
            loads.query(
                "SELECT indexname FROM pg_indexes WHERE schemaname = '%s' AND tablename = 'items'"))
        .containsExactly("mine");
    assertThat(
            loads.query(
                "SELECT relacl::text LIKE '%=r/%' FROM pg_class WHERE oid = '%s.items'::regclass"))
        .containsExactly("true");
    assertThat(JsonLoads.counts(report, "items"))
        .isEqualTo(new dev.harbor.destination.RowCounts(1, 0, 2, 0, 0));
    loads.load(replace);
    assertThat(loads.counts("items", "items__l")).isEqualTo("0/0");
  }

  private static String[] documents(int version) {
    String[] documents = new String[ROWS];
    Arrays.setAll(
        documents,
        id -> "{\"id\":%d,\"v\":%d,\"l\":[%d,%d]}".formatted(id, version, version, version));
    return documents;
  }
}
