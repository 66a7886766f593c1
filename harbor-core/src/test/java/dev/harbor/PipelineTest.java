package dev.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.error.SourceException;
import dev.harbor.run.ResourceReport.Outcome;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunOptions;
import dev.harbor.run.RunReport;
import dev.harbor.run.SegmentLimits;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Extractor;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.RowOrder;
import dev.harbor.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private final InMemoryDestination memory = new InMemoryDestination();

  private Pipeline pipeline() {
    return Pipeline.builder("test").destination(memory).dataset("raw").build();
  }

  private static Source source(Extractor extractor) {
    return Source.of("s", Resource.builder("items", extractor).build());
  }

  private List<Object> values(String table, String column) {
    return memory.rows("raw", table).stream().map(row -> row.get(column)).toList();
  }

  @Test
  void loadsMapsIntoATableOfTheResourcesName() {
    RunReport report =
        pipeline().run(source((c, out) -> out.emit(Map.of("id", 1, "tags", List.of("a", "b")))));

    assertThat(values("items", "id")).containsExactly(1L);
    assertThat(values("items__tags", "value")).containsExactly("a", "b");
    assertThat(report.resource("items").outcome()).isEqualTo(Outcome.LOADED);
    assertThat(report.toString()).contains("items", "items__tags", "2 inserted");
  }

  @Test
  void emitsJsonLinesArraysAndSingleDocuments() {
    pipeline()
        .run(
            source(
                (c, out) -> {
                  out.emitJson("{\"id\":1}\n{\"id\":2} {\"id\":3}");
                  out.emitJson("[{\"id\":4},{\"id\":5}]");
                }));

    assertThat(values("items", "id")).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void loadsOnlyWhatIsNewOnTheSecondRun() {
    Resource items =
        Resource.builder(
                "items", (c, out) -> out.emitJson("[{\"id\":1,\"n\":1},{\"id\":2,\"n\":2}]"))
            .incremental(Incremental.ofLong("n"))
            .build();
    pipeline().run(Source.of("s", items));
    Source more =
        Source.of("s", items)
            .with(
                "items",
                r ->
                    Resource.builder(
                            "items",
                            (c, out) ->
                                out.emitJson(
                                    "[{\"id\":2,\"n\":2},{\"id\":3,\"n\":2},{\"id\":4,\"n\":3}]"))
                        .incremental(Incremental.ofLong("n")));

    RunReport report = pipeline().run(more);

    assertThat(values("items", "id")).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    assertThat(report.resource("items").cursorMovement())
        .hasValueSatisfying(
            cursor -> {
              assertThat(cursor.from()).isEqualTo("2");
              assertThat(cursor.to()).isEqualTo("3");
            });
    assertThat(pipeline().run(more).isEmpty()).isTrue();
  }

  @Test
  void aFailingExtractorLeavesNothingBehind() {
    Source failing =
        source(
            (c, out) -> {
              out.emit(Map.of("id", 1));
              throw new java.io.IOException("gone");
            });

    assertThatThrownBy(() -> pipeline().run(failing))
        .isInstanceOf(RunFailedException.class)
        .hasCauseInstanceOf(SourceException.class);
    assertThat(memory.tables("raw")).isEmpty();
  }

  @Test
  void mergesByPrimaryKeyAndReplacesChildren() {
    Resource posts =
        Resource.builder(
                "posts", (c, out) -> out.emitJson("[{\"id\":1,\"l\":[1,2]},{\"id\":2,\"l\":[3]}]"))
            .disposition(WriteDisposition.MERGE)
            .primaryKey("id")
            .build();
    pipeline().run(Source.of("s", posts));
    Resource changed =
        Resource.builder("posts", (c, out) -> out.emitJson("{\"id\":1,\"l\":[9]}"))
            .disposition(WriteDisposition.MERGE)
            .primaryKey("id")
            .build();

    pipeline().run(Source.of("s", changed));

    assertThat(values("posts", "id")).containsExactlyInAnyOrder(1L, 2L);
    assertThat(values("posts__l", "value")).containsExactlyInAnyOrder(9L, 3L);
  }

  @Test
  void cutsSegmentsBetweenCursorValuesOfAnAscendingResource() {
    Resource items =
        Resource.builder(
                "items",
                (c, out) -> {
                  for (int i = 0; i < 10; i++) {
                    out.emit(Map.of("n", i / 2));
                  }
                })
            .incremental(Incremental.ofLong("n").order(RowOrder.ASCENDING))
            .build();
    Pipeline pipeline =
        Pipeline.builder("test")
            .destination(memory)
            .dataset("raw")
            .segmentLimits(SegmentLimits.ofRows(3))
            .build();

    RunReport report = pipeline.run(Source.of("s", items));

    assertThat(report.loadIds()).hasSize(3);
    assertThat(values("items", "n")).hasSize(10);
  }

  @Test
  void readsDependentsPerItemOfTheirParent() {
    Resource posts =
        Resource.builder("posts", (c, out) -> out.emitJson("[{\"id\":1},{\"id\":2}]")).build();
    Resource comments =
        Resource.dependent(
                "comments",
                (post, c, out) -> out.emit(Map.of("post", ((Map<?, ?>) post).get("id"))))
            .dependsOn(posts)
            .build();

    pipeline().run(Source.of("s", posts, comments));

    assertThat(values("comments", "post")).containsExactly(1L, 2L);
  }

  @Test
  void runsLanesInParallelAndKeepsTheirOrderInTheReport() {
    List<Resource> resources = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int n = i;
      resources.add(Resource.builder("r" + i, (c, out) -> out.emit(Map.of("n", n))).build());
    }
    Pipeline pipeline =
        Pipeline.builder("test").destination(memory).dataset("raw").parallelism(4).build();

    RunReport report = pipeline.run(Source.of("s", resources.toArray(new Resource[0])));

    assertThat(report.resources()).extracting(r -> r.resource()).startsWith("r0", "r1", "r2");
    assertThat(memory.tables("raw")).hasSize(8);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("harbor-test"));
  }

  @Test
  void filtersMapsAndLimitsItems() {
    AtomicInteger emitted = new AtomicInteger();
    Resource numbers =
        Resource.builder(
                "numbers",
                (c, out) -> {
                  boolean more = true;
                  for (int i = 0; more; i++) {
                    emitted.incrementAndGet();
                    more = out.emit(i);
                  }
                })
            .filter(item -> ((Integer) item) % 2 == 0)
            .map(item -> ((Integer) item) * 10)
            .limit(3)
            .build();

    pipeline().run(Source.of("s", numbers));

    assertThat(values("numbers", "value")).containsExactly(0L, 20L, 40L);
    assertThat(emitted.get()).isLessThan(8);
  }

  @Test
  void loadsAnIterableWithSettingsOfTheRun() {
    pipeline()
        .run(
            "people",
            List.of(Map.of("id", 1, "name", "Ada"), Map.of("id", 1, "name", "Ada L.")),
            RunOptions.defaults()
                .withTable("persons")
                .withPrimaryKey("id")
                .withDisposition(WriteDisposition.MERGE));

    assertThat(values("persons", "name")).containsExactly("Ada L.");
  }

  @Test
  void refusesMergeWithoutAKey() {
    assertThatThrownBy(
            () ->
                Resource.builder("posts", (c, out) -> {})
                    .disposition(WriteDisposition.MERGE)
                    .build())
        .hasMessage(
            "Cannot build resource 'posts': write disposition MERGE needs a primary key; call primaryKey(...)");
  }

  @Test
  void readsBackWhatARunLoaded() {
    pipeline().run(source((c, out) -> out.emitJson("{\"id\":1,\"l\":[1,2]}")));

    RunReport second = pipeline().run(source((c, out) -> out.emitJson("{\"id\":2,\"l\":[3]}")));

    List<Object> ids = new ArrayList<>();
    List<Object> nested = new ArrayList<>();
    pipeline().rows(second.loadIds()).forEach("items", row -> ids.add(row.get("id")));
    pipeline().rows(second.loadIds()).forEach("items__l", row -> nested.add(row.get("value")));
    assertThat(ids).containsExactly(2L);
    assertThat(nested).containsExactly(3L);
    assertThatThrownBy(() -> pipeline().rows(second.loadIds()).open("other"))
        .hasMessageContaining("Cannot read table 'other' of dataset 'raw'");
  }
}
