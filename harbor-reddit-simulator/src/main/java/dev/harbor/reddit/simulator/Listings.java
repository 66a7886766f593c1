package dev.harbor.reddit.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The paging rules of listings, which are the same for posts, comments and everything else with a
 * name. Thread-safe.
 */
final class Listings {
  private final Reddit reddit;

  Listings(Reddit reddit) {
    this.reddit = reddit;
  }

  /** How an anchor stands to the one who asks. */
  enum Standing {
    /** Malformed, or there never was one: as if it had not been sent. */
    UNKNOWN,
    /** It is or was there. */
    KNOWN,
    /** It is in a place that may not be seen. */
    FORBIDDEN
  }

  /**
   * @param names of the items, in their order
   * @param after what to ask next; null at the end
   * @param before what to ask for the page above; null unless the client counts
   */
  record Page(List<String> names, @Nullable String after, @Nullable String before) {}

  Standing standing(@Nullable String anchor, long now) {
    Fullname name = anchor == null ? null : Fullname.parse(anchor);
    if (name == null || !reddit.exists(name, now)) {
      return Standing.UNKNOWN;
    }
    Thing thing = reddit.thing(name, now);
    boolean hidden = thing != null && !reddit.isOpen(thing.subreddit(), now);
    return hidden ? Standing.FORBIDDEN : Standing.KNOWN;
  }

  /**
   * Cuts a page.
   *
   * @param names what may be seen, best first
   * @param salt makes short pages differ between listings
   */
  Page page(List<String> names, PageRequest request, String salt, long now) {
    String anchor = request.anchor();
    boolean anchored =
        anchor != null && (names.contains(anchor) || standing(anchor, now) == Standing.KNOWN);
    boolean upwards = anchored && request.before() != null;
    List<String> ordered = upwards ? reversed(names) : names;
    int from = anchored ? ordered.indexOf(request.anchor()) + 1 : 0;
    // A name that is known but not in the list has nothing behind it.
    boolean lost = anchored && from == 0;
    int to = lost ? from : Math.min(ordered.size(), from + request.limit());
    List<String> found = ordered.subList(from, to);
    boolean full = found.size() >= request.limit();

    found = shortened(found, full && !upwards, salt + request.anchor());
    return upwards ? pageAbove(reversed(found), full, request) : pageBelow(found, full, request);
  }

  private static Page pageBelow(List<String> found, boolean full, PageRequest request) {
    String after = full ? found.get(found.size() - 1) : null;
    String before = request.count() > 0 && !found.isEmpty() ? found.get(0) : null;
    return new Page(found, after, before);
  }

  private static Page pageAbove(List<String> found, boolean full, PageRequest request) {
    if (request.count() == 0 || found.isEmpty()) {
      return new Page(found, null, null);
    }
    return new Page(found, found.get(found.size() - 1), full ? found.get(0) : null);
  }

  private List<String> shortened(List<String> found, boolean full, String salt) {
    var dice = Dice.of(reddit.settings().seed, "page " + salt);
    if (!full || found.size() < 2 || !dice.chance("short", reddit.settings().shortPages)) {
      return found;
    }
    int fewer = Math.min(found.size() - 1, 1 + dice.below("fewer", 5));
    return found.subList(0, found.size() - fewer);
  }

  private static List<String> reversed(List<String> names) {
    var copy = new ArrayList<>(names);
    Collections.reverse(copy);
    return copy;
  }
}
