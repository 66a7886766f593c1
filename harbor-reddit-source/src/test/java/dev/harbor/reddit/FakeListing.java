package dev.harbor.reddit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listing that pages as Reddit does: by anchor, 100 things a page, nothing behind a lost anchor.
 */
final class FakeListing implements ListingWalk.Pages {
  private final List<Thing> things = new ArrayList<>();
  private final Set<String> everKnown = new HashSet<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private Runnable beforePage = () -> {};

  /** Puts a thing on top. */
  FakeListing add(String id, long created) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", id);
    fields.put("created_utc", (double) created);
    things.add(0, new Thing(id, "t3_" + id, fields));
    everKnown.add("t3_" + id);
    return this;
  }

  /** Puts things on top, a second apart, whose ids are a letter and a number. */
  FakeListing addMany(String letter, int count, long firstCreated) {
    for (int i = 0; i < count; i++) {
      add(letter + i, firstCreated + i);
    }
    return this;
  }

  void remove(String id) {
    things.removeIf(thing -> thing.id().equals(id));
  }

  /** Puts a thing somewhere in the middle. */
  void insert(int index, String id, long created) {
    add(id, created);
    things.add(index, things.remove(0));
  }

  void beforePage(int number, Runnable action) {
    beforePage =
        () -> {
          if (asked.size() == number) {
            action.run();
          }
        };
  }

  /** Forgets the oldest, as a listing does beyond its thousand. */
  void keep(int number) {
    things.subList(Math.min(number, things.size()), things.size()).clear();
  }

  int size() {
    return things.size();
  }

  /** Anchors that were asked behind; empty text for the first page. */
  List<String> asked() {
    return asked;
  }

  /** How many things each page was asked to have. */
  List<Integer> sizes() {
    return sizes;
  }

  @Override
  public Page behind(Optional<String> after, int size) {
    asked.add(after.orElse(""));
    sizes.add(size);
    beforePage.run();
    int start = 0;
    if (after.isPresent() && everKnown.contains(after.get())) {
      List<String> names = things.stream().map(Thing::fullname).toList();
      start = names.contains(after.get()) ? names.indexOf(after.get()) + 1 : things.size();
    }
    List<Thing> page = things.subList(start, Math.min(start + size, things.size()));
    return new Page(
        page,
        page.size() < size ? Optional.empty() : Optional.of(page.get(page.size() - 1).fullname()));
  }
}
