package dev.harbor.reddit;

import dev.harbor.state.ResourceState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The things whose rows follow what becomes of them at Reddit, for {@value #DAYS} days and at
 * falling frequency: in every run when younger than 6 hours, then every 6 hours up to 2 days, then
 * daily. Confined to one thread.
 */
final class Tracked {
  private static final int DAYS = 14;
  private static final int MAX_THINGS = 100_000;
  private static final long HOUR = 3_600;
  private static final long WIDTH = 3 * HOUR;

  private final Map<String, NavigableMap<Long, Cohort>> subreddits = new LinkedHashMap<>();

  /** What {@link #toState} made. */
  static Tracked of(ResourceState state) {
    Tracked tracked = new Tracked();
    state
        .values()
        .forEach(
            (subreddit, value) -> {
              NavigableMap<Long, Cohort> cohorts = new TreeMap<>();
              if (value instanceof Map<?, ?> texts) {
                texts.forEach(
                    (start, text) -> {
                      long begin = Long.parseLong(String.valueOf(start));
                      cohorts.put(begin, Cohort.of(begin, String.valueOf(text)));
                    });
              }
              tracked.subreddits.put(subreddit, cohorts);
            });
    return tracked;
  }

  ResourceState toState() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    subreddits.forEach(
        (subreddit, cohorts) -> {
          Map<String, String> texts = new LinkedHashMap<>();
          cohorts.forEach((start, cohort) -> texts.put(Long.toString(start), cohort.toText()));
          values.put(subreddit, texts);
        });
    return ResourceState.of(values);
  }

  /** What is known of a thing; null if it is not tracked. */
  Cohort.@Nullable Entry find(Thing thing, String subreddit) {
    OptionalLong id = number(thing.id());
    NavigableMap<Long, Cohort> cohorts = subreddits.get(subreddit);
    if (id.isEmpty() || cohorts == null || thing.created().isEmpty()) {
      return null;
    }
    Cohort cohort = cohorts.get(start(thing.created().getAsLong()));
    return cohort == null ? null : cohort.get(id.getAsLong());
  }

  /** Remembers a thing as it was just shown, unless it is too old to be followed. */
  void remember(Thing thing, String subreddit, long deletedAt, long now) {
    OptionalLong id = number(thing.id());
    if (id.isEmpty() || thing.created().isEmpty()) {
      return;
    }
    long created = thing.created().getAsLong();
    if (isOver(start(created), now)) {
      return;
    }
    subreddits
        .computeIfAbsent(subreddit, any -> new TreeMap<>())
        .computeIfAbsent(start(created), begin -> Cohort.empty(begin, now))
        .put(id.getAsLong(), new Cohort.Entry(created, deletedAt, false));
  }

  /** Lets go what is too old, and what is more than can be remembered; how many those are. */
  int prune(long now) {
    int left = 0;
    int size = 0;
    for (NavigableMap<Long, Cohort> cohorts : subreddits.values()) {
      cohorts.keySet().removeIf(start -> isOver(start, now));
      size += cohorts.values().stream().mapToInt(Cohort::size).sum();
    }
    subreddits.values().removeIf(Map::isEmpty);
    while (size > MAX_THINGS) {
      NavigableMap<Long, Cohort> oldest =
          subreddits.values().stream()
              .min(Comparator.comparing(NavigableMap::firstKey))
              .orElseThrow();
      int dropped = oldest.pollFirstEntry().getValue().size();
      left += dropped;
      size -= dropped;
      subreddits.values().removeIf(Map::isEmpty);
    }
    return left;
  }

  /** The cohorts whose turn it is, most overdue first, but for those of some subreddits. */
  List<Due> due(long now, Set<String> without) {
    List<Due> due = new ArrayList<>();
    subreddits.forEach(
        (subreddit, cohorts) -> {
          if (!without.contains(subreddit)) {
            cohorts.forEach(
                (start, cohort) -> {
                  long age = now - start;
                  double overdue = (now - cohort.refreshed()) / (double) interval(age);
                  if (overdue >= 1 || (isYoung(age) && overdue > 0)) {
                    due.add(new Due(subreddit, cohort, overdue));
                  }
                });
          }
        });
    due.sort(Comparator.comparingDouble(Due::overdue).reversed());
    return due;
  }

  /** The number that an id of base 36 is; empty if it is none. */
  static OptionalLong number(String id) {
    try {
      return OptionalLong.of(Long.parseLong(id, 36));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static long interval(long age) {
    if (isYoung(age)) {
      return HOUR;
    }
    return age < 48 * HOUR ? 6 * HOUR : 24 * HOUR;
  }

  private static boolean isYoung(long age) {
    return age < 6 * HOUR + WIDTH;
  }

  private static long start(long created) {
    return created - Math.floorMod(created, WIDTH);
  }

  private static boolean isOver(long start, long now) {
    return start + WIDTH + DAYS * 24 * HOUR < now;
  }

  /**
   * A cohort whose turn it is.
   *
   * @param overdue how many times its interval has passed
   */
  record Due(String subreddit, Cohort cohort, double overdue) {}
}
