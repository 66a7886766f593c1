package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.harbor.Pipeline;
import dev.harbor.contract.ContractMode;
import dev.harbor.contract.SchemaContract;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunReport;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that only the server refuses: found, kept, and the rest is loaded. */
class QuarantineIT {
  private static final SchemaContract KEEP =
      SchemaContract.evolve().withDataTypes(ContractMode.QUARANTINE);

  private final String dataset = PostgresServer.emptyDataset();
  private final PostgresDestination destination =
      PostgresDestination.of(PostgresServer.dataSource());
  private final Pipeline pipeline =
      Pipeline.builder("quarantine").destination(destination).dataset(dataset).build();

  @AfterEach
  void close() {
    destination.close();
  }

  private RunReport load(SchemaContract contract, WriteDisposition disposition, String json) {
    return pipeline.run(source(contract, disposition, json));
  }

  private static Source source(SchemaContract contract, WriteDisposition disposition, String json) {
    return Source.of(
        "s",
        Resource.builder("items", (c, out) -> out.emitJson(json))
            .primaryKey("id")
            .disposition(disposition)
            .contract(contract)
            .build());
  }

  /** Items from 1 on; every tenth has a negative number. */
  private static String items(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i ->
                "{\"id\":%d,\"n\":%d,\"t\":\"2024-01-01T00:00:00Z\",\"l\":[{\"x\":%d},{\"x\":7}]}"
                    .formatted(i, i % 10 == 0 ? -i : i, i))
        .collect(Collectors.joining("\n"));
  }

  private void sql(String statement) {
    PostgresServer.execute(statement.replace("@", '"' + dataset + '"'));
  }

  private long count(String query) {
    return (Long) Objects.requireNonNull(rows(query).get(0).get(0));
  }

  private List<List<@Nullable Object>> rows(String query) {
    return PostgresServer.query(query.replace("@", '"' + dataset + '"'));
  }

  private void loadsTheFirstItemsAnd(WriteDisposition disposition, String statement) {
    load(KEEP, disposition, "{\"id\":-1,\"n\":1,\"t\":\"2024-01-01T00:00:00Z\",\"l\":[{\"x\":1}]}");
    sql(statement);
  }

  @ParameterizedTest
  @EnumSource(WriteDisposition.class)
  void ofAThousandRowsAHundredAgainstACheckAreKept(WriteDisposition disposition) {
    loadsTheFirstItemsAnd(disposition, "ALTER TABLE @.items ADD CONSTRAINT positive CHECK (n > 0)");
    long first = disposition == WriteDisposition.REPLACE ? 0 : 1;

    RunReport report = load(KEEP, disposition, items(1_000));

    assertThat(count("SELECT count(*) FROM @.items")).isEqualTo(900 + first);
    assertThat(count("SELECT count(*) FROM @.items__l")).isEqualTo(1_800 + first);
    assertThat(count("SELECT count(*) FROM @.items WHERE n < 0")).isZero();
    assertThat(
            count(
                "SELECT count(*) FROM @._harbor_quarantine WHERE sql_state = '23514' AND table_name = 'items' AND (\"row\"->>'n')::bigint < 0 AND json_array_length(\"row\"->'l') = 2 AND load_id = '"
                    + report.loadIds().get(0)
                    + "' AND reason LIKE '%positive%'"))
        .isEqualTo(100);
    assertThat(count("SELECT count(*) FROM @._dlt_loads")).isEqualTo(2);
    assertThat(report.resource("items").refused().items()).isEqualTo(100);
  }

  @Test
  void aForeignKeyATriggerAndADomainRefuseRowsToo() {
    loadsTheFirstItemsAnd(
        WriteDisposition.APPEND,
        """
        CREATE TABLE @.allowed (x bigint PRIMARY KEY);
        INSERT INTO @.allowed SELECT generate_series(1, 95);
        ALTER TABLE @.items__l ADD CONSTRAINT known FOREIGN KEY (x) REFERENCES @.allowed
          DEFERRABLE INITIALLY DEFERRED;
        CREATE FUNCTION @.refuse() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN IF NEW.id = 33 THEN RAISE EXCEPTION ''not thirty-three''; END IF; RETURN NEW; END';
        CREATE TRIGGER guard BEFORE INSERT ON @.items FOR EACH ROW EXECUTE FUNCTION @.refuse();
        CREATE DOMAIN @.natural AS bigint CHECK (VALUE > -50);
        ALTER TABLE @.items ALTER COLUMN n TYPE @.natural
        """);

    load(KEEP, WriteDisposition.APPEND, items(100));

    assertThat(
            rows(
                "SELECT sql_state || ' ' || table_name || ' ' || (\"row\"->>'id') FROM @._harbor_quarantine ORDER BY ordinal"))
        .extracting(row -> row.get(0))
        .containsExactly(
            "P0001 items 33",
            "23514 items 50",
            "23514 items 60",
            "23514 items 70",
            "23514 items 80",
            "23514 items 90",
            "23503 items__l 96",
            "23503 items__l 97",
            "23503 items__l 98",
            "23503 items__l 99",
            "23514 items 100");
    assertThat(count("SELECT count(*) FROM @.items")).isEqualTo(90);
    assertThat(count("SELECT count(*) FROM @.items__l")).isEqualTo(179);
  }

  @ParameterizedTest
  @EnumSource(MergeStrategy.class)
  void everyStrategyOfAMergeGoesOnWithoutTheRefusedItems(MergeStrategy strategy) {
    pipeline.run(merged(strategy, "{\"id\":1,\"n\":1,\"l\":[1]} {\"id\":2,\"n\":2,\"l\":[2]}"));
    sql(
        "CREATE FUNCTION @.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.n < 0 THEN RAISE EXCEPTION ''negative''; END IF; RETURN NEW; END'; CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON @.items FOR EACH ROW EXECUTE FUNCTION @.refuse()");

    pipeline.run(
        merged(
            strategy,
            "{\"id\":3,\"n\":-3,\"l\":[3]} {\"id\":4,\"n\":4,\"l\":[4]} {\"id\":5,\"n\":-5,\"l\":[5]} {\"id\":6,\"n\":6,\"l\":[6]}"));

    assertThat(count("SELECT count(*) FROM @.items WHERE id IN (4, 6)")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM @.items__l WHERE value IN (4, 6)")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM @.items WHERE n < 0")).isZero();
    assertThat(pipeline.quarantine().count()).isEqualTo(2);
  }

  private static Source merged(MergeStrategy strategy, String json) {
    return source(KEEP, WriteDisposition.MERGE, json)
        .with("items", items -> items.strategy(strategy));
  }

  @Test
  void whatTheServerRefusedComesBackOnceItTakesIt() {
    loadsTheFirstItemsAnd(
        WriteDisposition.MERGE, "ALTER TABLE @.items ADD CONSTRAINT positive CHECK (n > 0)");
    load(KEEP, WriteDisposition.MERGE, items(50));
    assertThat(pipeline.quarantine().count()).isEqualTo(5);

    sql("ALTER TABLE @.items DROP CONSTRAINT positive");
    pipeline.quarantine().replay(source(KEEP, WriteDisposition.MERGE, ""));

    assertThat(pipeline.quarantine().count()).isZero();
    assertThat(count("SELECT count(*) FROM @.items")).isEqualTo(51);
    assertThat(count("SELECT count(*) FROM @.items__l")).isEqualTo(101);
    assertThat(
            rows(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = '"
                    + dataset
                    + "' AND column_name LIKE '%\\_v\\_%'"))
        .isEmpty();
  }

  @Test
  void withoutQuarantineTheLoadFailsAndNamesTableAndConstraint() {
    loadsTheFirstItemsAnd(
        WriteDisposition.APPEND, "ALTER TABLE @.items ADD CONSTRAINT positive CHECK (n > 0)");

    RunFailedException failed =
        catchThrowableOfType(
            RunFailedException.class,
            () -> load(SchemaContract.production(), WriteDisposition.APPEND, items(20)));

    assertThat(failed.report().resource("items").cause().orElseThrow())
        .hasMessageContaining("Cannot load table 'items': a row breaks the check 'positive'");
    assertThat(count("SELECT count(*) FROM @.items")).isEqualTo(1);
  }

  @Test
  void aPlanLooksAtTheRealTables() {
    load(KEEP, WriteDisposition.APPEND, items(1));
    Source same = source(KEEP, WriteDisposition.APPEND, items(1));
    assertThat(pipeline.plan(same).isEmpty()).isTrue();

    sql("ALTER TABLE @.items DROP COLUMN n; DROP TABLE @.items__l");
    assertThat(pipeline.plan(same).toString())
        .contains("  + table items__l (x bigint, ", "  + column items.n bigint");
    assertThat(
            rows(
                "SELECT 1 FROM pg_tables WHERE tablename = 'items__l' AND schemaname = '"
                    + dataset
                    + "'"))
        .isEmpty();
  }

  private Source keyed(SchemaContract contract, String json) {
    return source(contract, WriteDisposition.APPEND, json)
        .with("items", items -> items.enforcePrimaryKey());
  }

  @Test
  void anEnforcedPrimaryKeyIsRealAndItsViolationNamesTableAndKey() {
    pipeline.run(keyed(SchemaContract.evolve(), "{\"id\":1} {\"id\":2}"));
    assertThat(
            rows(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'p' AND conrelid = '@.items'::regclass"))
        .containsExactly(List.of("PRIMARY KEY (id)"));

    RunFailedException failed =
        catchThrowableOfType(
            RunFailedException.class,
            () -> pipeline.run(keyed(SchemaContract.evolve(), "{\"id\":3} {\"id\":1}")));

    assertThat(failed.report().resource("items").cause().orElseThrow())
        .hasMessageContaining(
            "Cannot load table 'items': a row breaks the unique index 'items_pkey' on (id)");
    assertThat(count("SELECT count(*) FROM @.items")).isEqualTo(2);
  }

  @Test
  void aViolationOfAnEnforcedKeyIsKeptUnderQuarantine() {
    pipeline.run(keyed(KEEP, "{\"id\":1,\"n\":1}"));
    pipeline.run(keyed(KEEP, "{\"id\":2,\"n\":2} {\"id\":1,\"n\":3} {\"id\":4,\"n\":4}"));

    assertThat(rows("SELECT id, n FROM @.items ORDER BY id"))
        .containsExactly(List.of(1L, 1L), List.of(2L, 2L), List.of(4L, 4L));
    assertThat(rows("SELECT sql_state, row->>'n' FROM @._harbor_quarantine"))
        .containsExactly(List.of("23505", "3"));
  }
}
