package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.Pipeline;
import dev.harbor.run.DropRequest;
import dev.harbor.run.Refresh;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunOptions;
import dev.harbor.run.RunReport;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import dev.harbor.state.ResourceState;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run forgets, and what a drop leaves. */
class RefreshAndDropIT {
  private final String dataset = PostgresServer.emptyDataset();
  private final Pipeline pipeline =
      Pipeline.builder("shop")
          .destination(PostgresDestination.of(PostgresServer.dataSource()))
          .dataset(dataset)
          .build();

  private static Resource resource(String name, String documents) {
    return Resource.builder(
            name,
            (context, emitter) -> {
              context.setState(
                  context
                      .state()
                      .with("runs", context.state().number("runs").orElse(0L) + 1)
                      .with("of", ResourceState.of(Map.of("a", 1L, "b", 2L))));
              emitter.emitJson(documents.replace('\'', '"'));
            })
        .incremental(Incremental.ofLong("id"))
        .build();
  }

  private static Source shop(String old) {
    return Source.of(
        "shop",
        resource("orders", "{'id':1%s,'lines':[1,2]} {'id':2,'lines':[3]}".formatted(old)),
        resource("people", "{'id':1%s}".formatted(old)));
  }

  private RunReport run(Source source, Refresh refresh, String... only) {
    return pipeline.run(source, RunOptions.defaults().withOnly(only).withRefresh(refresh));
  }

  @Test
  void dropResourcesLoadsThoseOfTheRunFromTheStartAndLeavesOthers() {
    pipeline.run(shop(",'old':true"));

    run(shop(""), Refresh.DROP_RESOURCES, "orders");

    assertThat(columns("orders")).doesNotContain("old");
    assertThat(rows("SELECT count(*) FROM %s.orders__lines")).containsExactly(3L);
    assertThat(columns("people")).contains("old");
    assertThat(state("orders").number("runs")).contains(1L);
    assertThat(state("people").number("runs")).contains(1L);
    pipeline.run(shop(""));
    assertThat(rows("SELECT count(*) FROM %s.orders")).as("nothing new").containsExactly(2L);
    assertThat(state("orders").number("runs")).contains(2L);
  }

  @Test
  void dropDataKeepsTablesAndColumns() {
    pipeline.run(shop(",'old':true"));
    Object before = rows("SELECT '%s.orders'::regclass::oid").get(0);

    run(shop(""), Refresh.DROP_DATA, "orders");

    assertThat(rows("SELECT '%s.orders'::regclass::oid")).containsExactly(before);
    assertThat(rows("SELECT count(*) FROM %s.orders WHERE old IS NULL")).containsExactly(2L);
    assertThat(rows("SELECT count(*) FROM %s.orders__lines")).containsExactly(3L);
    assertThat(rows("SELECT count(DISTINCT version_hash) FROM %s._dlt_version"))
        .as("versions: orders, then people")
        .containsExactly(2L);
    assertThat(state("orders").number("runs")).contains(1L);
  }

  @Test
  void dropSourcesDropsResourcesThatAreNotInTheRunToo() {
    pipeline.run(shop(",'old':true"));
    Pipeline other =
        Pipeline.builder("shop")
            .destination(PostgresDestination.of(PostgresServer.dataSource()))
            .dataset(dataset)
            .build();
    other.run(Source.of("elsewhere", resource("kept", "{'id':1}")));

    run(shop(""), Refresh.DROP_SOURCES, "orders");

    assertThat(tables()).containsExactly("kept", "orders", "orders__lines");
    assertThat(columns("orders")).doesNotContain("old");
    pipeline.run(shop(""));
    assertThat(columns("people")).doesNotContain("old");
    assertThat(state("people").number("runs")).contains(1L);
  }

  @ParameterizedTest
  @EnumSource(Refresh.class)
  void aRunThatFailsHasForgottenNothing(Refresh refresh) {
    pipeline.run(shop(",'old':true"));
    Source failing =
        Source.of(
            "shop",
            Resource.builder(
                    "orders",
                    (context, emitter) -> {
                      emitter.emitJson("{\"id\":3}");
                      throw new IllegalStateException("the shop is closed");
                    })
                .build());

    assertThatThrownBy(() -> run(failing, refresh)).isInstanceOf(RunFailedException.class);

    assertThat(columns("orders")).contains("old");
    assertThat(rows("SELECT count(*) FROM %s.orders")).containsExactly(2L);
    assertThat(tables()).contains("people");
    assertThat(state("orders").number("runs")).contains(1L);
  }

  @Test
  void aTypeMayChangeWithARefresh() {
    pipeline.run(Source.of("shop", resource("orders", "{'id':1,'v':1}")));
    run(Source.of("shop", resource("orders", "{'id':1,'v':'text'}")), Refresh.DROP_RESOURCES);

    assertThat(PostgresServer.columns(dataset, "orders")).containsEntry("v", "character varying");
  }

  @Test
  void aRefreshOfADatasetThatIsNotThereIsALoad() {
    for (Refresh refresh : Refresh.values()) {
      pipeline.drop("shop", DropRequest.everything());
      run(shop(""), refresh);
      assertThat(rows("SELECT count(*) FROM %s.orders")).containsExactly(2L);
    }
  }

  @Test
  void aViewOfTheUserStopsADropAndNothingIsChanged() {
    pipeline.run(shop(""));
    PostgresServer.execute(
        "CREATE VIEW %s.v AS SELECT id FROM %s.orders".formatted(dataset, dataset));

    assertThatThrownBy(() -> pipeline.drop("shop", DropRequest.of("orders")))
        .hasMessageContaining("other objects depend on");
    assertThat(rows("SELECT count(*) FROM %s.orders")).containsExactly(2L);
    assertThat(state("orders").number("runs")).contains(1L);
  }

  @Test
  void dropsTablesAndStateOfTheNamedResourcesAndTheNextRunLoadsThemAgain() {
    pipeline.run(shop(",'old':true"));

    assertThat(pipeline.drop("shop", DropRequest.of("orders")))
        .containsExactly("orders", "orders__lines");

    assertThat(tables()).containsExactly("people");
    assertThat(state("people").number("runs")).contains(1L);
    assertThat(pipeline.drop("shop", DropRequest.of("orders"))).as("again").isEmpty();
    pipeline.run(shop(""));
    assertThat(rows("SELECT count(*) FROM %s.orders")).containsExactly(2L);
    assertThat(columns("orders")).doesNotContain("old");
    assertThat(columns("people")).contains("old");
  }

  @Test
  void dropsByPatternTablesOnlyStateOnlyOrPathsOfTheState() {
    pipeline.run(shop(""));

    pipeline.drop("shop", DropRequest.matching(Pattern.compile("ord.*")).tablesOnly());
    assertThat(tables()).containsExactly("people");
    assertThat(state("orders").number("runs")).contains(1L);

    pipeline.drop("shop", DropRequest.of("people").stateOnly().withStatePaths("of.*", "nothing.x"));
    assertThat(state("people").child("of").isEmpty()).isTrue();
    assertThat(state("people").number("runs")).contains(1L);

    pipeline.drop("shop", DropRequest.of("people").stateOnly());
    assertThat(state("people").isEmpty()).isTrue();
    assertThat(tables()).containsExactly("people");

    assertThat(pipeline.drop("shop", DropRequest.of("nobody"))).isEmpty();
    assertThat(pipeline.drop("shop", DropRequest.everything())).containsExactly("people");
    assertThat(tables()).isEmpty();
    assertThat(rows("SELECT count(*) > 0 FROM %s._dlt_loads")).containsExactly(true);
  }

  private ResourceState state(String resource) {
    return PostgresDestination.of(PostgresServer.dataSource())
        .checkpoint(new dev.harbor.state.CheckpointKey(dataset, "shop", "shop", resource))
        .orElseThrow()
        .state();
  }

  private List<String> columns(String table) {
    return List.copyOf(PostgresServer.columns(dataset, table).keySet());
  }

  private List<String> tables() {
    return PostgresServer.query(
            "SELECT tablename::text FROM pg_tables WHERE schemaname = '%s' AND tablename NOT LIKE '\\_dlt%%' ORDER BY 1"
                .formatted(dataset))
        .stream()
        .map(row -> String.valueOf(row.get(0)))
        .toList();
  }

  private List<Object> rows(String sql) {
    return PostgresServer.query(sql.replace("%s", dataset)).stream()
        .map(row -> java.util.Objects.<Object>requireNonNull(row.get(0)))
        .toList();
  }
}
