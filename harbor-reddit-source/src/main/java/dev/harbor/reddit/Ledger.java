package dev.harbor.reddit;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of what a run meets, and keeps account of what the rows of a resource are to follow.
 * Confined to one thread.
 */
final class Ledger {
  private final ThingRows rows;
  private final Tracked tracked;
  private final long now;
  private final Set<Long> shown = new HashSet<>();

  /**
   * A ledger of one run.
   *
   * @param now when the run reads, in seconds
   */
  Ledger(ThingRows rows, Tracked tracked, long now) {
    this.rows = rows;
    this.tracked = tracked;
    this.now = now;
  }

  /** Kind of its things. */
  String kind() {
    return rows.kind();
  }

  /** When the run reads, in seconds. */
  long now() {
    return now;
  }

  /** Whether this run has met a thing. */
  boolean hasShown(long id) {
    return shown.contains(id);
  }

  /** The row of a thing as it is shown now; empty if there is none to be stored. */
  Optional<Map<String, @Nullable Object>> take(Thing thing) {
    String subreddit = subreddit(thing);
    Cohort.Entry entry = tracked.find(thing, subreddit);
    if (rows.appends() && entry != null) {
      return Optional.empty();
    }
    Optional<Deletion> deletion = Deletion.of(thing.fields());
    long earlier = entry == null ? 0 : entry.deleted();
    long deletedAt = deletion.isEmpty() ? 0 : earlier > 0 ? earlier : now;
    tracked.remember(thing, subreddit, deletedAt, now);
    OptionalLong id = Tracked.number(thing.id());
    if (id.isPresent()) {
      shown.add(id.getAsLong());
    }
    boolean mayComeBack =
        rows.onDelete() == OnDelete.HARD_DELETE
            && deletion.isPresent()
            && deletion.get() == Deletion.REMOVED
            && earlier == 0;
    return mayComeBack ? Optional.empty() : rows.row(thing, deletedAt);
  }

  /** What becomes of a row whose thing Reddit did not know when asked, for the second time. */
  Optional<Map<String, @Nullable Object>> absent(Tracked.Due due, long id) {
    Cohort.Entry entry = due.cohort().get(id);
    if (entry == null || entry.deleted() > 0) {
      return Optional.empty();
    }
    if (!entry.missing()) {
      due.cohort().put(id, new Cohort.Entry(entry.created(), 0, true));
      return Optional.empty();
    }
    due.cohort().put(id, new Cohort.Entry(entry.created(), now, false));
    return rows.gone(Long.toString(id, 36), due.subreddit(), entry.created(), now);
  }

  private static String subreddit(Thing thing) {
    return thing.fields().get("subreddit") instanceof String name
        ? name.toLowerCase(Locale.ROOT)
        : "";
  }
}
