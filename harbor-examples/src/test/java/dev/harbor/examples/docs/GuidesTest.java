package dev.harbor.examples.docs;

import static dev.harbor.testkit.HarborAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.Pipeline;
import dev.harbor.destination.Destination;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.run.LoadedRows;
import dev.harbor.run.RetryPolicy;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunOptions;
import dev.harbor.run.RunReport;
import dev.harbor.run.SegmentLimits;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.source.OnMissingCursor;
import dev.harbor.source.Resource;
import dev.harbor.source.RowOrder;
import dev.harbor.source.Source;
import dev.harbor.source.TimeWindow;
import dev.harbor.testkit.FaultyDestination;
import dev.harbor.testkit.RecordingEmitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code of the guides that is no example of its own. */
final class GuidesTest {
  private final InMemoryDestination memory = new InMemoryDestination();

  @Test
  void itemsAtHandNeedNoSource() {
    // tag::items-at-hand[]
    Pipeline pipeline = Pipeline.builder("planets").destination(memory).build();
    RunOptions byName =
        RunOptions.defaults().withPrimaryKey("name").withDisposition(WriteDisposition.MERGE);
    pipeline.run("planets", List.of(Map.of("name", "Mars", "moons", 2)), byName);
    // end::items-at-hand[]
    pipeline.run("planets", List.of(Map.of("name", "Mars", "moons", 3)), byName);

    assertThat(memory.rows("planets_dataset", "planets"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("moons", 3L));
  }

  @Test
  void hintsOfSomebodyElsesSourceAreChanged() {
    Source source = readings(4);

    // tag::change-hints[]
    Source changed =
        source.with(
            "readings",
            readings ->
                readings.table("sensor_readings").filter(item -> !Map.of("n", 2L).equals(item)));
    // end::change-hints[]

    assertThat(run(memory, changed)).hasInserted("sensor_readings", 3);
  }

  @Test
  void aLongRunCommitsInBetween() {
    Source source = readings(10);

    // tag::segments[]
    Pipeline pipeline =
        Pipeline.builder("sensors")
            .destination(memory)
            .segmentLimits(SegmentLimits.ofRows(4))
            .build();
    RunReport report = pipeline.run(source);
    // end::segments[]

    assertThat(report).hasLoaded("readings", 3).hasInserted("readings", 10);
  }

  // tag::ascending[]
  static Source readings(int count) {
    Incremental<Long> n = Incremental.ofLong("n").order(RowOrder.ASCENDING);
    return Source.of(
        "sensors",
        Resource.builder(
                "readings",
                (context, emitter) -> {
                  long first = context.startOf(n).map(last -> last + 1).orElse(1L);
                  for (long i = first; i <= count; i++) {
                    emitter.emit(Map.of("n", i));
                  }
                })
            .incremental(n)
            .build());
  }

  // end::ascending[]

  @Test
  void aCursorReadsAgainWhatComesLateAndABackfillLeavesItAlone() {
    String page =
        "[{\"id\": 1, \"at\": \"2026-01-01T10:00:00Z\"}, {\"id\": 2, \"at\": \"2026-01-02T10:00:00Z\"}]";

    // tag::lag[]
    Incremental<Instant> changed =
        Incremental.ofInstant("at")
            .lag(Duration.ofHours(1))
            .settling(Duration.ofMinutes(5))
            .onMissing(OnMissingCursor.EXCLUDE);
    Resource tickets =
        Resource.builder("tickets", (context, emitter) -> emitter.emitJson(page))
            .disposition(WriteDisposition.MERGE)
            .primaryKey("id")
            .incremental(changed)
            .build();
    // end::lag[]

    Source source = Source.of("desk", tickets);
    Pipeline pipeline = Pipeline.builder("desk").destination(memory).build();

    // tag::backfill[]
    Instant first = Instant.parse("2026-01-01T00:00:00Z");
    RunOptions day =
        RunOptions.defaults().withWindow(TimeWindow.of(first, first.plus(Duration.ofDays(1))));
    RunReport backfill = pipeline.run(source, day);
    // end::backfill[]

    assertThat(backfill).hasInserted("tickets", 1);
    assertThat(pipeline.run(source)).hasInserted("tickets", 1);
  }

  @Test
  void anExtractorNamesACursorOfItsOwn() {
    // tag::moved[]
    Resource pages =
        Resource.builder(
                "pages",
                (context, emitter) -> {
                  long page = context.state().number("page").orElse(0L);
                  emitter.emit(Map.of("page", page));
                  context.setState(context.state().with("page", page + 1));
                  context.moved("page", page, page + 1);
                })
            .build();
    // end::moved[]

    assertThat(run(memory, Source.of("api", pages)).toString()).contains("cursor page: 0 -> 1");
  }

  @Test
  void anExtractorKeepsStateOfItsOwn() {
    List<String> pages = List.of("[{\"n\": 1}, {\"n\": 2}]", "[{\"n\": 3}]");

    // tag::own-state[]
    Resource events =
        Resource.builder(
                "events",
                (context, emitter) -> {
                  long page = context.state().number("next_page").orElse(0L);
                  while (page < pages.size()) {
                    emitter.emitJson(pages.get((int) page));
                    page++;
                    context.setState(context.state().with("next_page", page));
                    emitter.checkpoint();
                  }
                })
            .build();
    // end::own-state[]

    assertThat(run(memory, Source.of("api", events))).hasInserted("events", 3);
    assertThat(run(memory, Source.of("api", events))).foundNothingNew();
  }

  @Test
  void aNextStepReadsWhatWasLoaded() {
    List<Object> numbers = new ArrayList<>();

    // tag::rows[]
    Pipeline pipeline = Pipeline.builder("sensors").destination(memory).build();
    RunReport report = pipeline.run(readings(3));
    LoadedRows loaded = pipeline.rows(report.loadIds());
    loaded.forEach("readings", row -> numbers.add(row.get("n")));
    // end::rows[]

    assertThat(numbers).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  // tag::test-source[]
  @Test
  void loadsOnlyWhatIsNewOnTheSecondRun() {
    InMemoryDestination memory = new InMemoryDestination();

    assertThat(run(memory, readings(3))).hasInserted("readings", 3);
    assertThat(run(memory, readings(3))).foundNothingNew();
    assertThat(run(memory, readings(5))).hasInserted("readings", 2);

    assertThat(memory.rows("raw", "readings")).extracting(row -> row.get("n")).contains(1L, 5L);
  }

  static RunReport run(Destination destination, Source source) {
    return Pipeline.builder("test")
        .destination(destination)
        .dataset("raw")
        .retryPolicy(RetryPolicy.none())
        .build()
        .run(source);
  }

  // end::test-source[]

  // tag::test-fault[]
  @Test
  void aCommitWhoseAnswerIsLostIsNotRepeated() {
    InMemoryDestination memory = new InMemoryDestination();
    FaultyDestination dying = FaultyDestination.wrapping(memory).failingAfterCommit(1);

    assertThatThrownBy(() -> run(dying, readings(3))).isInstanceOf(RunFailedException.class);
    run(memory, readings(5));

    assertThat(memory.rows("raw", "readings"))
        .extracting(row -> row.get("n"))
        .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
  }

  // end::test-fault[]

  // tag::test-extractor[]
  @Test
  void anExtractorIsTestedAlone() throws Exception {
    RecordingEmitter recorded = new RecordingEmitter(Clock.systemUTC());

    readings(2).resources().get(0).extractor().extract(recorded, recorded);

    assertThat(recorded.items()).containsExactly(Map.of("n", 1L), Map.of("n", 2L));
  }

  // end::test-extractor[]
}
