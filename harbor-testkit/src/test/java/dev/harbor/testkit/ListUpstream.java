package dev.harbor.testkit;

import dev.harbor.error.SourceException;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.RowOrder;
import dev.harbor.source.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A service that lists records in the order of their time, and sources that read it. */
final class ListUpstream implements Upstream {
  static final String SECRET = "s3cr3t";
  private static final Incremental<Long> AT = Incremental.ofLong("at").order(RowOrder.ASCENDING);

  /** What a source can do wrong. */
  enum Mistake {
    NONE,
    SKIPS_THE_EDGE,
    READS_EVERYTHING_ALWAYS,
    NEVER_STOPS,
    NEVER_TRIES_AGAIN,
    TELLS_ITS_SECRET,
    ASKS_TOO_EARLY,
    SWALLOWS_BROKEN_BODIES
  }

  private record Entry(String id, long at, int version) {}

  private final List<Entry> records = new ArrayList<>();
  private int requests;
  private int failing;
  private Failure how = Failure.SERVER_ERROR;

  @Override
  public synchronized String add() {
    return add(records.isEmpty() ? 1 : newest() + 1);
  }

  @Override
  public synchronized String addBeside() {
    return add(newest());
  }

  private String add(long at) {
    String id = "k" + records.size();
    records.add(new Entry(id, at, 1));
    return id;
  }

  private long newest() {
    return records.get(records.size() - 1).at();
  }

  @Override
  public synchronized boolean change(String key) {
    Entry changed = new Entry(key, newest() + 1, 2);
    records.removeIf(entry -> entry.id().equals(key));
    records.add(changed);
    return true;
  }

  @Override
  public synchronized void failNext(int count, Failure failure) {
    failing = count;
    how = failure;
  }

  @Override
  public synchronized int requests() {
    return requests;
  }

  @Override
  public Set<String> secrets() {
    return Set.of(SECRET);
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  private synchronized Failure outcome() {
    requests++;
    if (failing == 0) {
      throw new IllegalStateException("answers are right");
    }
    failing--;
    return how;
  }

  private synchronized boolean isFailing() {
    if (failing == 0) {
      requests++;
    }
    return failing > 0;
  }

  private synchronized List<Entry> page(long from, int offset, int size) {
    return records.stream().filter(entry -> entry.at() >= from).skip(offset).limit(size).toList();
  }

  Source source(int pageSize, Mistake mistake) {
    if (mistake == Mistake.ASKS_TOO_EARLY) {
      isFailing();
    }
    Resource.Builder entries =
        Resource.builder("entries", (context, out) -> read(context, out, pageSize, mistake));
    if (mistake != Mistake.READS_EVERYTHING_ALWAYS) {
      entries.primaryKey("id").disposition(WriteDisposition.MERGE).incremental(AT);
    }
    return Source.of("lists", entries.build());
  }

  private void read(ExtractContext context, Emitter out, int size, Mistake mistake)
      throws InterruptedException {
    long start =
        switch (mistake) {
          case READS_EVERYTHING_ALWAYS -> 0;
          case SKIPS_THE_EDGE -> context.startOf(AT).orElse(0L) + 1;
          default -> context.startOf(AT).orElse(0L);
        };
    boolean wanted = true;
    int offset = 0;
    List<Entry> page;
    do {
      await(context, mistake);
      page = page(start, offset, size);
      for (Entry entry : page) {
        wanted &= out.emit(Map.of("id", entry.id(), "at", entry.at(), "version", entry.version()));
        if (!wanted && mistake != Mistake.NEVER_STOPS) {
          return;
        }
      }
      offset += page.size();
    } while (!page.isEmpty());
  }

  /** Asks until there is an answer, or none will come. */
  private void await(ExtractContext context, Mistake mistake) throws InterruptedException {
    context.requested();
    while (isFailing()) {
      String told = mistake == Mistake.TELLS_ITS_SECRET ? " with " + SECRET : "";
      switch (outcome()) {
        case UNAUTHORIZED -> throw new SourceException("Cannot read 'entries': refused" + told);
        case MALFORMED -> {
          if (mistake == Mistake.SWALLOWS_BROKEN_BODIES) {
            return;
          }
          throw new SourceException("Cannot read 'entries': the body is broken");
        }
        case STALLED -> new CountDownLatch(1).await();
        case THROTTLED, SERVER_ERROR -> {
          if (mistake == Mistake.NEVER_TRIES_AGAIN) {
            throw new SourceException("Cannot read 'entries': not now");
          }
          context.waited(Duration.ofMillis(1));
          context.retried();
        }
      }
    }
  }
}
