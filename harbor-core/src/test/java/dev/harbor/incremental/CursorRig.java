package dev.harbor.incremental;

import static java.util.Objects.requireNonNull;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunOptions;
import dev.harbor.run.RunReport;
import dev.harbor.run.SegmentLimits;
import dev.harbor.source.Extractor;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.ResourceState;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;

/** A resource with a cursor, run after run, and what became of its rows and its state. */
final class CursorRig {
  private final InMemoryDestination memory = new InMemoryDestination();
  private Clock clock = Clock.systemUTC();
  private SegmentLimits limits = SegmentLimits.none();
  private RunOptions options = RunOptions.defaults();
  private UnaryOperator<Resource.Builder> settings = builder -> builder;

  CursorRig clock(Clock other) {
    clock = other;
    return this;
  }

  CursorRig limits(SegmentLimits other) {
    limits = other;
    return this;
  }

  CursorRig options(RunOptions other) {
    options = other;
    return this;
  }

  CursorRig resource(UnaryOperator<Resource.Builder> change) {
    settings = change;
    return this;
  }

  /** Runs with JSON items, written with single quotes. */
  RunReport run(Incremental<?> cursor, String... items) {
    return run(
        cursor,
        (context, out) -> {
          for (String item : items) {
            if (!out.emitJson(json(item))) {
              return;
            }
          }
        });
  }

  /** Runs with integers in the field {@code n}. */
  RunReport run(Incremental<?> cursor, int... numbers) {
    return run(
        cursor, Arrays.stream(numbers).mapToObj(n -> "{'n':" + n + "}").toArray(String[]::new));
  }

  RunReport run(Incremental<?> cursor, Extractor extractor) {
    Resource resource =
        settings.apply(Resource.builder("items", extractor).incremental(cursor)).build();
    return Pipeline.builder("p")
        .destination(memory)
        .dataset("raw")
        .clock(clock)
        .segmentLimits(limits)
        .build()
        .run(Source.of("s", resource), options);
  }

  /** The message with which a run fails. */
  String failure(Incremental<?> cursor, String... items) {
    RunFailedException failed =
        Assertions.catchThrowableOfType(RunFailedException.class, () -> run(cursor, items));
    return String.valueOf(requireNonNull(failed.getCause()).getMessage());
  }

  static String json(String text) {
    return text.replace('\'', '"');
  }

  /** Values of a column, in the order of the rows. */
  List<Object> values(String column) {
    return memory.rows("raw", "items").stream().map(row -> row.get(column)).toList();
  }

  /** The same as text, joined. */
  String joined(String column) {
    return String.join(",", values(column).stream().map(String::valueOf).toList());
  }

  ResourceState state() {
    return memory
        .checkpoint(new CheckpointKey("raw", "p", "s", "items"))
        .map(Checkpoint::state)
        .orElse(ResourceState.empty());
  }

  ResourceState slot(String path) {
    return state().child("incremental").child(path);
  }

  /** The last value of the cursor {@code n}, as text. */
  String last() {
    return last("n");
  }

  String last(String path) {
    return String.valueOf(slot(path).values().get("last_value"));
  }

  List<Object> hashes(String path) {
    return slot(path).list("unique_hashes");
  }

  List<Map<String, Object>> rows(String table) {
    return List.copyOf(memory.rows("raw", table));
  }
}
