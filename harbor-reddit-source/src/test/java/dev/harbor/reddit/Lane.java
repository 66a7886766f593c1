package dev.harbor.reddit;

import dev.harbor.error.SourceException;
import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import dev.harbor.state.ResourceState;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A resource with what its runs have committed: state, and rows merged by their key. */
final class Lane {
  private final String resource;
  private Clock clock = Clock.systemUTC();
  private ResourceState state = ResourceState.empty();
  private final Map<String, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();

  Lane(String resource) {
    this.resource = resource;
  }

  Lane clock(Clock other) {
    this.clock = other;
    return this;
  }

  /** Rows by key, as of the last commit. */
  Map<String, Map<String, @Nullable Object>> rows() {
    return rows;
  }

  ResourceState state() {
    return state;
  }

  /**
   * Runs the resource and commits as Harbor does: at its end, or at the last checkpoint if it
   * failed.
   */
  Run run(Source source) throws Exception {
    Resource found =
        source.resources().stream()
            .filter(r -> r.name().equals(resource))
            .findFirst()
            .orElseThrow();
    Run run = new Run(found.primaryKey().get(0));
    try {
      found.extractor().extract(run, run);
    } catch (SourceException e) {
      run.thrown = e;
      return run;
    }
    run.checkpoint();
    return run;
  }

  /** One run. */
  final class Run implements ExtractContext, Emitter {
    private final String key;
    private final List<Map<String, @Nullable Object>> emitted = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> uncommitted = new ArrayList<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final Map<String, String> moved = new LinkedHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private ResourceState current = state;
    private @Nullable SourceException incomplete;
    private @Nullable SourceException thrown;

    private Run(String key) {
      this.key = key;
    }

    List<Map<String, @Nullable Object>> emitted() {
      return emitted;
    }

    Map<String, String> skipped() {
      return skipped;
    }

    Map<String, String> moved() {
      return moved;
    }

    int requests() {
      return requests.get();
    }

    int retries() {
      return retries.get();
    }

    Optional<SourceException> incomplete() {
      return Optional.ofNullable(incomplete);
    }

    Optional<SourceException> thrown() {
      return Optional.ofNullable(thrown);
    }

    @Override
    @SuppressWarnings("unchecked")
    public boolean emit(Object item) {
      Map<String, @Nullable Object> row = (Map<String, @Nullable Object>) item;
      emitted.add(row);
      uncommitted.add(row);
      return true;
    }

    @Override
    public boolean emitJson(byte[] json) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean emitJson(String json) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean emitJson(InputStream json) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkpoint() {
      uncommitted.forEach(row -> rows.put(String.valueOf(row.get(key)), row));
      uncommitted.clear();
      state = current;
    }

    @Override
    public <T> Optional<T> startOf(Incremental<T> incremental) {
      return Optional.empty();
    }

    @Override
    public ResourceState state() {
      return current;
    }

    @Override
    public void setState(ResourceState next) {
      current = next;
    }

    @Override
    public Clock clock() {
      return clock;
    }

    @Override
    public void requested() {
      requests.incrementAndGet();
    }

    @Override
    public void retried() {
      retries.incrementAndGet();
    }

    @Override
    public void waited(Duration time) {}

    @Override
    public void skipped(String what, String reason) {
      skipped.put(what, reason);
    }

    @Override
    public void moved(String cursor, @Nullable Object from, Object to) {
      moved.put(cursor, from + " to " + to);
    }

    @Override
    public void incomplete(SourceException cause) {
      incomplete = cause;
    }
  }
}
