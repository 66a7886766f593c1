package dev.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.contract.ContractMode;
import dev.harbor.contract.SchemaContract;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.run.DropRequest;
import dev.harbor.run.Refresh;
import dev.harbor.run.RunOptions;
import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TypeInference;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a quarantine must not do to the rows that are in the tables, and to what it keeps. */
class QuarantineSafetyTest {
  private static final SchemaContract KEEP =
      SchemaContract.of(ContractMode.QUARANTINE).withTables(ContractMode.EVOLVE);

  private final InMemoryDestination memory = new InMemoryDestination();
  private final Pipeline pipeline =
      Pipeline.builder("p").destination(memory).dataset("raw").build();

  private static Source items(String json, UnaryOperator<Resource.Builder> hints) {
    return Source.of(
        "s",
        hints
            .apply(Resource.builder("items", (c, out) -> out.emitJson(json)).contract(KEEP))
            .build());
  }

  private static Source posts(String json, boolean contractHolds) {
    Resource posts =
        Resource.builder("posts", (c, out) -> out.emitJson(json))
            .contract(contractHolds ? KEEP : SchemaContract.evolve())
            .build();
    Resource comments =
        Resource.dependent("comments", (post, c, out) -> out.emitJson("{\"n\":1}"))
            .disposition(WriteDisposition.REPLACE)
            .dependsOn(posts)
            .build();
    return Source.of("s", posts, comments);
  }

  private List<@Nullable Object> values(String table, String column) {
    return memory.rows("raw", table).stream().map(row -> row.get(column)).toList();
  }

  @Test
  void aReplayOfASliceIsRefused() {
    UnaryOperator<Resource.Builder> slices =
        r ->
            r.disposition(WriteDisposition.MERGE)
                .strategy(MergeStrategy.DELETE_INSERT)
                .mergeKey("day");
    pipeline.run(items("{\"day\":1,\"v\":1}{\"day\":1,\"v\":2}", slices));
    pipeline.run(items("{\"day\":1,\"v\":1}{\"day\":1,\"v\":2}{\"day\":1,\"v\":\"bad\"}", slices));
    Source evolved = items("[]", r -> slices.apply(r).contract(SchemaContract.evolve()));

    assertThatThrownBy(() -> pipeline.quarantine().replay(evolved))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot replay resource 'items': 'items' loads as a whole");
    assertThat(values("items", "v")).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void aReplayOfAnItemWhoseDependentsAreReplacedIsRefused() {
    pipeline.run(posts("{\"id\":1}", true));
    pipeline.run(posts("{\"id\":2}{\"id\":\"bad\"}", true));

    assertThatThrownBy(() -> pipeline.quarantine().replay(posts("[]", false)))
        .hasMessageContaining("'comments' loads as a whole");
    assertThat(values("comments", "n")).hasSize(2);
  }

  @Test
  void aReplacedDependentLeavesWhatIsKeptOfItsRootAlone() {
    pipeline.run(posts("{\"id\":1}", true));
    pipeline.run(posts("{\"id\":\"bad\"}", true));

    pipeline.run(posts("{\"id\":3}", true));

    assertThat(pipeline.quarantine().count()).isEqualTo(1);
  }

  @Test
  void whatARefreshForgetsIsNotKeptTwice() {
    String json = "{\"id\":1}{\"id\":\"bad\"}";
    for (int i = 0; i < 2; i++) {
      pipeline.run(
          items(json, r -> r.column("id", DataType.BIGINT)),
          RunOptions.defaults().withRefresh(Refresh.DROP_DATA));
    }

    assertThat(pipeline.quarantine().count()).isEqualTo(1);
  }

  @Test
  void whatIsKeptOfADroppedResourceGoesWithIt() {
    pipeline.run(items("{\"id\":1}", r -> r));
    pipeline.run(items("{\"id\":\"bad\"}", r -> r));

    pipeline.drop("s", DropRequest.of("items"));

    assertThat(pipeline.quarantine().count()).isZero();
  }

  @Test
  void aKeptItemDecidesNoTypeOfItsColumns() {
    Pipeline nulls =
        Pipeline.builder("p")
            .destination(memory)
            .dataset("raw")
            .inference(TypeInference.defaults().creatingNullsAsText())
            .build();

    nulls.run(items("{\"id\":null}{\"id\":1}", r -> r.primaryKey("id")));

    assertThat(values("items", "id")).containsExactly(1L);
    assertThat(nulls.quarantine().count()).isEqualTo(1);
  }

  @Test
  void anItemWithoutARequiredValueIsKept() {
    UnaryOperator<Resource.Builder> required =
        r -> r.column("n", ColumnDeclaration.of(DataType.BIGINT).required());

    pipeline.run(items("{\"n\":1}{\"m\":2}{\"n\":null}", required));

    assertThat(values("items", "n")).containsExactly(1L);
    assertThat(pipeline.quarantine().count()).isEqualTo(2);
  }

  @Test
  void anItemWhoseKeyIsOfAnotherTypeIsKeptThoughTypesMayChange() {
    SchemaContract typesEvolve = KEEP.withDataTypes(ContractMode.EVOLVE);
    pipeline.run(items("{\"id\":1}", r -> r.primaryKey("id").contract(typesEvolve)));

    pipeline.run(items("{\"id\":\"x\"}{\"id\":2}", r -> r.primaryKey("id").contract(typesEvolve)));

    assertThat(values("items", "id")).containsExactly(1L, 2L);
    assertThat(pipeline.quarantine().count()).isEqualTo(1);
  }
}
