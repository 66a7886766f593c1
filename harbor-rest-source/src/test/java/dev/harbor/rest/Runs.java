package dev.harbor.rest;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.rest.http.RequestPolicy;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunReport;
import dev.harbor.run.SegmentLimits;
import dev.harbor.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs of sources into memory. */
final class Runs {
  private final InMemoryDestination memory = new InMemoryDestination();

  RunReport run(Source source) {
    return pipeline().build().run(source);
  }

  /** Commits after every page. */
  RunReport runInSegments(Source source) {
    return pipeline().segmentLimits(SegmentLimits.ofRows(1)).build().run(source);
  }

  /** Why the first resource that failed did. */
  Throwable failure(Source source) {
    try {
      run(source);
    } catch (RunFailedException e) {
      return cause(e);
    }
    throw new AssertionError("the run did not fail");
  }

  static Throwable cause(RunFailedException failed) {
    return failed.report().resources().stream()
        .flatMap(resource -> resource.cause().stream())
        .findFirst()
        .orElseThrow();
  }

  List<Map<String, @Nullable Object>> rows(String table) {
    return memory.rows("raw", table);
  }

  /** The ids of a table, as text. */
  List<String> ids(String table) {
    return rows(table).stream().map(row -> String.valueOf(row.get("id"))).toList();
  }

  private Pipeline.Builder pipeline() {
    return Pipeline.builder("test").destination(memory).dataset("raw");
  }

  /** Few attempts and short pauses, for tests whose requests fail. */
  static RequestPolicy hasty() {
    return RequestPolicy.builder()
        .attempts(2)
        .delays(Duration.ofMillis(1), Duration.ofMillis(2))
        .build();
  }
}
