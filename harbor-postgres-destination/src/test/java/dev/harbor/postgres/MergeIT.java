package dev.harbor.postgres;

import static dev.harbor.postgres.Tables.item;
import static dev.harbor.postgres.Tables.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.RowCounts;
import dev.harbor.destination.TableReceipt;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.CheckpointKey;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MergeIT {
  private static final TableSchema ITEMS = Tables.items(WriteDisposition.MERGE);
  private static final TableSchema TAGS = Tables.tags(WriteDisposition.MERGE);
  private static final TableSchema DEEP =
      Tables.nested("items__tags__deep", "items__tags", WriteDisposition.MERGE);

  private final PostgresDestination destination =
      PostgresDestination.of(PostgresServer.dataSource());
  private final String dataset = PostgresServer.emptyDataset();
  private final CheckpointKey key = Tables.key(dataset);

  @Test
  void insertsUpdatesAndKeepsOthers() {
    TestPackage one = next().rows(ITEMS, item(1L, "Ada"), item(2L, "Ben"), item(3L, "Cem"));
    destination.load(one);
    TestPackage two = next().rows(ITEMS, item(1L, "Ada L."), item(2L, "Ben"), item(4L, "Dag"));

    LoadReceipt receipt = destination.load(two);

    assertThat(receipt.tables())
        .containsExactly(
            new TableReceipt(
                "items",
                3,
                new RowCounts(1, 1, 0, 1, 0),
                "3 staged = 1 inserted + 1 updated + 1 unchanged; key unique; columns match"));
    assertThat(rows("SELECT id, name, _dlt_load_id FROM %s.items ORDER BY id"))
        .containsExactly(
            List.of(1L, "Ada L.", two.id().text()),
            List.of(2L, "Ben", one.id().text()),
            List.of(3L, "Cem", one.id().text()),
            List.of(4L, "Dag", two.id().text()));
  }

  @Test
  void makesTheIndexesThatMergesRestOn() {
    destination.load(next().rows(ITEMS, item(1L, "Ada")).rows(TAGS, tag(1, 0, "a")));

    assertThat(
            rows(
                "SELECT regexp_replace(indexdef, '.*INDEX .* ON (only )?[^.]*[.]', ''), indexdef LIKE '%%UNIQUE%%' FROM pg_indexes WHERE schemaname = '%s' AND tablename LIKE 'items%%' ORDER BY 1"))
        .containsExactly(
            List.of("items USING btree (_dlt_id)", true),
            List.of("items USING btree (id)", true),
            List.of("items__tags USING btree (_dlt_id)", true),
            List.of("items__tags USING btree (_dlt_root_id)", false));
  }

  @Test
  void aRootChangesWhenOnlyItsNestedRowsDo() {
    TestPackage one =
        next()
            .rows(ITEMS, item(1L, "Ada"), item(2L, "Ben"), item(3L, "Cem"), item(4L, "Dag"))
            .rows(TAGS, tag(1, 0, "a"), tag(2, 0, "b"), tag(2, 1, "c"), tag(3, 0, "d"))
            .rows(TAGS, tag(4, 0, "e"));
    destination.load(one);
    TestPackage two =
        next()
            .rows(ITEMS, item(1L, "Ada"), item(2L, "Ben"), item(3L, "Cem"), item(4L, "Dag"))
            .rows(TAGS, tag(1, 0, "a"), tag(1, 1, "new"), tag(2, 0, "b"), tag(3, 0, "other"))
            .rows(TAGS, tag(4, 0, "e"));

    LoadReceipt receipt = destination.load(two);

    assertThat(receipt.tables())
        .extracting(TableReceipt::counts)
        .containsExactlyInAnyOrder(new RowCounts(0, 3, 0, 1, 0), new RowCounts(1, 1, 1, 3, 0));
    assertThat(rows("SELECT id, _dlt_load_id FROM %s.items ORDER BY id"))
        .containsExactly(
            List.of(1L, two.id().text()),
            List.of(2L, two.id().text()),
            List.of(3L, two.id().text()),
            List.of(4L, one.id().text()));
    assertThat(tags()).containsExactly("r1:a", "r1:new", "r2:b", "r3:other", "r4:e");
  }

  @Test
  void nestedRowsVanishWhenThePackageHasNoneOfTheTable() {
    destination.load(
        next()
            .rows(ITEMS, item(1L, "Ada"), item(2L, "Ben"))
            .rows(TAGS, tag(1, 0, "a"), tag(2, 0, "b"))
            .rows(DEEP, deep(1, "x")));

    LoadReceipt receipt = destination.load(next().rows(ITEMS, item(1L, "Ada")));

    assertThat(receipt.tables())
        .contains(
            new TableReceipt(
                "items__tags",
                0,
                new RowCounts(0, 0, 1, 0, 0),
                "0 staged = 0 inserted, 1 deleted; key unique; columns match"));
    assertThat(tags()).containsExactly("r2:b");
    assertThat(rows("SELECT * FROM %s.items__tags__deep")).isEmpty();
  }

  @Test
  void theLastDuplicateWinsWithItsNestedRows() {
    for (int round = 0; round < 2; round++) {
      TestPackage load =
          next()
              .row(1, ITEMS, item(1L, "first"))
              .row(1, TAGS, tag(1, 0, "a"))
              .row(1, TAGS, tag(1, 1, "b"))
              .row(5, ITEMS, item(1L, "last"))
              .row(5, TAGS, tag(1, 0, "z"))
              .row(3, ITEMS, item(1L, "middle"))
              .row(3, TAGS, tag(1, 0, "m"));

      LoadReceipt receipt = destination.load(load);

      assertThat(rows("SELECT name FROM %s.items")).containsExactly(List.of("last"));
      assertThat(tags()).containsExactly("r1:z");
      assertThat(receipt.tables())
          .extracting(table -> table.counts().refused())
          .containsExactly(2L, 3L);
    }
  }

  @Test
  void unchangedRowsCostNoWalOnTheirTables() {
    @Nullable Object[][] many = new @Nullable Object[2_000][];
    @Nullable Object[][] tags = new @Nullable Object[2_000][];
    for (int i = 0; i < many.length; i++) {
      many[i] = item((long) i, "name " + i);
      tags[i] = tag(i, 0, "tag " + i);
    }
    destination.load(next().rows(ITEMS, many).rows(TAGS, tags));
    Object before = versions();
    LoadReceipt receipt = destination.load(next().rows(ITEMS, many).rows(TAGS, tags));

    assertThat(versions()).isEqualTo(before);
    assertThat(receipt.tables())
        .extracting(TableReceipt::counts)
        .containsOnly(new RowCounts(0, 0, 0, 2_000, 0));
  }

  @Test
  void absentAndNullValuesOverwrite() {
    destination.load(next().rows(ITEMS, item(1L, "Ada")));
    destination.load(next().rows(ITEMS, item(1L, null)));

    assertThat(rows("SELECT id, name FROM %s.items")).containsExactly(Arrays.asList(1L, null));
  }

  @Test
  void rowsWithOtherIdsTakeTheNewOnesWithTheirNestedRows() {
    destination.load(
        next()
            .rows(ITEMS, new Object[] {1L, "Ada", TestPackage.LOAD, "random"})
            .rows(TAGS, new Object[] {"old", "random", "random", 0L, "told"}));

    destination.load(
        next()
            .rows(ITEMS, item(1L, "Ada"), item(2L, "Ben"))
            .rows(TAGS, tag(1, 0, "new"), tag(2, 0, "b"))
            .rows(DEEP, deep(1, "x")));

    assertThat(rows("SELECT id, _dlt_id FROM %s.items ORDER BY id"))
        .containsExactly(List.of(1L, "r1"), List.of(2L, "r2"));
    assertThat(
            rows("SELECT value, _dlt_root_id, _dlt_parent_id FROM %s.items__tags ORDER BY value"))
        .containsExactly(List.of("b", "r2", "r2"), List.of("new", "r1", "r1"));
    assertThat(rows("SELECT _dlt_root_id, _dlt_parent_id FROM %s.items__tags__deep"))
        .containsExactly(List.of("r1", "t1.0"));
  }

  @Test
  void compoundKeysAreComparedColumnByColumn() {
    Column a = key("a");
    Column b = key("b");
    TableSchema pairs =
        Tables.of(
            "items",
            null,
            WriteDisposition.MERGE,
            a,
            b,
            Tables.NAME,
            Tables.LOAD_ID,
            Tables.ROW_ID);
    destination.load(
        next()
            .rows(
                pairs,
                new Object[] {"1", "11", "x", TestPackage.LOAD, "p1"},
                new Object[] {"11", "1", "y", TestPackage.LOAD, "p2"}));
    destination.load(next().rows(pairs, new Object[] {"1", "11", "z", TestPackage.LOAD, "p1"}));

    assertThat(rows("SELECT a, b, name FROM %s.items ORDER BY a"))
        .containsExactly(List.of("1", "11", "z"), List.of("11", "1", "y"));
  }

  @Test
  void aNullInTheKeyIsRefusedWithTableAndColumn() {
    assertThatThrownBy(() -> destination.load(next().rows(ITEMS, item(1L, "a"), item(null, "b"))))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot load table 'items': column 'id' has no value in row 2 of those sent, but may not be null. Give it one, or drop the row before it is emitted");
    assertThat(destination.checkpoint(key)).isEmpty();
    assertThat(rows("SELECT nspname FROM pg_namespace WHERE nspname = '%s'")).isEmpty();
  }

  @Test
  void anAppendedTableCanBeMergedInto() {
    TableSchema appended = Tables.items(WriteDisposition.APPEND);
    destination.load(
        next()
            .rows(appended, item(1L, "Ada"), item(2L, "Ben"))
            .rows(Tables.tags(WriteDisposition.APPEND), new Object[] {"a", "r1", 0L, "x1"})
            .rows(Tables.tags(WriteDisposition.APPEND), new Object[] {"b", "r2", 0L, "x2"})
            .rows(
                Tables.nested("items__tags__deep", "items__tags", WriteDisposition.APPEND),
                new Object[] {"d", "x2", 0L, "y2"}));

    destination.load(next().rows(ITEMS, item(1L, "Ada")).rows(TAGS, tag(1, 0, "new")).knows(DEEP));

    assertThat(tags()).containsExactly("r1:new", "r2:b");
    assertThat(rows("SELECT value, _dlt_root_id FROM %s.items__tags__deep"))
        .containsExactly(List.of("d", "r2"));
  }

  @Test
  void duplicatesOfAnEarlierAppendAreRefused() {
    destination.load(
        next()
            .rows(
                Tables.items(WriteDisposition.APPEND),
                new Object[] {1L, "a", TestPackage.LOAD, "x1"},
                new Object[] {1L, "b", TestPackage.LOAD, "x2"}));

    assertThatThrownBy(() -> destination.load(next().rows(ITEMS, item(1L, "Ada"))))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot merge into table 'items': 1 keys of [id] stand in several of its rows, expected each in one. Remove the duplicates, or empty the table");
    assertThat(rows("SELECT name FROM %s.items ORDER BY name"))
        .containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void refusesWhatItCannotMerge() {
    TableSchema keyless =
        Tables.of(
            "items", null, WriteDisposition.MERGE, Tables.NAME, Tables.LOAD_ID, Tables.ROW_ID);

    assertThatThrownBy(
            () ->
                destination.load(next().rows(keyless, new Object[] {"a", TestPackage.LOAD, "r1"})))
        .hasMessage("Cannot merge into table 'items': it has no primary key. Call primaryKey(...)");
  }

  private static Column key(String name) {
    return Column.required(name, DataType.TEXT)
        .withHints(dev.harbor.schema.ColumnHints.none().withPrimaryKey());
  }

  private static @Nullable Object[] deep(Object item, String value) {
    return new @Nullable Object[] {value, "r" + item, "t" + item + ".0", 0L, "d" + item};
  }

  private TestPackage next() {
    return new TestPackage(key, destination.checkpoint(key));
  }

  private List<String> tags() {
    return rows("SELECT _dlt_root_id || ':' || value FROM %s.items__tags ORDER BY 1").stream()
        .map(row -> String.valueOf(row.get(0)))
        .toList();
  }

  private List<List<@Nullable Object>> versions() {
    return rows(
        "SELECT sum(n), sum(h) FROM (SELECT count(*) n, sum(hashtext(ctid::text || xmin || xmax)) h FROM %1$s.items UNION ALL SELECT count(*), sum(hashtext(ctid::text || xmin || xmax)) FROM %1$s.items__tags) x");
  }

  private List<List<@Nullable Object>> rows(String sql) {
    return PostgresServer.query(
        sql.replace("%1$s", dataset).replace("%s", dataset).replace("%%", "%"));
  }
}
