package dev.harbor.reddit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands the authors of what posts and comments bring over to redditors, from lane to lane of one
 * run. Only a shortcut: what it loses, redditors finds by walks of its own. Thread-safe.
 */
final class AuthorFeed {
  private static final int MAX_NAMES = 50_000;

  private final Map<String, Feeder> feeders = new LinkedHashMap<>();

  /** A resource begins to read. */
  synchronized void begin(String resource) {
    feeders.put(resource, new Feeder());
    notifyAll();
  }

  /** Names of authors that are perhaps new. */
  synchronized void offer(String resource, List<String> names) {
    Feeder feeder = feeders.get(resource);
    if (feeder != null) {
      if (feeder.names.size() + names.size() > MAX_NAMES) {
        feeder.overflowed = true;
      } else {
        feeder.names.addAll(names);
      }
      notifyAll();
    }
  }

  /** A walk came to its end; all authors that it found were offered. */
  synchronized void walked(String resource, ListingKey listing, WalkState before, WalkState after) {
    Feeder feeder = feeders.get(resource);
    if (feeder != null && !feeder.overflowed) {
      feeder.walks.put(listing, new Walk(before.walks(), after.walks(), after.cursor()));
    }
  }

  /** A resource has read to its end, or failed. */
  synchronized void end(String resource) {
    Feeder feeder = feeders.get(resource);
    if (feeder != null) {
      feeder.active = false;
      notifyAll();
    }
  }

  /** Whether a resource has begun, and perhaps ended, since {@link #forget}. */
  synchronized boolean hasBegun(String resource) {
    return feeders.containsKey(resource);
  }

  /**
   * Takes the names that have come since the last call, or waits; empty when there come no more.
   */
  synchronized List<String> take() throws InterruptedException {
    while (true) {
      Set<String> names = new LinkedHashSet<>();
      boolean active = false;
      for (Feeder feeder : feeders.values()) {
        names.addAll(feeder.names);
        feeder.names.clear();
        active |= feeder.active;
      }
      if (!names.isEmpty() || !active) {
        return new ArrayList<>(names);
      }
      wait();
    }
  }

  /** Whether a resource is still reading, or names wait to be taken. */
  synchronized boolean hasMore() {
    return feeders.values().stream().anyMatch(feeder -> feeder.active || !feeder.names.isEmpty());
  }

  /** The walk of a listing, if it came to its end. */
  synchronized @Nullable Walk walk(String resource, ListingKey listing) {
    Feeder feeder = feeders.get(resource);
    return feeder == null ? null : feeder.walks.get(listing);
  }

  /** Forgets resources that have ended, so that the next run begins afresh. */
  synchronized void forget() {
    feeders.values().removeIf(feeder -> !feeder.active);
  }

  /**
   * What a complete walk was.
   *
   * @param from number of complete walks before it
   * @param to number of complete walks after it
   * @param cursor greatest creation time, in seconds
   */
  record Walk(long from, long to, @Nullable Long cursor) {}

  private static final class Feeder {
    private final Set<String> names = new LinkedHashSet<>();
    private final Map<ListingKey, Walk> walks = new LinkedHashMap<>();
    private boolean active = true;
    private boolean overflowed;
  }
}
