package dev.harbor.postgres;

import static dev.harbor.postgres.Tables.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.CheckpointKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people do to tables by hand. */
class DriftIT {
  private static final TableSchema ITEMS = Tables.items(WriteDisposition.APPEND);

  private final PostgresDestination destination =
      PostgresDestination.of(PostgresServer.dataSource());
  private final String dataset = PostgresServer.emptyDataset();
  private final CheckpointKey key = Tables.key(dataset);

  @BeforeEach
  void loadOneItem() {
    destination.load(next().rows(ITEMS, item(1L, "Ada")));
  }

  @Test
  void aDroppedTableIsMadeAgain() {
    alter("DROP TABLE %s.items");
    destination.load(next().rows(ITEMS, item(2L, "Ben")));

    assertThat(rows("SELECT id, name FROM %s.items")).containsExactly(List.of(2L, "Ben"));
  }

  @Test
  void aDroppedColumnIsMadeAgain() {
    alter("ALTER TABLE %s.items DROP COLUMN name");
    destination.load(next().rows(ITEMS, item(2L, "Ben")));

    assertThat(rows("SELECT id, name FROM %s.items ORDER BY id"))
        .containsExactly(Arrays.asList(1L, null), List.of(2L, "Ben"));
  }

  @Test
  void aColumnOfTheUserStaysAndKeepsItsDefault() {
    alter("ALTER TABLE %s.items ADD COLUMN mine integer NOT NULL DEFAULT 7");
    destination.load(next().rows(ITEMS, item(2L, "Ben")));

    assertThat(rows("SELECT mine FROM %s.items")).containsExactly(List.of(7), List.of(7));
  }

  @Test
  void newColumnsComeInTheOrderOfTheTableByOneAlter() {
    TableSchema wider =
        ITEMS
            .withColumn(Column.optional("zeta", DataType.BIGINT))
            .withColumn(Column.optional("alpha", DataType.JSON));
    destination.load(
        next().rows(wider, new Object[] {2L, "Ben", TestPackage.LOAD, "r2", 5L, "{}"}));

    assertThat(PostgresServer.columns(dataset, "items"))
        .containsExactly(
            java.util.Map.entry("id", "bigint"),
            java.util.Map.entry("name", "character varying"),
            java.util.Map.entry("_dlt_load_id", "character varying NOT NULL"),
            java.util.Map.entry("_dlt_id", "character varying NOT NULL"),
            java.util.Map.entry("zeta", "bigint"),
            java.util.Map.entry("alpha", "jsonb"));
    assertThat(rows("SELECT zeta FROM %s.items ORDER BY id"))
        .containsExactly(Arrays.asList((Object) null), List.of(5L));
  }

  @ParameterizedTest
  @EnumSource
  void aColumnOfAnotherTypeGetsItsValuesCast(WriteDisposition disposition) {
    TableSchema items = Tables.items(disposition);
    alter("ALTER TABLE %s.items ALTER COLUMN id TYPE text, ALTER COLUMN name TYPE text");
    destination.load(next().rows(items, item(2L, "Ben")));

    assertThat(rows("SELECT id, name FROM %s.items WHERE id = '2'"))
        .containsExactly(List.of("2", "Ben"));
  }

  @Test
  void aCastThatWouldLoseSomethingIsRefused() {
    alter("ALTER TABLE %s.items ALTER COLUMN name TYPE varchar(3)");

    assertThatThrownBy(() -> destination.load(next().rows(ITEMS, item(2L, "Benjamin"))))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot load column 'name' of table 'items': its type there is character varying(3), expected character varying, and 1 values would not survive the cast. Change the column back, or cast in the resource");
    assertThat(rows("SELECT name FROM %s.items")).containsExactly(List.of("Ada"));
  }

  @Test
  void aGeneratedColumnIsLeftOut() {
    alter("ALTER TABLE %s.items DROP COLUMN name");
    alter("ALTER TABLE %s.items ADD COLUMN name varchar GENERATED ALWAYS AS ('n' || id) STORED");
    destination.load(next().rows(ITEMS, item(2L, "Ben")));

    assertThat(rows("SELECT name FROM %s.items ORDER BY id"))
        .containsExactly(List.of("n1"), List.of("n2"));
  }

  @Test
  void aRequiredColumnOfTheUserIsRefusedBeforeAnythingIsSent() {
    alter("ALTER TABLE %s.items ADD COLUMN mine integer NOT NULL DEFAULT 7");
    alter("ALTER TABLE %s.items ALTER COLUMN mine DROP DEFAULT");

    assertThatThrownBy(() -> destination.load(next().rows(ITEMS, item(2L, "Ben"))))
        .hasMessage(
            "Cannot load table 'items': its column 'mine' is NOT NULL without a default, and the load has no such column. Give it a default, or drop NOT NULL");
  }

  @Test
  void aViewInPlaceOfATableIsRefused() {
    alter("ALTER TABLE %s.items RENAME TO kept");
    alter("CREATE VIEW %1$s.items AS SELECT * FROM %1$s.kept");

    assertThatThrownBy(() -> destination.load(next().rows(ITEMS, item(2L, "Ben"))))
        .hasMessage("Cannot load table 'items': it is a view, expected a table. Rename or drop it");
  }

  @Test
  void aKeyColumnThatIsGoneIsRefused() {
    alter("ALTER TABLE %s.items DROP COLUMN _dlt_id");

    assertThatThrownBy(() -> destination.load(next().rows(ITEMS, item(2L, "Ben"))))
        .hasMessage(
            "Cannot load table 'items': its key column '_dlt_id' is missing and the table has rows, which would have no key. Restore the column, or empty the table");
  }

  @Test
  void columnSlotsThatAreUsedUpAreRefused() {
    alter(
        IntStream.range(0, 1_596)
            .mapToObj(i -> "ADD COLUMN c" + i + " integer")
            .collect(Collectors.joining(", ", "ALTER TABLE %s.items ", "")));
    TableSchema wider = ITEMS.withColumn(Column.optional("late", DataType.BIGINT));

    assertThatThrownBy(
            () ->
                destination.load(
                    next().rows(wider, new Object[] {2L, "Ben", TestPackage.LOAD, "r2", 5L})))
        .hasMessage(
            "Cannot add columns to table 'items': it would have had 1,601 in its life, dropped ones included, PostgreSQL allows 1,600. Keep some of them as JSON, or make the table anew");
  }

  @Test
  void namesAreMeasuredInBytes() {
    String long63 = "é".repeat(31) + "x";
    TableSchema fits = ITEMS.withColumn(Column.optional(long63, DataType.BIGINT));
    destination.load(next().rows(fits, new Object[] {2L, "Ben", TestPackage.LOAD, "r2", 5L}));
    assertThat(PostgresServer.columns(dataset, "items")).containsKey(long63);

    TableSchema tooLong = ITEMS.withColumn(Column.optional("é".repeat(32), DataType.BIGINT));
    assertThatThrownBy(
            () ->
                destination.load(
                    next().rows(tooLong, new Object[] {3L, "C", TestPackage.LOAD, "r3", 5L})))
        .hasMessage(
            "Cannot use the name '%s' for a column: it has 64 bytes, PostgreSQL allows 63. Shorten it"
                .formatted("é".repeat(32)));
  }

  @ParameterizedTest
  @EnumSource
  void awkwardNamesWork(WriteDisposition disposition) {
    CheckpointKey awkward = new CheckpointKey(dataset + " \"a:b\\", "p'?:x", "s <y>", "select");
    PostgresServer.execute(
        "DROP SCHEMA IF EXISTS " + Identifiers.quote(awkward.dataset()) + " CASCADE");
    TableSchema base = Tables.items(disposition);
    List<Column> columns = new java.util.ArrayList<>(base.columns());
    columns.add(Column.optional("sel\"ect ?:x\\", DataType.TEXT));
    columns.add(Column.optional("<col> 'q'", DataType.TEXT));
    TableSchema table = Tables.of("Ta\"ble: ?", null, disposition, columns.toArray(Column[]::new));

    for (int round = 0; round < 2; round++) {
      destination.load(
          new TestPackage(awkward, destination.checkpoint(awkward))
              .rows(table, new Object[] {1L, "Ada", TestPackage.LOAD, "r1", "a" + round, "b"}));
    }

    assertThat(
            PostgresServer.value(
                "SELECT max(\"sel\"\"ect ?:x\\\") FROM %s.\"Ta\"\"ble: ?\""
                    .formatted(Identifiers.quote(awkward.dataset()))))
        .isEqualTo("a1");
  }

  @Test
  void systemTablesAreDlts() {
    assertThat(PostgresServer.columns(dataset, "_dlt_loads").toString())
        .isEqualTo(
            "{load_id=character varying(64) NOT NULL, schema_name=character varying, status=bigint NOT NULL, inserted_at=timestamp with time zone NOT NULL, schema_version_hash=character varying}");
    assertThat(PostgresServer.columns(dataset, "_dlt_version").toString())
        .isEqualTo(
            "{version=bigint NOT NULL, engine_version=bigint NOT NULL, inserted_at=timestamp with time zone NOT NULL, schema_name=character varying NOT NULL, version_hash=character varying NOT NULL, schema=character varying NOT NULL}");
    assertThat(PostgresServer.columns(dataset, "_dlt_pipeline_state").toString())
        .isEqualTo(
            "{version=bigint NOT NULL, engine_version=bigint NOT NULL, pipeline_name=character varying NOT NULL, state=character varying NOT NULL, created_at=timestamp with time zone NOT NULL, version_hash=character varying, _dlt_load_id=character varying(64) NOT NULL, _dlt_id=character varying NOT NULL}");
  }

  private TestPackage next() {
    return new TestPackage(key, destination.checkpoint(key));
  }

  private void alter(String sql) {
    PostgresServer.execute(sql.replace("%1$s", dataset).replace("%s", dataset));
  }

  private List<List<@Nullable Object>> rows(String sql) {
    return PostgresServer.query(sql.replace("%s", dataset));
  }
}
