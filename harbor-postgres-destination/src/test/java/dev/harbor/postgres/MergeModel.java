package dev.harbor.postgres;

import dev.harbor.schema.MergeStrategy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What merges shall leave behind, on plain collections. Confined to one thread. */
final class MergeModel {
  /**
   * A document.
   *
   * @param seq null, or what decides between two of one key
   * @param tags elements of a list
   * @param jobs elements of a list, each a list of years
   */
  record Document(
      int id,
      int day,
      int v,
      @Nullable Integer seq,
      boolean deleted,
      List<Integer> tags,
      List<List<Integer>> jobs) {

    static Document random(Random random) {
      return new Document(
          random.nextInt(8),
          random.nextInt(3),
          random.nextInt(3),
          random.nextInt(4) == 0 ? null : random.nextInt(5),
          random.nextInt(6) == 0,
          numbers(random),
          IntStream.range(0, random.nextInt(3)).mapToObj(i -> numbers(random)).toList());
    }

    private static List<Integer> numbers(Random random) {
      return IntStream.range(0, random.nextInt(4)).mapToObj(i -> random.nextInt(3)).toList();
    }

    String json(boolean withDeletion) {
      String objects =
          jobs.stream()
              .map(years -> "{\"t\":1,\"years\":" + years + "}")
              .collect(Collectors.joining(","));
      return "{\"id\":%d,\"day\":%d,\"v\":%d,\"seq\":%s,%s\"tags\":%s,\"jobs\":[%s]}"
          .formatted(
              id, day, v, seq, withDeletion ? "\"deleted\":" + deleted + ',' : "", tags, objects);
    }

    /** As {@link RandomMergesIT} reads it back. */
    String text() {
      return "%d|%d|%d|%s|%s|%s"
          .formatted(
              id,
              day,
              v,
              seq == null ? "-" : seq,
              tags.stream().map(String::valueOf).collect(Collectors.joining(",")),
              jobs.stream()
                  .map(
                      years ->
                          years.stream()
                              .map(String::valueOf)
                              .collect(Collectors.joining(" ", "(", ")")))
                  .collect(Collectors.joining(",")));
    }
  }

  /**
   * Rules of a merge.
   *
   * @param slices whether the day is a merge key
   * @param deletes whether documents delete their records
   * @param sorts whether the greater seq wins
   * @param newer whether a record changes only if its seq is greater
   */
  record Rules(
      MergeStrategy strategy, boolean slices, boolean deletes, boolean sorts, boolean newer) {}

  private final Rules rules;
  private final Map<Integer, Document> records = new LinkedHashMap<>();
  private final List<Document> ended = new ArrayList<>();

  MergeModel(Rules rules) {
    this.rules = rules;
  }

  /** Merges documents. */
  void merge(List<Document> documents) {
    Map<Integer, Document> winners = new LinkedHashMap<>();
    for (Document next : documents) {
      Document earlier = winners.get(next.id());
      boolean sorted = rules.sorts() || rules.newer();
      if (earlier == null || !sorted || age(next) >= age(earlier)) {
        winners.put(next.id(), next);
      }
    }
    if (documents.isEmpty()) {
      return;
    }
    switch (rules.strategy()) {
      case UPSERT -> winners.values().forEach(this::upsert);
      case INSERT_ONLY ->
          winners.values().stream()
              .filter(winner -> !isGone(winner))
              .forEach(winner -> records.putIfAbsent(winner.id(), winner));
      case DELETE_INSERT -> deleteInsert(winners.values());
      case SCD2 -> version(winners);
    }
  }

  private static int age(Document document) {
    Integer seq = document.seq();
    return seq == null ? -1 : seq;
  }

  private boolean isGone(Document document) {
    return rules.deletes() && document.deleted();
  }

  private void upsert(Document winner) {
    Document there = records.get(winner.id());
    if (there != null && rules.newer() && age(winner) <= age(there)) {
      return;
    }
    if (isGone(winner)) {
      records.remove(winner.id());
    } else {
      records.put(winner.id(), winner);
    }
  }

  private void deleteInsert(Collection<Document> winners) {
    Set<Integer> days = new HashSet<>();
    winners.forEach(winner -> days.add(winner.day()));
    if (rules.slices()) {
      records.values().removeIf(there -> days.contains(there.day()));
    }
    for (Document winner : winners) {
      records.remove(winner.id());
      if (!isGone(winner)) {
        records.put(winner.id(), winner);
      }
    }
  }

  /** The key is the record's; what is absent ends, or stays where there is a merge key. */
  private void version(Map<Integer, Document> winners) {
    for (Document there : List.copyOf(records.values())) {
      Document next = winners.get(there.id());
      boolean spokenOf = next != null || !rules.slices();
      boolean stays =
          next != null
              && !isGone(next)
              && next.json(rules.deletes()).equals(there.json(rules.deletes()));
      if (spokenOf && !stays) {
        ended.add(records.remove(there.id()));
      }
    }
    winners.values().stream()
        .filter(winner -> !isGone(winner))
        .forEach(winner -> records.put(winner.id(), winner));
  }

  /** Records as they are, sorted. */
  List<String> texts() {
    return records.values().stream().map(Document::text).sorted().toList();
  }

  /** Versions that ended, sorted. */
  List<String> endedTexts() {
    return ended.stream().map(Document::text).sorted().toList();
  }

  /** Rows of the lists below all records, when no two share them. */
  long nestedRows() {
    return records.values().stream()
        .mapToLong(
            one ->
                one.tags().size()
                    + one.jobs().size()
                    + one.jobs().stream().mapToLong(List::size).sum())
        .sum();
  }

  Map<Integer, Document> records() {
    return records;
  }
}
