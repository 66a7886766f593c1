package dev.harbor.reddit;

import dev.harbor.error.SourceException;
import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import dev.harbor.source.Extractor;
import dev.harbor.state.ResourceState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Emits what comes into the listings of a resource until it is told to stop. A thread of its own
 * asks Reddit, so that a slow load delays no look.
 */
final class StreamExtractor implements Extractor {
  private static final long PATIENCE_MILLIS = 250;

  private final String resource;
  private final Lanes lanes;
  private final ThingRows rows;
  private final StreamControl control;

  StreamExtractor(String resource, Lanes lanes, ThingRows rows, StreamControl control) {
    this.resource = resource;
    this.lanes = lanes;
    this.rows = rows;
    this.control = control;
  }

  @Override
  public void extract(ExtractContext context, Emitter emitter) throws InterruptedException {
    List<ListingKey> keys =
        lanes.scope().listings(resource).values().stream()
            .flatMap(List::stream)
            .filter(ListingKey::isByTime)
            .toList();
    StreamQueue queue = control.open(resource, keys.size());
    StreamPoller poller = new StreamPoller(resource, lanes, context, control, queue);
    for (ListingKey key : keys) {
      poller.follow(key, WalkState.of(context.state().child("listings").child(key.name())));
    }
    lanes.gaps().begin(resource, Gaps.of(context.state()));
    Thread thread = new Thread(poller, "harbor-reddit-" + resource);
    thread.start();
    try {
      new Run(context, emitter, queue).takeAll(thread, keys.size());
    } finally {
      thread.interrupt();
      join(thread);
      lanes.gaps().end(resource);
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One call of the extractor. */
  private final class Run {
    private final ExtractContext context;
    private final Emitter emitter;
    private final StreamQueue queue;
    private final Skips skips = new Skips();

    Run(ExtractContext context, Emitter emitter, StreamQueue queue) {
      this.context = context;
      this.emitter = emitter;
      this.queue = queue;
    }

    void takeAll(Thread poller, int listings) throws InterruptedException {
      while (!queue.isOver()) {
        Optional<StreamBatch> batch = queue.take(PATIENCE_MILLIS);
        if (batch.isPresent() && !take(batch.get())) {
          return;
        }
        emitter.checkpoint();
        if (control.isLate()) {
          poller.interrupt();
        }
      }
      Optional<RuntimeException> failure = queue.failure();
      if (failure.isPresent()) {
        throw new SourceException(
            "Cannot stream resource '%s': %s".formatted(resource, failure.get().getMessage()),
            failure.get());
      }
      if (listings > 0 && skips.size() >= listings) {
        throw skips.nothingReadable(resource);
      }
    }

    private boolean take(StreamBatch batch) {
      String refusal = batch.refusal();
      if (refusal != null) {
        skips.add(batch.key().community().label(), refusal, context);
        return true;
      }
      long now = context.clock().instant().getEpochSecond();
      for (Thing thing : batch.things()) {
        Optional<Map<String, @Nullable Object>> row = rows.row(thing, now);
        boolean wantsMore = row.isEmpty() || emitter.emit(row.get());
        control.emitted(resource);
        queue.emitted();
        if (!wantsMore) {
          return false;
        }
      }
      remember(batch, now);
      return true;
    }

    private void remember(StreamBatch batch, long now) {
      WalkState state = batch.state();
      if (state == null) {
        return;
      }
      ResourceState all = context.state();
      WalkState before = WalkState.of(all.child("listings").child(batch.key().name()));
      context.setState(
          all.with("listings", all.child("listings").with(batch.key().name(), state.toState())));
      Long cursor = state.cursor();
      if (cursor != null) {
        Long from = before.cursor();
        context.moved(
            batch.key().toString(),
            from == null ? null : Instant.ofEpochSecond(from),
            Instant.ofEpochSecond(cursor));
      }
      Gap.Hole hole = batch.hole();
      if (hole != null) {
        Gap gap = Gaps.of(resource, batch.key(), hole, now);
        context.skipped(batch.key().toString(), Gaps.text(gap));
        context.setState(Gaps.with(context.state(), gap));
        lanes.gaps().offer(gap);
      }
    }
  }
}
