package dev.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.harbor.contract.ContractMode;
import dev.harbor.contract.ContractViolation;
import dev.harbor.contract.SchemaContract;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.error.SchemaContractException;
import dev.harbor.run.RefusalReport;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunOptions;
import dev.harbor.run.RunReport;
import dev.harbor.schema.Column;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What contracts let in, and what becomes of the rest. */
class SchemaContractTest {
  private static final SchemaContract EVOLVE = SchemaContract.evolve();

  private final InMemoryDestination memory = new InMemoryDestination();

  @BeforeEach
  void loadsAFirstItem() {
    load(null, "{\"id\":1,\"a\":1,\"l\":[{\"x\":1}]}");
  }

  private RunReport load(@Nullable SchemaContract contract, String json) {
    return pipeline(null).run(source(contract, json));
  }

  private Pipeline pipeline(@Nullable SchemaContract contract) {
    Pipeline.Builder builder = Pipeline.builder("p").destination(memory).dataset("raw");
    if (contract != null) {
      builder.contract(contract);
    }
    return builder.build();
  }

  private static Source source(@Nullable SchemaContract contract, String json) {
    Resource.Builder items = Resource.builder("items", (c, out) -> out.emitJson(json));
    if (contract != null) {
      items.contract(contract);
    }
    return Source.of("p", items.build());
  }

  private SchemaContractException refused(SchemaContract contract, String json) {
    RunFailedException failed =
        catchThrowableOfType(RunFailedException.class, () -> load(contract, json));
    return (SchemaContractException) failed.report().resource("items").cause().orElseThrow();
  }

  private List<@Nullable Object> values(String table, String column) {
    return memory.rows("raw", table).stream().map(row -> row.get(column)).toList();
  }

  private List<String> columns(String table) {
    return memory.columns("raw", table).stream()
        .map(Column::name)
        .filter(name -> !name.startsWith("_dlt_"))
        .toList();
  }

  @Test
  void aFrozenColumnFailsTheResourceAndNamesTableColumnAndPath() {
    SchemaContractException failure =
        refused(
            EVOLVE.withColumns(ContractMode.FREEZE),
            "{\"id\":2,\"l\":[{\"x\":2},{\"x\":3,\"deep\":{\"y-z\":\"new\"}}]}");

    assertThat(failure)
        .hasMessage(
            "Cannot add column 'deep__y_z' to table 'items__l': the contract freezes columns, but item 1 holds 'new' of type TEXT at $.l[1].deep.y-z. Drop the field in the resource, or allow the column with SchemaContract.withColumns(EVOLVE)");
    assertThat(failure.violations())
        .containsExactly(
            new ContractViolation(
                "items__l",
                "deep__y_z",
                "$.l[1].deep.y-z",
                "no new column",
                "'new' of type TEXT",
                ContractMode.FREEZE,
                1));
    assertThat(values("items", "id")).containsExactly(1L);
  }

  @Test
  void afterAFrozenViolationNothingIsPending() {
    refused(SchemaContract.freeze(), "{\"id\":2,\"b\":1}");
    load(EVOLVE, "{\"id\":3,\"c\":1}");

    assertThat(values("items", "id")).containsExactly(1L, 3L);
    assertThat(columns("items")).containsExactly("id", "a", "c");
  }

  @Test
  void aFrozenTypeFailsTheResource() {
    assertThat(refused(SchemaContract.production(), "{\"id\":2,\"a\":1}{\"id\":3,\"a\":\"n/a\"}"))
        .hasMessage(
            "Cannot load column 'a' of table 'items': the contract freezes its type at BIGINT, but item 2 holds 'n/a' of type TEXT at $.a. Cast it in the resource, or allow the change with SchemaContract.withDataTypes(EVOLVE)");
  }

  @Test
  void aFrozenTableFailsTheResource() {
    assertThat(refused(EVOLVE.withTables(ContractMode.FREEZE), "{\"id\":2,\"k\":[1]}"))
        .hasMessage(
            "Cannot create table 'items__k': the contract freezes tables, but item 1 has rows of it at $.k[0]. Drop the field in the resource, or allow the table with SchemaContract.withTables(EVOLVE)");
  }

  @Test
  void aValueThatCanBeCoercedBreaksNoContract() {
    load(SchemaContract.freeze(), "{\"id\":2,\"a\":\"7\",\"l\":[],\"b\":null}");

    assertThat(values("items", "a")).containsExactly(1L, 7L);
  }

  @Test
  void discardedValuesAreCountedByPlaceAndReason() {
    RunReport report =
        load(
            SchemaContract.of(ContractMode.DISCARD_VALUE),
            "{\"id\":2,\"b\":1}{\"id\":3,\"b\":2,\"a\":\"x\"}{\"id\":4,\"k\":[1,2]}");
    RefusalReport refused = report.resource("items").refused();

    assertThat(values("items", "id")).containsExactly(1L, 2L, 3L, 4L);
    assertThat(values("items", "a")).containsExactly(1L, null, null, null);
    assertThat(columns("items")).containsExactly("id", "a");
    assertThat(refused.values()).isEqualTo(3);
    assertThat(refused.rows()).isEqualTo(2);
    assertThat(refused.reasons())
        .containsEntry("$.b: column 'b' of table 'items' is new (DISCARD_VALUE)", 2L)
        .containsEntry(
            "$.a: TEXT does not fit column 'a' of table 'items', which is BIGINT (DISCARD_VALUE)",
            1L)
        .containsEntry("$.k[]: table 'items__k' is new (DISCARD_VALUE)", 2L);
    assertThat(report.toString())
        .contains("refused by contract: 3 values, 2 rows, 0 items kept in quarantine");
  }

  @Test
  void aDiscardedRowTakesItsNestedRowsAlongAndChangesNoTable() {
    RunReport report =
        load(
            SchemaContract.of(ContractMode.DISCARD_ROW),
            "{\"id\":2,\"b\":1,\"l\":[{\"x\":9}]}{\"id\":3,\"l\":[{\"x\":8,\"y\":1},{\"x\":7}]}");

    assertThat(values("items", "id")).containsExactly(1L, 3L);
    assertThat(values("items__l", "x")).containsExactly(1L, 7L);
    assertThat(values("items__l", "_dlt_list_idx")).containsExactly(0L, 1L);
    assertThat(columns("items")).containsExactly("id", "a");
    assertThat(report.resource("items").refused().rows()).isEqualTo(2);
  }

  @Test
  void ofManyViolationsAllAreCountedAndTheFirstHundredKept() {
    RefusalReport refused =
        load(SchemaContract.of(ContractMode.DISCARD_ROW), "{\"id\":2,\"b\":1}".repeat(250))
            .resource("items")
            .refused();

    assertThat(refused.rows()).isEqualTo(250);
    assertThat(refused.reasons().values()).containsExactly(250L);
    assertThat(refused.violations()).hasSize(100);
    assertThat(refused.violations().get(99).item()).isEqualTo(100);
  }

  @Test
  void theContractOfTheRunCountsMoreThanTheResourcesAndThatMoreThanThePipelines() {
    SchemaContract discard = SchemaContract.of(ContractMode.DISCARD_ROW);
    pipeline(discard).run(source(null, "{\"id\":2,\"b\":1}"));
    assertThat(values("items", "id")).containsExactly(1L);

    pipeline(discard).run(source(EVOLVE, "{\"id\":3,\"c\":1}"));
    assertThat(values("items", "id")).containsExactly(1L, 3L);

    pipeline(EVOLVE)
        .run(source(EVOLVE, "{\"id\":4,\"d\":1}"), RunOptions.defaults().withContract(discard));
    assertThat(values("items", "id")).containsExactly(1L, 3L);
  }

  @Test
  void aStoredContractHoldsOnUntilAnotherIsSaid() {
    load(SchemaContract.of(ContractMode.DISCARD_ROW), "{\"id\":2}");
    load(null, "{\"id\":3,\"b\":1}");
    assertThat(values("items", "id")).containsExactly(1L, 2L);

    load(EVOLVE, "{\"id\":4,\"b\":1}");
    assertThat(values("items", "id")).containsExactly(1L, 2L, 4L);
  }

  @Test
  void aDiscardedValueOfAKeyIsAnError() {
    Resource keyed =
        Resource.builder("keyed", (c, out) -> out.emitJson("{\"k\":1}{\"k\":\"x\"}"))
            .primaryKey("k")
            .contract(SchemaContract.of(ContractMode.DISCARD_VALUE).withTables(ContractMode.EVOLVE))
            .build();

    RunFailedException failed =
        catchThrowableOfType(
            RunFailedException.class, () -> pipeline(null).run(Source.of("p", keyed)));
    assertThat(failed.report().resource("keyed").cause().orElseThrow())
        .hasMessageContaining("column 'k' is null, but it is part of the primary key");
  }
}
