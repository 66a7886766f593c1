package dev.harbor.reddit;

import dev.harbor.state.ResourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What redditors remembers: who is still to be asked for, who was asked for lately, and up to which
 * walk of each listing the authors were taken over. Confined to one thread.
 */
final class RedditorState {
  private static final int MAX_PENDING = 10_000;
  private static final int MAX_FRESH = 10_000;

  private final Duration refresh;
  private final Map<String, String> pending = new LinkedHashMap<>();
  private final TreeMap<Long, List<String>> asked = new TreeMap<>();
  private final Set<String> fresh = new HashSet<>();
  private final Map<String, Mark> marks = new LinkedHashMap<>();
  private final List<String> askedNow = new ArrayList<>();
  private boolean overflowed;

  RedditorState(ResourceState state, Duration refresh, Instant now) {
    this.refresh = refresh;
    for (String name : words(state, "pending")) {
      pending.put(RedditorName.key(name), name);
    }
    ResourceState times = state.child("asked");
    for (String time : times.values().keySet()) {
      if (!isOver(Long.parseLong(time), now)) {
        asked.put(Long.parseLong(time), words(times, time));
        fresh.addAll(words(times, time));
      }
    }
    ResourceState stored = state.child("marks");
    for (String listing : stored.values().keySet()) {
      ResourceState mark = stored.child(listing);
      marks.put(
          listing, new Mark(mark.number("walks").orElse(0L), mark.number("cursor").orElse(null)));
    }
  }

  /** Adds a user, unless it was asked for lately. */
  void add(String name) {
    String key = RedditorName.key(name);
    if (fresh.contains(key)) {
      return;
    }
    if (pending.size() >= MAX_PENDING && !pending.containsKey(key)) {
      overflowed = true;
    } else {
      pending.putIfAbsent(key, name);
    }
  }

  /** The users still to be asked for, a copy. */
  List<String> pending() {
    return new ArrayList<>(pending.values());
  }

  /** A user has been asked for. */
  void done(String name) {
    String key = RedditorName.key(name);
    pending.remove(key);
    if (!refresh.isZero()) {
      fresh.add(key);
      askedNow.add(key);
    }
  }

  /** Up to where the authors of a listing were taken over. */
  Mark mark(String listing) {
    return marks.getOrDefault(listing, new Mark(0, null));
  }

  /** Moves a mark, unless a name was lost for want of room. */
  void move(String listing, Mark mark) {
    if (!overflowed) {
      marks.put(listing, mark);
    }
  }

  ResourceState toState(Instant now) {
    if (!askedNow.isEmpty()) {
      asked.computeIfAbsent(now.getEpochSecond(), time -> new ArrayList<>()).addAll(askedNow);
      askedNow.clear();
    }
    Map<String, @Nullable Object> times = new LinkedHashMap<>();
    int names = 0;
    for (Map.Entry<Long, List<String>> each : asked.descendingMap().entrySet()) {
      names += each.getValue().size();
      if (names > MAX_FRESH) {
        break;
      }
      times.put(each.getKey().toString(), String.join(" ", each.getValue()));
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("pending", String.join(" ", pending.values()));
    values.put("asked", times);
    Map<String, @Nullable Object> moved = new LinkedHashMap<>();
    marks.forEach((listing, mark) -> moved.put(listing, mark.values()));
    values.put("marks", moved);
    return ResourceState.of(values);
  }

  private boolean isOver(long askedAt, Instant now) {
    return !now.isBefore(Instant.ofEpochSecond(askedAt).plus(refresh));
  }

  private static List<String> words(ResourceState state, String name) {
    String text = state.text(name).orElse("");
    return text.isEmpty() ? List.of() : new ArrayList<>(List.of(text.split(" ", -1)));
  }

  /**
   * Up to where a listing was taken over.
   *
   * @param walks number of complete walks of the resource that reads it
   * @param cursor greatest creation time, in seconds; null before the first walk
   */
  record Mark(long walks, @Nullable Long cursor) {
    Map<String, @Nullable Object> values() {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      values.put("walks", walks);
      if (cursor != null) {
        values.put("cursor", cursor);
      }
      return values;
    }
  }
}
