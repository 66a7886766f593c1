package dev.harbor.reddit;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Things of one subreddit that were created within a few hours, whose rows are to follow what
 * becomes of them. As text each takes about eight characters, and only a cohort that is looked at
 * is made of more than its text. Confined to one thread.
 */
final class Cohort {
  private static final int RADIX = 36;

  private final long start;
  private long refreshed;
  private long position;
  private int size;
  private @Nullable String text;
  private @Nullable NavigableMap<Long, Entry> entries;

  private Cohort(long start, String text) {
    this.start = start;
    String[] parts = text.split(";", 4);
    this.refreshed = Long.parseLong(parts[0], RADIX);
    this.position = Long.parseLong(parts[1], RADIX);
    this.size = Integer.parseInt(parts[2], RADIX);
    this.text = text;
  }

  private Cohort(long start) {
    this.start = start;
    this.entries = new TreeMap<>();
  }

  /** A cohort without things; whatever joins it was asked about at {@code now}. */
  static Cohort empty(long start, long now) {
    Cohort cohort = new Cohort(start);
    cohort.refreshed = now;
    return cohort;
  }

  /** What {@link #toText} made. */
  static Cohort of(long start, String text) {
    return new Cohort(start, text);
  }

  /** When all of it was last asked for, in seconds. */
  long refreshed() {
    return refreshed;
  }

  int size() {
    return size;
  }

  @Nullable Entry get(long id) {
    return entries().get(id);
  }

  void put(long id, Entry entry) {
    if (entries().put(id, entry) == null) {
      size++;
    }
    text = null;
  }

  /** What is still to be asked for in this round, by id. */
  NavigableMap<Long, Entry> rest() {
    return entries().tailMap(position, false);
  }

  /** Everything up to an id was asked for. */
  void refreshedUpTo(long id, long now) {
    position = id;
    text = null;
    if (rest().isEmpty()) {
      position = 0;
      refreshed = now;
    }
  }

  String toText() {
    String known = text;
    if (known != null) {
      return known;
    }
    StringBuilder made = new StringBuilder();
    made.append(digits(refreshed)).append(';').append(digits(position)).append(';');
    made.append(digits(size)).append(';');
    long lastId = 0;
    long lastCreated = start;
    for (Map.Entry<Long, Entry> each : entries().entrySet()) {
      Entry entry = each.getValue();
      made.append(digits(each.getKey() - lastId)).append('.');
      made.append(digits(entry.created - lastCreated));
      if (entry.deleted > 0) {
        made.append('.').append(digits(entry.deleted - start));
      } else if (entry.missing) {
        made.append(".!");
      }
      made.append(' ');
      lastId = each.getKey();
      lastCreated = entry.created;
    }
    String result = made.toString();
    text = result;
    return result;
  }

  private NavigableMap<Long, Entry> entries() {
    NavigableMap<Long, Entry> known = entries;
    if (known == null) {
      known = parse(String.valueOf(text).split(";", 4)[3]);
      entries = known;
    }
    return known;
  }

  private NavigableMap<Long, Entry> parse(String list) {
    NavigableMap<Long, Entry> parsed = new TreeMap<>();
    long lastId = 0;
    long lastCreated = start;
    for (String each : list.isBlank() ? new String[0] : list.strip().split(" ", -1)) {
      String[] parts = each.split("\\.", -1);
      lastId += Long.parseLong(parts[0], RADIX);
      lastCreated += Long.parseLong(parts[1], RADIX);
      boolean missing = parts.length > 2 && parts[2].equals("!");
      long deleted = parts.length > 2 && !missing ? start + Long.parseLong(parts[2], RADIX) : 0;
      parsed.put(lastId, new Entry(lastCreated, deleted, missing));
    }
    return parsed;
  }

  private static String digits(long number) {
    return Long.toString(number, RADIX).toLowerCase(Locale.ROOT);
  }

  /**
   * What is known of a thing.
   *
   * @param created in seconds
   * @param deleted when it was first found deleted or removed, in seconds; 0 if it was not
   * @param missing whether Reddit did not know it when it was last asked
   */
  record Entry(long created, long deleted, boolean missing) {}
}
