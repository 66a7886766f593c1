package dev.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.Destination;
import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.error.RetryableDestinationException;
import dev.harbor.error.SourceException;
import dev.harbor.error.StaleCheckpointException;
import dev.harbor.run.ResourceReport.Outcome;
import dev.harbor.run.RetryPolicy;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunReport;
import dev.harbor.run.SegmentLimits;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Extractor;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a lane does when something is large, fails, or comes at once. */
class LaneTest {
  private final InMemoryDestination memory = new InMemoryDestination();

  private static Source source(Extractor extractor) {
    return Source.of("s", Resource.builder("items", extractor).build());
  }

  private Pipeline.Builder pipelineTo(Destination destination) {
    return Pipeline.builder("test")
        .destination(destination)
        .dataset("raw")
        .retryPolicy(RetryPolicy.immediate(2));
  }

  /** Fails the first loads, before or after the wrapped destination stored them. */
  private static final class Failing implements Destination {
    private final Destination wrapped;
    private final boolean afterwards;
    private int failures;

    Failing(Destination wrapped, int failures, boolean afterwards) {
      this.wrapped = wrapped;
      this.failures = failures;
      this.afterwards = afterwards;
    }

    @Override
    public String name() {
      return wrapped.name();
    }

    @Override
    public DestinationCapabilities capabilities() {
      return wrapped.capabilities();
    }

    @Override
    public Optional<Checkpoint> checkpoint(CheckpointKey key) {
      return wrapped.checkpoint(key);
    }

    @Override
    public LoadReceipt load(LoadPackage load) {
      if (failures-- > 0) {
        if (afterwards) {
          wrapped.load(load);
        }
        throw new RetryableDestinationException(
            "Cannot reach the destination: the line is cut", null);
      }
      return wrapped.load(load);
    }
  }

  @Test
  void rowsBeyondTheMemoryBudgetComeBackFromTheSpoolInOrder() {
    String text = "x".repeat(1_000);
    int count = 20_000;

    pipelineTo(memory)
        .build()
        .run(
            source(
                (c, out) -> {
                  for (int i = 0; i < count; i++) {
                    out.emit(Map.of("n", i, "text", text, "l", List.of(i)));
                  }
                }));

    List<Map<String, Object>> rows = List.copyOf(memory.rows("raw", "items"));
    assertThat(rows).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(rows.get(i).get("n")).isEqualTo((long) i);
    }
    assertThat(memory.rows("raw", "items__l")).hasSize(count);
  }

  @Test
  void aLoadWhoseAnswerWasLostIsNotRepeated() {
    RunReport report =
        pipelineTo(new Failing(memory, 1, true)).build().run(source((c, out) -> out.emit(1)));

    assertThat(memory.rows("raw", "items")).hasSize(1);
    assertThat(report.resource("items").traffic().loadRetries()).isEqualTo(1);
  }

  @Test
  void aLoadThatNeverSucceedsFailsTheLaneAfterTheLastRetry() {
    Pipeline pipeline = pipelineTo(new Failing(memory, 3, false)).build();

    assertThatThrownBy(() -> pipeline.run(source((c, out) -> out.emit(1))))
        .isInstanceOf(RunFailedException.class)
        .hasCauseInstanceOf(RetryableDestinationException.class);
    assertThat(memory.tables("raw")).isEmpty();
  }

  @Test
  void theSlowerOfTwoRunsIsToldSoAndHasWrittenNothing() {
    Pipeline pipeline = pipelineTo(memory).build();
    Source slow =
        source(
            (c, out) -> {
              out.emit("slow");
              pipeline.run(source((inner, fast) -> fast.emit("fast")));
            });

    assertThatThrownBy(() -> pipeline.run(slow))
        .isInstanceOf(RunFailedException.class)
        .hasCauseInstanceOf(StaleCheckpointException.class);
    assertThat(memory.rows("raw", "items"))
        .extracting(row -> row.get("value"))
        .containsExactly("fast");
  }

  @Test
  void twoRunsThatSealInOneInstantDoNotTakeEachOthersLoadForTheirOwn() {
    requireOneWinner(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
  }

  @Test
  void twoRunsWhoseClockIsBehindTheirBaseDoNotEither() {
    pipelineTo(memory)
        .clock(Clock.fixed(Instant.parse("2026-01-02T00:00:00Z"), ZoneOffset.UTC))
        .build()
        .run(source((c, out) -> out.emit("first")));

    requireOneWinner(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
  }

  private void requireOneWinner(Clock clock) {
    for (int i = 0; i < 20; i++) {
      String fast = "fast" + i;
      Pipeline pipeline = pipelineTo(memory).clock(clock).build();
      Source slow =
          source(
              (c, out) -> {
                out.emit("slow");
                pipeline.run(source((inner, other) -> other.emit(fast)));
              });

      assertThatThrownBy(() -> pipeline.run(slow))
          .hasCauseInstanceOf(StaleCheckpointException.class);
    }
    assertThat(memory.rows("raw", "items"))
        .extracting(row -> row.get("value"))
        .contains("fast0", "fast19")
        .doesNotContain("slow");
  }

  /** An item as a Java record. */
  record Edit(long id, Instant at, Author author) {}

  /** A record inside it. */
  record Author(String name) {}

  @Test
  void aCursorIsFoundInRecordsAndWhatIsAtItsEdgeIsKnownAgain() {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    Edit first = new Edit(1, at, new Author("Ada"));
    Edit second = new Edit(2, at, new Author("Ben"));
    Resource edits =
        Resource.builder("edits", (c, out) -> out.emit(List.of(first, second)))
            .incremental(Incremental.ofInstant("at"))
            .build();
    pipelineTo(memory)
        .build()
        .run(
            Source.of(
                "s",
                Resource.builder("edits", (c, out) -> out.emit(first))
                    .incremental(Incremental.ofInstant("at"))
                    .build()));

    pipelineTo(memory).build().run(Source.of("s", edits));

    assertThat(memory.rows("raw", "edits"))
        .extracting(row -> row.get("author__name"))
        .containsExactly("Ada", "Ben");
  }

  private static Source postsAndComments(
      WriteDisposition posts, WriteDisposition comments, List<Integer> commented) {
    Resource root =
        Resource.builder("posts", (c, out) -> out.emit(List.of(1, 2))).disposition(posts).build();
    Resource dependent =
        Resource.dependent(
                "comments",
                (post, c, out) -> {
                  if (commented.contains(post)) {
                    out.emit("on " + post);
                  }
                })
            .dependsOn(root)
            .disposition(comments)
            .build();
    return Source.of("s", root, dependent);
  }

  @Test
  void aReplacedRootLeavesTheRowsOfAnAppendedDependentAlone() {
    Pipeline pipeline = pipelineTo(memory).build();
    pipeline.run(
        postsAndComments(WriteDisposition.REPLACE, WriteDisposition.APPEND, List.of(1, 2)));

    pipeline.run(postsAndComments(WriteDisposition.REPLACE, WriteDisposition.APPEND, List.of()));

    assertThat(memory.rows("raw", "posts")).hasSize(2);
    assertThat(memory.rows("raw", "comments")).hasSize(2);
  }

  @Test
  void aReplacedDependentWithoutRowsIsEmptiedUnderAnAppendedRoot() {
    Pipeline pipeline = pipelineTo(memory).segmentLimits(SegmentLimits.ofRows(1)).build();
    pipeline.run(
        postsAndComments(WriteDisposition.APPEND, WriteDisposition.REPLACE, List.of(1, 2)));

    pipeline.run(postsAndComments(WriteDisposition.APPEND, WriteDisposition.REPLACE, List.of()));

    assertThat(memory.rows("raw", "posts")).hasSize(4);
    assertThat(memory.rows("raw", "comments")).isEmpty();
  }

  @Test
  void aLaneWithAReplacedDependentIsNeverCut() {
    Resource root =
        Resource.builder(
                "posts",
                (c, out) -> {
                  for (int i = 0; i < 4; i++) {
                    out.emit(i);
                    out.checkpoint();
                  }
                })
            .build();
    Resource dependent =
        Resource.dependent("comments", (post, c, out) -> out.emit("on " + post))
            .dependsOn(root)
            .disposition(WriteDisposition.REPLACE)
            .build();

    RunReport report =
        pipelineTo(memory)
            .segmentLimits(SegmentLimits.ofRows(1))
            .build()
            .run(Source.of("s", root, dependent));

    assertThat(report.loadIds()).hasSize(1);
    assertThat(memory.rows("raw", "comments")).hasSize(4);
  }

  @Test
  void aDependentWithACursorIsRefused() {
    Resource root = Resource.builder("posts", (c, out) -> out.emit(1)).build();

    assertThatThrownBy(
            () ->
                Resource.dependent("comments", (post, c, out) -> out.emit(post))
                    .dependsOn(root)
                    .incremental(Incremental.ofLong("n"))
                    .build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot build resource 'comments': a dependent resource has no cursor of its own; keep where it stands in the state of '%s'"
                .formatted("posts"));
  }

  @Test
  void anIncompleteSourceKeepsItsRowsAndFailsTheResource() {
    Source source =
        source(
            (c, out) -> {
              out.emit(1);
              c.setState(c.state().with("page", "7"));
              c.incomplete(new SourceException("Cannot read page 8: it is broken"));
            });

    assertThatThrownBy(() -> pipelineTo(memory).build().run(source))
        .isInstanceOfSatisfying(
            RunFailedException.class,
            e -> {
              assertThat(e.report().resource("items").outcome()).isEqualTo(Outcome.FAILED);
              assertThat(e.report().loadIds()).hasSize(1);
            });
    assertThat(memory.rows("raw", "items")).hasSize(1);
    AtomicReference<String> page = new AtomicReference<>();
    pipelineTo(memory)
        .build()
        .run(source((c, out) -> page.set(c.state().text("page").orElse("none"))));
    assertThat(page).hasValue("7");
  }

  @Test
  void checkpointsCommitWhatWasEmittedBeforeAFailure() {
    Pipeline pipeline = pipelineTo(memory).segmentLimits(SegmentLimits.ofRows(2)).build();

    assertThatThrownBy(
            () ->
                pipeline.run(
                    source(
                        (c, out) -> {
                          for (int i = 0; i < 5; i++) {
                            out.emit(i);
                            c.setState(c.state().with("next", (long) i + 1));
                            out.checkpoint();
                          }
                          throw new java.io.IOException("gone");
                        })))
        .isInstanceOf(RunFailedException.class);

    assertThat(memory.rows("raw", "items")).hasSize(4);
    List<Long> next = new ArrayList<>();
    pipeline.run(source((c, out) -> next.add(c.state().number("next").orElse(-1L))));
    assertThat(next).containsExactly(4L);
  }

  @Test
  void anEmitterRefusesAnotherThread() {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    pipelineTo(memory)
        .build()
        .run(
            source(
                (c, out) -> {
                  Thread other =
                      new Thread(
                          () -> {
                            try {
                              out.emit(1);
                            } catch (IllegalStateException e) {
                              thrown.set(e);
                            }
                          });
                  other.start();
                  other.join();
                }));

    assertThat(thrown.get()).hasMessageContaining("the emitter belongs to thread");
  }

  @Test
  void anInterruptEndsEveryLaneAndIsPassedOn() throws Exception {
    CountDownLatch reading = new CountDownLatch(2);
    Extractor endless =
        (c, out) -> {
          reading.countDown();
          new CountDownLatch(1).await();
        };
    Source source =
        Source.of(
            "s",
            Resource.builder("a", endless).build(),
            Resource.builder("b", endless).build(),
            Resource.builder("c", endless).build());
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread runner =
        new Thread(
            () -> {
              try {
                pipelineTo(memory).parallelism(2).build().run(source);
              } catch (RunFailedException e) {
                thrown.set(Thread.currentThread().isInterrupted() ? e : new AssertionError(e));
              }
            });
    runner.start();
    reading.await();

    runner.interrupt();
    runner.join(20_000);

    assertThat(runner.isAlive()).isFalse();
    assertThat(thrown.get()).isInstanceOf(RunFailedException.class);
    assertThat(memory.tables("raw")).isEmpty();
  }

  @Test
  void aBrokenEmitterFailsTheLaneEvenIfTheExtractorGoesOn() {
    Source source =
        source(
            (c, out) -> {
              out.emit(1);
              try {
                out.emit(new Object());
              } catch (SourceException e) {
                assertThat(e).hasMessageContaining("java.lang.Object at $");
              }
            });

    assertThatThrownBy(() -> pipelineTo(memory).build().run(source))
        .hasCauseInstanceOf(SourceException.class);
    assertThat(memory.tables("raw")).isEmpty();
  }

  @Test
  void brokenJsonNamesResourceItemAndPlace() {
    assertThatThrownBy(
            () ->
                pipelineTo(memory)
                    .build()
                    .run(source((c, out) -> out.emitJson("{\"a\":1}\n{\"a\":}"))))
        .cause()
        .hasMessageStartingWith(
            "Cannot read item 2 of resource 'items': the JSON text is broken at line 2, column");
    assertThat(memory.tables("raw")).isEmpty();
  }
}
