package dev.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.contract.ContractMode;
import dev.harbor.contract.QuarantinedRow;
import dev.harbor.contract.SchemaContract;
import dev.harbor.destination.DatasetReader.Kept;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.run.RunReport;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept out of tables, and how it comes back. */
class QuarantineTest {
  private static final SchemaContract KEEP =
      SchemaContract.of(ContractMode.QUARANTINE).withTables(ContractMode.EVOLVE);

  private final InMemoryDestination memory = new InMemoryDestination();
  private final Pipeline pipeline =
      Pipeline.builder("p").destination(memory).dataset("raw").build();

  private static Source source(SchemaContract contract, String json) {
    return Source.of(
        "s", Resource.builder("items", (c, out) -> out.emitJson(json)).contract(contract).build());
  }

  private static Source merged(SchemaContract contract, String json) {
    return source(contract, json)
        .with("items", items -> items.primaryKey("id").disposition(WriteDisposition.MERGE));
  }

  private List<@Nullable Object> values(String table, String column) {
    return memory.rows("raw", table).stream().map(row -> row.get(column)).toList();
  }

  private List<String> kept() {
    return pipeline.quarantine().items().stream().map(Kept::row).map(QuarantinedRow::json).toList();
  }

  @Test
  void keepsTheItemWholeWithTablePathReasonAndLoad() {
    pipeline.run(source(KEEP, "{\"id\":1,\"l\":[{\"x\":1}]}"));
    RunReport report =
        pipeline.run(
            source(
                KEEP,
                "{\"id\":2,\"d\":1.5,\"l\":[{\"x\":2}]} {\"id\":3,\"l\":[{\"x\":3},{\"x\":\"a\"}]} {\"id\":4}"));

    assertThat(values("items", "id")).containsExactly(1L, 4L);
    assertThat(values("items__l", "x")).containsExactly(1L);
    List<Kept> items = pipeline.quarantine().items();
    assertThat(items).hasSize(2);
    assertThat(items.get(0).loadId()).isEqualTo(report.loadIds().get(0));
    assertThat(items.get(0).row())
        .isEqualTo(
            new QuarantinedRow(
                "items",
                "items",
                "$.d",
                "column 'd' of table 'items': found 1.5 of type DOUBLE, expected no new column",
                null,
                "{\"id\":2,\"d\":1.5,\"l\":[{\"x\":2}]}"));
    assertThat(items.get(1).row().table()).isEqualTo("items__l");
    assertThat(items.get(1).row().path()).isEqualTo("$.l[1].x");
    assertThat(report.resource("items").refused().items()).isEqualTo(2);
    assertThat(report.toString()).contains("2 items kept in quarantine");
  }

  @Test
  void replaysWhatTheContractAllowsNowAndKeepsTheRest() {
    pipeline.run(merged(KEEP, "{\"id\":1,\"a\":1}"));
    pipeline.run(merged(KEEP, "{\"id\":1,\"b\":\"new\"}{\"id\":2,\"a\":\"x\",\"k\":[{\"y\":1}]}"));
    assertThat(values("items", "id")).containsExactly(1L);

    SchemaContract types = KEEP.withColumns(ContractMode.EVOLVE);
    RunReport report = pipeline.quarantine().replay(merged(types, "{\"id\":99}"));
    assertThat(report.resource("items").itemsRead()).isEqualTo(2);
    assertThat(values("items", "b")).containsExactly("new");
    assertThat(kept()).hasSize(1);
    assertThat(kept().get(0)).startsWith("{\"id\":2,\"a\":\"x\",\"k\":[{\"y\":1}]");

    pipeline.quarantine().replay(merged(SchemaContract.evolve(), "{\"id\":99}"));
    assertThat(values("items", "id")).containsExactly(1L, 2L);
    assertThat(values("items", "a__v_text")).containsExactly(null, "x");
    assertThat(values("items__k", "y")).containsExactly(1L);
    assertThat(pipeline.quarantine().count()).isZero();
  }

  @Test
  void forgetsWhatIsNotWanted() {
    pipeline.run(source(KEEP, "{\"id\":1}"));
    pipeline.run(source(KEEP, "{\"id\":2,\"b\":1}{\"id\":3,\"b\":1}"));

    assertThat(pipeline.quarantine().clear()).isEqualTo(2);
    assertThat(pipeline.quarantine().count()).isZero();
    assertThat(values("items", "id")).containsExactly(1L);
  }

  @Test
  void keepsItemsWhoseKeyIsMissingOrNull() {
    RunReport report =
        pipeline.run(merged(KEEP, "{\"id\":1}{\"id\":null,\"a\":1}{\"a\":2}{\"id\":4}"));

    assertThat(values("items", "id")).containsExactly(1L, 4L);
    assertThat(pipeline.quarantine().items())
        .extracting(item -> item.row().reason())
        .containsExactly(
            "column 'id' of table 'items': found null, expected a value that the table can hold",
            "column 'id' of table 'items': found no value, expected a value that the table can hold");
    assertThat(report.resource("items").refused().items()).isEqualTo(2);
  }

  @Test
  void manyItemsAreKeptBeyondMemory() {
    pipeline.run(source(KEEP, "{\"id\":0}"));
    String text = "x".repeat(1_000);
    StringBuilder json = new StringBuilder();
    for (int i = 1; i <= 2_000; i++) {
      json.append("{\"id\":").append(i).append(",\"b\":\"").append(text).append("\"}");
    }
    pipeline.run(source(KEEP, json.toString()));

    assertThat(kept()).hasSize(2_000);
    assertThat(kept().get(1_999)).isEqualTo("{\"id\":2000,\"b\":\"" + text + "\"}");
  }

  @Test
  void aReplacedResourceKeepsOnlyWhatItsLastRunRefusedAndIsNotReplayed() {
    String first = "{\"id\":1}";
    Source replaced =
        source(KEEP, first).with("items", items -> items.disposition(WriteDisposition.REPLACE));
    pipeline.run(replaced);
    pipeline.run(
        source(KEEP, "{\"id\":2,\"b\":1}{\"id\":3}")
            .with("items", items -> items.disposition(WriteDisposition.REPLACE)));
    assertThat(pipeline.quarantine().count()).isEqualTo(1);
    assertThatThrownBy(() -> pipeline.quarantine().replay(replaced))
        .hasMessage(
            "Cannot replay resource 'items': 'items' loads as a whole, so that what a load does not bring counts as gone. Run it again instead");

    pipeline.run(replaced);
    assertThat(pipeline.quarantine().count()).isZero();
  }
}
