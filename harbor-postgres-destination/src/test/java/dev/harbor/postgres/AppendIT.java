package dev.harbor.postgres;

import static dev.harbor.postgres.Tables.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.RowCounts;
import dev.harbor.destination.TableReceipt;
import dev.harbor.error.StaleCheckpointException;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppendIT {
  private static final TableSchema ITEMS = Tables.items(WriteDisposition.APPEND);
  private static final TableSchema TAGS = Tables.tags(WriteDisposition.APPEND);

  private final PostgresDestination destination =
      PostgresDestination.of(PostgresServer.dataSource());
  private final String dataset = PostgresServer.emptyDataset();
  private final CheckpointKey key = Tables.key(dataset);

  @Test
  void hasNoCheckpointBeforeTheFirstLoad() {
    assertThat(destination.checkpoint(key)).isEmpty();
  }

  @Test
  void storesRowsAndCheckpointTogether() {
    TestPackage load =
        TestPackage.first(key)
            .rows(ITEMS, item(1L, "Ada"), item(2L, null), item(3L, "Cem"))
            .rows(TAGS, new Object[] {"a", "r1", 0L, "t1"})
            .state("seen", 3L);

    LoadReceipt receipt = destination.load(load);

    assertThat(receipt.outcome()).isEqualTo(LoadReceipt.Outcome.LOADED);
    assertThat(receipt.tables())
        .containsExactly(
            new TableReceipt(
                "items", 3, RowCounts.inserted(3), "3 staged = 3 inserted; columns match"),
            new TableReceipt(
                "items__tags", 1, RowCounts.inserted(1), "1 staged = 1 inserted; columns match"));
    String id = load.id().text();
    assertThat(rows("SELECT * FROM %s.items ORDER BY id"))
        .containsExactly(
            List.of(1L, "Ada", id, "r1"),
            java.util.Arrays.asList(2L, null, id, "r2"),
            List.of(3L, "Cem", id, "r3"));
    Checkpoint checkpoint = destination.checkpoint(key).orElseThrow();
    assertThat(checkpoint.loadId()).isEqualTo(load.id());
    assertThat(checkpoint.state().number("seen")).contains(3L);
    assertThat(checkpoint.tables()).extracting(TableSchema::name).contains("items", "items__tags");
  }

  @Test
  void addsToWhatIsThere() {
    destination.load(TestPackage.first(key).rows(ITEMS, item(1L, "Ada")));
    destination.load(next().rows(ITEMS, item(1L, "Ada")));

    assertThat(rows("SELECT id, name FROM %s.items"))
        .containsExactly(List.of(1L, "Ada"), List.of(1L, "Ada"));
    assertThat(rows("SELECT count(DISTINCT _dlt_load_id) FROM %s.items"))
        .containsExactly(List.of(2L));
  }

  @Test
  void storesRowsOfHarborsOwnFormAlike() {
    destination.load(
        TestPackage.first(key)
            .rows(ITEMS, item(1L, "Ada"), item(2L, null))
            .rows(TAGS, new Object[] {"a", "r1", 0L, "t1"})
            .inHarborsForm());

    assertThat(
            rows(
                "SELECT i.id, t.value FROM %1$s.items i JOIN %1$s.items__tags t ON t._dlt_parent_id = i._dlt_id"))
        .containsExactly(List.of(1L, "a"));
  }

  @Test
  void sendsEachLayoutOfATableInOneCopy() {
    TableSchema wide = ITEMS.withColumn(Column.optional("late", DataType.BIGINT));
    TestPackage load =
        TestPackage.first(key)
            .rows(
                wide,
                new Object[] {1L, "a", TestPackage.LOAD, "r1", 0L},
                new Object[] {2L, "b", TestPackage.LOAD, "r2", 0L},
                new Object[] {3L, "c", TestPackage.LOAD, "r3", 7L})
            .narrowFirst("items", 2, 4);

    destination.load(load);

    assertThat(rows("SELECT id, late FROM %s.items ORDER BY id"))
        .containsExactly(
            java.util.Arrays.asList(1L, null), java.util.Arrays.asList(2L, null), List.of(3L, 7L));
  }

  @Test
  void makesNoIndexUnlessUniqueRowIdsAreAskedFor() {
    destination.load(TestPackage.first(key).rows(ITEMS, item(1L, "Ada")));
    assertThat(indexes()).isEmpty();

    PostgresDestination unique =
        PostgresDestination.builder()
            .dataSource(PostgresServer.dataSource())
            .uniqueRowIds(true)
            .build();
    unique.load(next().rows(ITEMS, item(2L, "Ben")));
    assertThat(indexes()).singleElement().asString().startsWith("_harbor_row_id_");
  }

  @Test
  void answersAlreadyLoadedWhenTheSamePackageComesAgain() {
    TestPackage load = TestPackage.first(key).rows(ITEMS, item(1L, "Ada"));
    destination.load(load);

    LoadReceipt again = destination.load(load);

    assertThat(again).isEqualTo(LoadReceipt.alreadyLoaded(load.id()));
    assertThat(rows("SELECT count(*) FROM %s.items")).containsExactly(List.of(1L));
    assertThat(rows("SELECT count(*) FROM %s._dlt_loads")).containsExactly(List.of(1L));
  }

  @Test
  void answersAlreadyLoadedEvenAfterALaterLoad() {
    TestPackage load = TestPackage.first(key).rows(ITEMS, item(1L, "Ada"));
    destination.load(load);
    destination.load(next().rows(ITEMS, item(2L, "Ben")));

    assertThat(destination.load(load)).isEqualTo(LoadReceipt.alreadyLoaded(load.id()));
  }

  @Test
  void anotherLanesLoadOfTheSameIdIsNotTakenForOurs() {
    TestPackage other =
        TestPackage.first(new CheckpointKey(dataset, "pipe", "src", "others"))
            .rows(
                new TableSchema(
                    "others",
                    "others",
                    null,
                    ITEMS.columns(),
                    java.util.Map.of(),
                    WriteDisposition.APPEND,
                    null,
                    null,
                    dev.harbor.schema.MergeOptions.none(),
                    null),
                item(9L, "x"));
    destination.load(other);
    LoadId taken = other.id();
    TestPackage load = TestPackage.first(key).withId(taken).rows(ITEMS, item(1L, "Ada"));

    LoadReceipt receipt = destination.load(load);

    assertThat(receipt.outcome()).isEqualTo(LoadReceipt.Outcome.LOADED);
    assertThat(receipt.loadId()).isEqualTo(taken.after(taken));
    assertThat(rows("SELECT _dlt_load_id FROM %s.items"))
        .containsExactly(List.of(taken.after(taken).text()));
    assertThat(destination.checkpoint(key).orElseThrow().loadId()).isEqualTo(taken.after(taken));
  }

  @Test
  void refusesAnOutdatedBaseAndWritesNothing() {
    destination.load(TestPackage.first(key).rows(ITEMS, item(1L, "Ada")));
    TestPackage stale = TestPackage.first(key).rows(ITEMS, item(2L, "Ben"));

    assertThatThrownBy(() -> destination.load(stale))
        .isInstanceOf(StaleCheckpointException.class)
        .hasMessageContaining("it was extracted from an empty checkpoint");
    assertThat(rows("SELECT id FROM %s.items")).containsExactly(List.of(1L));
  }

  @Test
  void anUnchangedSchemaCostsNoRowAndNoDdl() {
    destination.load(TestPackage.first(key).rows(ITEMS, item(1L, "Ada")));
    Object before =
        rows("SELECT relfilenode, xmin::text FROM pg_class WHERE oid = '%s.items'::regclass");
    destination.load(next().rows(ITEMS, item(2L, "Ben")));

    assertThat(rows("SELECT count(*) FROM %s._dlt_version")).containsExactly(List.of(1L));
    assertThat(rows("SELECT count(*) FROM %s._dlt_pipeline_state")).containsExactly(List.of(2L));
    assertThat(rows("SELECT count(*) FROM %s._dlt_loads WHERE status = 0"))
        .containsExactly(List.of(2L));
    assertThat(
            rows("SELECT relfilenode, xmin::text FROM pg_class WHERE oid = '%s.items'::regclass"))
        .isEqualTo(before);
  }

  private TestPackage next() {
    Optional<Checkpoint> base = destination.checkpoint(key);
    return new TestPackage(key, base);
  }

  private List<String> indexes() {
    return rows("SELECT indexname FROM pg_indexes WHERE schemaname = '%s' AND tablename = 'items'")
        .stream()
        .map(row -> String.valueOf(row.get(0)))
        .toList();
  }

  private List<List<@org.jspecify.annotations.Nullable Object>> rows(String sql) {
    return PostgresServer.query(sql.replace("%1$s", dataset).replace("%s", dataset));
  }
}
