package dev.harbor.reddit;

import dev.harbor.rest.http.RestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a listing, from its top to where the last complete walk makes more of it
 * needless. Never asks for what is before something, since a deleted anchor would end that in
 * silence for ever. Confined to one thread.
 *
 * <p>Why it ends where it does: {@code docs/design/reddit-walk.md}.
 */
final class ListingWalk {
  /** Things of a page, the most that Reddit gives. */
  static final int FULL_PAGE = 100;

  /** How many things at a walk's end must be known to say that it met the last one. */
  private static final int JOINT = 3;

  /** A listing of a thousand seldom shows all: what was removed leaves holes. */
  private static final int LEAST_OF_A_FULL_LISTING = 500;

  /** Things of a page that is only to show that everything behind the last one is known. */
  static final int SHORT_PAGE = 25;

  private final Pages pages;
  private final Bounds bounds;
  private final WalkState before;
  private final boolean isByTime;

  /** Ids of the last complete walk; none if it did not reach as far back as this one shall. */
  private final Set<String> known;

  private final @Nullable Long oldest;
  private final Set<String> seen = new LinkedHashSet<>();
  private final Set<String> anchors = new HashSet<>();
  private @Nullable Page last;
  private @Nullable Long newest;
  private boolean foundNew;
  private boolean ranOut;

  ListingWalk(Pages pages, boolean isByTime, WalkState before, Bounds bounds) {
    this.pages = pages;
    this.isByTime = isByTime;
    this.before = before;
    this.bounds = bounds;
    boolean goesOn = before.reaches(bounds.since);
    this.known = goesOn ? before.recent() : Set.of();
    this.newest = before.cursor();
    this.oldest =
        goesOn && before.cursor() != null ? before.cursor() - bounds.lookBackSeconds : null;
  }

  /**
   * Walks to the end.
   *
   * @param sink takes the things of each page that no earlier page of this walk had
   * @return what to begin the next walk with; empty if the sink wanted no more
   * @throws NoAccessException if the community cannot be read, or no longer
   * @throws RestException if a page could not be read
   */
  Optional<WalkState> run(Sink sink) throws NoAccessException, InterruptedException {
    Optional<String> after = Optional.empty();
    int size = FULL_PAGE;
    while (true) {
      Page page = pages.behind(after, size);
      if (page.things().isEmpty() && isSuspicious()) {
        page = pages.behind(earlierAnchor(), FULL_PAGE);
      }
      List<Thing> unseen = unseen(page);
      if (!sink.take(bounded(unseen))) {
        return Optional.empty();
      }
      boolean isEnd = isEnd(page, unseen);
      if (!page.things().isEmpty()) {
        last = page;
      }
      if (isEnd) {
        return Optional.of(after());
      }
      after = page.after();
      size = endsInKnown(page) ? SHORT_PAGE : FULL_PAGE;
    }
  }

  /**
   * The hole that the walk left: the listing ran out, and neither ids nor times of its last page
   * reach back to what the last complete walk knew.
   */
  Optional<Gap.Hole> hole() {
    Long cursor = before.cursor();
    if (!isByTime
        || !ranOut
        || last == null
        || cursor == null
        || known.isEmpty()
        || seen.size() < LEAST_OF_A_FULL_LISTING) {
      return Optional.empty();
    }
    List<Thing> things = last.things();
    // One thing alone may have come late, or been put back.
    List<Thing> end = things.subList(Math.max(0, things.size() - JOINT), things.size());
    if (end.stream().allMatch(thing -> !isNew(thing) || isBefore(thing, cursor + 1))) {
      return Optional.empty();
    }
    long oldestNew =
        things.stream()
            .flatMapToLong(thing -> thing.created().stream())
            .filter(created -> created > cursor)
            .min()
            .orElse(cursor);
    return Optional.of(new Gap.Hole(cursor, oldestNew));
  }

  /** Whether a thing was not listed when the last complete walk ended. */
  boolean isNew(Thing thing) {
    return !known.contains(thing.id());
  }

  /** Whether the end of a page is known, so that the next page will most likely end the walk. */
  private boolean endsInKnown(Page page) {
    return endsInKnown(page, SHORT_PAGE);
  }

  private boolean endsInKnown(Page page, int number) {
    List<Thing> things = page.things();
    return things.size() > number
        && things.subList(things.size() - number, things.size()).stream().noneMatch(this::isNew);
  }

  private boolean isSuspicious() {
    // Behind a deleted anchor Reddit answers with nothing; a stale cache may do so on top, too.
    return last == null ? !known.isEmpty() : seen.size() < WalkState.MAX_RECENT;
  }

  private Optional<String> earlierAnchor() {
    return last == null
        ? Optional.empty()
        : Optional.of(last.things().get(last.things().size() / 2).fullname());
  }

  private List<Thing> unseen(Page page) {
    List<Thing> unseen = new ArrayList<>();
    for (Thing thing : page.things()) {
      if (seen.add(thing.id())) {
        unseen.add(thing);
        foundNew |= isNew(thing);
        OptionalLong created = thing.created();
        if (created.isPresent() && (newest == null || created.getAsLong() > newest)) {
          newest = created.getAsLong();
        }
      }
    }
    return unseen;
  }

  private List<Thing> bounded(List<Thing> things) {
    Long since = bounds.since;
    return since == null
        ? things
        : things.stream().filter(thing -> !isBefore(thing, since)).toList();
  }

  private boolean isEnd(Page page, List<Thing> unseen) {
    if (page.after().isEmpty() || !anchors.add(page.after().get())) {
      ranOut = true;
      return true;
    }
    if (page.things().isEmpty()) {
      return false;
    }
    // An anchor that Reddit does not know at all gives the first page again.
    boolean goesInCircles = unseen.isEmpty() && last != null && last.things().size() > 1;
    return goesInCircles
        || all(page, thing -> !isNew(thing))
        || (page.things().size() >= FULL_PAGE && endsInKnown(page, FULL_PAGE / 2))
        || (isByTime && oldest != null && all(page, thing -> isBefore(thing, oldest)))
        || (isByTime && bounds.since != null && all(page, thing -> isBefore(thing, bounds.since)));
  }

  private static boolean all(Page page, Predicate<Thing> condition) {
    return page.things().stream().allMatch(condition);
  }

  private static boolean isBefore(Thing thing, long seconds) {
    OptionalLong created = thing.created();
    return created.isPresent() && created.getAsLong() < seconds;
  }

  private WalkState after() {
    if (!foundNew && !before.open() && before.reaches(bounds.since)) {
      return before;
    }
    Set<String> recent = new LinkedHashSet<>();
    for (String id : seen) {
      add(recent, id);
    }
    for (String id : before.recent()) {
      add(recent, id);
    }
    Long since =
        before.cursor() != null && before.reaches(bounds.since) ? before.since() : bounds.since;
    return new WalkState(newest, since, before.walks() + 1, recent, false);
  }

  private static void add(Set<String> recent, String id) {
    if (recent.size() < WalkState.MAX_RECENT) {
      recent.add(id);
    }
  }

  /** Where pages come from. */
  @FunctionalInterface
  interface Pages {
    /** The page of at most so many things behind an anchor, or the first one. */
    Page behind(Optional<String> after, int size) throws NoAccessException, InterruptedException;
  }

  /** Where things go to. */
  @FunctionalInterface
  interface Sink {
    /** Takes things and says whether more are wanted. */
    boolean take(List<Thing> things) throws InterruptedException;
  }

  /**
   * How far back a walk reaches.
   *
   * @param since things created before it, in seconds, are not wanted; null for no bound
   * @param lookBackSeconds how much older than the cursor a whole page must be to end the walk
   */
  record Bounds(@Nullable Long since, long lookBackSeconds) {}
}
