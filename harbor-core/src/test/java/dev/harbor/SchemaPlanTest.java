package dev.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.contract.SchemaContract;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.run.SchemaPlan;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import org.junit.jupiter.api.Test;

/** What a run would change, without changing it. */
class SchemaPlanTest {
  private final InMemoryDestination memory = new InMemoryDestination();
  private final Pipeline pipeline =
      Pipeline.builder("p").destination(memory).dataset("raw").build();

  private static Source source(SchemaContract contract, String json) {
    return Source.of(
        "s",
        Resource.builder("items", (c, out) -> out.emitJson(json))
            .incremental(Incremental.ofLong("id"))
            .contract(contract)
            .build());
  }

  @Test
  void namesNewTablesAndColumnsAndChangesNothing() {
    pipeline.run(source(SchemaContract.evolve(), "{\"id\":1,\"a\":1}"));
    Source next = source(SchemaContract.evolve(), "{\"id\":2,\"a\":\"x\",\"k\":[{\"y\":1.5}]}");

    SchemaPlan plan = pipeline.plan(next);

    assertThat(plan.isEmpty()).isFalse();
    assertThat(plan.toString())
        .isEqualTo(
            """
            Plan of pipeline 'p': source 's' into dataset 'raw'
            items: 1 items read
              + table items__k (y double, _dlt_parent_id text not null, _dlt_list_idx bigint not null, _dlt_id text not null)
              + column items.a__v_text text
            """);
    assertThat(memory.tables("raw")).containsExactly("items");
    assertThat(memory.rows("raw", "items")).hasSize(1);
    assertThat(pipeline.run(next).resource("items").itemsDiscarded()).isZero();
    assertThat(pipeline.plan(next).toString()).contains("nothing would change");
  }

  @Test
  void tellsThatAResourceWouldFail() {
    pipeline.run(source(SchemaContract.evolve(), "{\"id\":1,\"a\":1}"));

    SchemaPlan plan = pipeline.plan(source(SchemaContract.freeze(), "{\"id\":2,\"b\":1}"));

    assertThat(plan.resources().get(0).cause().orElseThrow())
        .hasMessageContaining("Cannot add column 'b' to table 'items'");
    assertThat(plan.toString()).contains("  ! Cannot add column 'b'");
  }

  @Test
  void ofAFirstRunEverythingIsNew() {
    SchemaPlan plan = pipeline.plan(source(SchemaContract.evolve(), "{\"id\":1}"));

    assertThat(plan.resources().get(0).changes().addedTables())
        .singleElement()
        .satisfies(table -> assertThat(table.name()).isEqualTo("items"));
    assertThat(memory.tables("raw")).isEmpty();
  }
}
