package dev.harbor.postgres.torture;

import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.RowOrder;
import dev.harbor.source.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Items in the order of a cursor, three with each value, with lists and lists in lists, and a
 * column that turns up late; more items begin with the same ones. Merged, the same few records come
 * again and again. Immutable.
 *
 * @param disposition how they are stored
 * @param items how many there are
 */
record Feed(WriteDisposition disposition, int items) {
  static final String SOURCE = "feed";
  static final String RESOURCE = "items";
  static final Incremental<Long> CURSOR =
      Incremental.ofLong("n").startingAt(0L).order(RowOrder.ASCENDING);
  private static final int TIES = 3;
  private static final int RECORDS = 97;
  private static final int LATE_FROM = 1_000;

  /** What an extractor does first. */
  @FunctionalInterface
  interface Start {
    void await() throws Exception;
  }

  Source source() {
    return source(() -> {});
  }

  Source source(Start start) {
    return Source.of(SOURCE, resource(RESOURCE, start));
  }

  Resource resource(String name, Start start) {
    return Resource.builder(
            name,
            (context, out) -> {
              start.await();
              extract(context, out);
            })
        .disposition(disposition)
        .primaryKey("id")
        .incremental(CURSOR)
        .build();
  }

  /** Begins with items at the cursor, which are known already. */
  private void extract(ExtractContext context, Emitter out) {
    long start = context.startOf(CURSOR).orElse(0L);
    for (int i = (int) start * TIES; i < items; i++) {
      out.emit(item(i));
    }
  }

  /** What the cursor says in the end. */
  long lastCursor() {
    return (items - 1L) / TIES;
  }

  private int id(int i) {
    return disposition == WriteDisposition.MERGE ? i % RECORDS : i;
  }

  private Map<String, @Nullable Object> item(int i) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("id", id(i));
    item.put("n", i / TIES);
    item.put("name", name(i));
    if (isLate(i)) {
      item.put("late", "since " + i);
    }
    item.put("tags", tags(i));
    List<Object> parts = new ArrayList<>();
    for (int k = 0; k < parts(i); k++) {
      parts.add(Map.of("k", k, "subs", subs(i, k)));
    }
    item.put("parts", parts);
    return item;
  }

  private static String name(int i) {
    return "İtem '" + i + "\\";
  }

  private static boolean isLate(int i) {
    return i >= LATE_FROM;
  }

  private static int parts(int i) {
    return i % 4;
  }

  private static List<String> tags(int i) {
    List<String> tags = new ArrayList<>();
    for (int k = 0; k < i % 3; k++) {
      tags.add("t" + i + "." + k);
    }
    return tags;
  }

  private static List<Integer> subs(int i, int part) {
    return part % 2 == 0 ? List.of(i) : List.of(i, -i);
  }

  /** What the tables must hold, sorted. */
  Truth truth() {
    Truth truth = new Truth();
    for (int i : surviving()) {
      truth.item("%d|%d|%s|%s", id(i), i / TIES, name(i), isLate(i) ? "since " + i : "-");
      List<String> tags = tags(i);
      for (int k = 0; k < tags.size(); k++) {
        truth.tag("%d|%d|%s", id(i), k, tags.get(k));
      }
      for (int part = 0; part < parts(i); part++) {
        truth.part("%d|%d|%d", id(i), part, part);
        List<Integer> subs = subs(i, part);
        for (int k = 0; k < subs.size(); k++) {
          truth.sub("%d|%d|%d|%d", id(i), part, k, subs.get(k));
        }
      }
    }
    return truth.sorted();
  }

  private Collection<Integer> surviving() {
    Map<Integer, Integer> last = new LinkedHashMap<>();
    for (int i = 0; i < items; i++) {
      last.put(id(i), i);
    }
    return last.values();
  }
}
