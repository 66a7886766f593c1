package dev.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.run.ResourceReport.CursorMovement;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunReport;
import dev.harbor.run.SegmentLimits;
import dev.harbor.source.Extractor;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The report tells how far every cursor came, and only what was committed. */
class CursorReportTest {
  private final InMemoryDestination memory = new InMemoryDestination();

  private Pipeline pipeline() {
    return Pipeline.builder("test")
        .destination(memory)
        .dataset("raw")
        .segmentLimits(SegmentLimits.ofRows(2))
        .build();
  }

  private static Source source(Extractor extractor) {
    return Source.of("s", Resource.builder("items", extractor).build());
  }

  @Test
  void anExtractorNamesTheWayOfACursorOfItsOwn() {
    RunReport report =
        pipeline()
            .run(
                source(
                    (context, out) -> {
                      out.emit(1);
                      context.moved("r/java/new", "t3_a", "t3_b");
                      context.moved("r/kotlin/new", null, "t3_z");
                      context.moved("r/java/new", "t3_b", "t3_c");
                    }));

    assertThat(report.resource("items").cursors())
        .containsExactly(
            new CursorMovement("r/java/new", "t3_a", "t3_c"),
            new CursorMovement("r/kotlin/new", "", "t3_z"));
    assertThat(report.toString())
        .contains("  cursor r/java/new: t3_a -> t3_c\n  cursor r/kotlin/new: none -> t3_z\n");
  }

  @Test
  void theDeclaredCursorComesFirst() {
    Source source =
        Source.of(
            "s",
            Resource.builder(
                    "items",
                    (context, out) -> {
                      context.moved("pages", 1, 2);
                      out.emit(Map.of("n", 7));
                    })
                .incremental(Incremental.ofLong("n").startingAt(3L))
                .build());

    assertThat(pipeline().run(source).resource("items").cursors())
        .containsExactly(new CursorMovement("n", "3", "7"), new CursorMovement("pages", "1", "2"));
  }

  @Test
  void aFailedRunTellsOnlyWhatItCommitted() {
    Source source =
        Source.of(
            "s",
            Resource.builder(
                    "items",
                    (context, out) -> {
                      for (int n = 1; n <= 5; n++) {
                        out.emit(Map.of("n", n));
                        context.moved("page", 0, n);
                        out.checkpoint();
                      }
                      throw new java.io.IOException("gone");
                    })
                .incremental(Incremental.ofLong("n"))
                .build());

    RunFailedException failed =
        catchThrowableOfType(RunFailedException.class, () -> pipeline().run(source));

    assertThat(failed.report().resource("items").cursors())
        .containsExactly(new CursorMovement("n", "", "4"), new CursorMovement("page", "0", "4"));
  }

  @Test
  void manyCursorsAndLongValuesAreShortenedInTheText() {
    RunReport report =
        pipeline()
            .run(
                source(
                    (context, out) -> {
                      out.emit(1);
                      for (int i = 0; i < 1_005; i++) {
                        context.moved("c" + i, null, "x".repeat(100));
                      }
                    }));

    assertThat(report.resource("items").cursors()).hasSize(1_000);
    List<String> lines = report.toString().lines().filter(line -> line.contains("cursor")).toList();
    assertThat(lines)
        .hasSize(9)
        .startsWith("  cursor c0: none -> " + "x".repeat(60) + "...")
        .endsWith("  and 992 cursors more");
  }
}
