package dev.harbor.rest.http;

import dev.harbor.error.SourceException;
import dev.harbor.source.ExtractContext;
import dev.harbor.source.Incremental;
import dev.harbor.state.ResourceState;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A context that keeps the counters. Thread-safe. */
public final class Notes implements ExtractContext {
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger retries = new AtomicInteger();
  private final AtomicLong waitedNanos = new AtomicLong();

  /** Notes of nothing yet. */
  public Notes() {}

  /** Requests sent. */
  public int requests() {
    return requests.get();
  }

  /** Requests sent again. */
  public int retries() {
    return retries.get();
  }

  /** Time waited. */
  public Duration time() {
    return Duration.ofNanos(waitedNanos.get());
  }

  @Override
  public <T> Optional<T> startOf(Incremental<T> incremental) {
    return Optional.empty();
  }

  @Override
  public ResourceState state() {
    return ResourceState.empty();
  }

  @Override
  public void setState(ResourceState state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
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
  public void waited(Duration time) {
    waitedNanos.addAndGet(time.toNanos());
  }

  @Override
  public void skipped(String what, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void moved(String cursor, @Nullable Object from, Object to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void incomplete(SourceException cause) {
    throw new UnsupportedOperationException();
  }
}
