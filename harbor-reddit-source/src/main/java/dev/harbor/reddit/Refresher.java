package dev.harbor.reddit;

import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks by id for what was loaded before, so that scores, edits and deletions follow. Confined to
 * one thread.
 */
final class Refresher {
  /** Most ids that Reddit answers at once. */
  static final int BATCH = 100;

  /** An answer without any of so many ids is not believed. */
  private static final int SUSPICIOUS = 10;

  private final RedditClient client;
  private final Ledger ledger;
  private final Tracked tracked;

  Refresher(RedditClient client, Ledger ledger, Tracked tracked) {
    this.client = client;
    this.ledger = ledger;
    this.tracked = tracked;
  }

  /**
   * Asks for those whose turn it is.
   *
   * @param maxRequests how often it may ask
   * @param unreadable subreddits that cannot be read now, so that absence says nothing
   * @return whether more items are wanted
   * @throws dev.harbor.rest.http.RestException if there was no usable answer
   */
  boolean run(ExtractContext context, Emitter emitter, int maxRequests, Set<String> unreadable)
      throws InterruptedException {
    List<Candidate> candidates = candidates(maxRequests, unreadable);
    for (int from = 0; from < candidates.size(); from += BATCH) {
      List<Candidate> batch = candidates.subList(from, Math.min(from + BATCH, candidates.size()));
      if (!ask(batch, context, emitter)) {
        return false;
      }
      for (Candidate each : batch) {
        each.due.cohort().refreshedUpTo(each.upTo, ledger.now());
      }
    }
    return true;
  }

  private List<Candidate> candidates(int maxRequests, Set<String> unreadable) {
    long most = (long) maxRequests * BATCH;
    List<Candidate> candidates = new ArrayList<>();
    for (Tracked.Due due :
        most == 0 ? List.<Tracked.Due>of() : tracked.due(ledger.now(), unreadable)) {
      Candidate last = null;
      long end = 0;
      for (long id : due.cohort().rest().keySet()) {
        end = id;
        if (ledger.hasShown(id)) {
          continue;
        }
        if (candidates.size() >= most) {
          return candidates;
        }
        last = new Candidate(due, id);
        candidates.add(last);
      }
      if (last != null) {
        last.upTo = end;
      } else if (end > 0) {
        due.cohort().refreshedUpTo(end, ledger.now());
      }
    }
    return candidates;
  }

  private boolean ask(List<Candidate> batch, ExtractContext context, Emitter emitter)
      throws InterruptedException {
    List<String> names =
        batch.stream().map(each -> ledger.kind() + '_' + Long.toString(each.id, 36)).toList();
    Map<Long, Thing> found = new HashMap<>();
    for (Thing thing : client.info(names, context)) {
      Tracked.number(thing.id()).ifPresent(id -> found.put(id, thing));
    }
    if (found.isEmpty() && batch.size() >= SUSPICIOUS) {
      context.skipped(
          "refresh of " + batch.size() + " things", "Reddit answered none of them, not believed");
      return true;
    }
    for (Candidate each : batch) {
      Thing thing = found.get(each.id);
      Optional<Map<String, @Nullable Object>> row =
          thing == null ? ledger.absent(each.due, each.id) : ledger.take(thing);
      if (row.isPresent() && !emitter.emit(row.get())) {
        return false;
      }
    }
    return true;
  }

  /** A thing to ask for. */
  private static final class Candidate {
    private final Tracked.Due due;
    private final long id;

    /** Up to where the cohort is done when this is. */
    private long upTo;

    private Candidate(Tracked.Due due, long id) {
      this.due = due;
      this.id = id;
      this.upTo = id;
    }
  }
}
