package dev.harbor.reddit;

import dev.harbor.error.SourceException;
import dev.harbor.rest.http.RestException;
import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import dev.harbor.source.Extractor;
import dev.harbor.state.ResourceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks the listings of all communities, one after the other, and emits what is in them; then asks
 * for what came earlier and may have changed.
 */
final class ListingExtractor implements Extractor {
  private final String resource;
  private final Lanes lanes;
  private final ThingRows rows;
  private final int refreshRequests;

  /**
   * An extractor.
   *
   * @param rows makes rows of things
   * @param refreshRequests how often a run may ask for what came earlier; less than zero for what
   *     its walks left of 2 requests each, and one per 100 new things
   */
  ListingExtractor(String resource, Lanes lanes, ThingRows rows, int refreshRequests) {
    this.resource = resource;
    this.lanes = lanes;
    this.rows = rows;
    this.refreshRequests = refreshRequests;
  }

  @Override
  public void extract(ExtractContext context, Emitter emitter) throws InterruptedException {
    lanes.authors().begin(resource);
    lanes.gaps().begin(resource, Gaps.of(context.state()));
    try {
      new Run(context, emitter).readAll();
    } finally {
      lanes.gaps().end(resource);
      lanes.authors().end(resource);
    }
  }

  private static @Nullable Instant instant(@Nullable Long seconds) {
    return seconds == null ? null : Instant.ofEpochSecond(seconds);
  }

  /** One call of the extractor. */
  private final class Run {
    private final ExtractContext context;
    private final Emitter emitter;
    private final Tracked tracked;
    private final Ledger ledger;
    private final Skips skips = new Skips();
    private final Set<String> unreadable = new HashSet<>();
    private final List<String> broken = new ArrayList<>();
    private @Nullable RestException failure;
    private boolean hasReadable;
    private boolean hasEmitted;
    private boolean wantsMore = true;
    private int spare;

    Run(ExtractContext context, Emitter emitter) {
      this.context = context;
      this.emitter = emitter;
      this.tracked = Tracked.of(context.state().child("tracked"));
      this.ledger = new Ledger(rows, tracked, context.clock().instant().getEpochSecond());
    }

    void readAll() throws InterruptedException {
      Map<Community, List<ListingKey>> listings = lanes.scope().listings(resource);
      for (Map.Entry<Community, List<ListingKey>> each : listings.entrySet()) {
        if (!walkCommunity(each.getKey(), each.getValue()) || !wantsMore) {
          break;
        }
      }
      if (lanes.trees().isPresent() && resource.equals(WalkScope.COMMENTS)) {
        readTrees(lanes.trees().get());
      }
      if (!hasReadable && skips.size() > 0) {
        throw skips.nothingReadable(resource);
      }
      if (wantsMore && (failure == null || !failure.failure().concernsAll())) {
        refresh();
      }
      RestException cause = failure;
      if (cause != null) {
        SourceException problem = new SourceException(describe(cause), cause);
        if (!hasEmitted) {
          throw problem;
        }
        context.incomplete(problem);
      }
    }

    /** Walks the listings of a community; false if the others fare no better. */
    private boolean walkCommunity(Community community, List<ListingKey> keys)
        throws InterruptedException {
      for (ListingKey key : keys) {
        try {
          walk(key);
        } catch (NoAccessException e) {
          return refused(community, e);
        } catch (RestException e) {
          failed(key.toString(), e);
          if (e.failure().concernsAll()) {
            return false;
          }
        }
        if (!wantsMore) {
          return true;
        }
      }
      return true;
    }

    /** One that cannot be read spoils a group: its members are walked alone. */
    private boolean refused(Community community, NoAccessException refusal)
        throws InterruptedException {
      if (community.members().isEmpty()) {
        skips.add(community.label(), refusal.reason(), context);
        unreadable.add(community.key());
        return true;
      }
      for (Community member : community.members()) {
        if (!walkCommunity(member, lanes.scope().listings(resource, member))) {
          return false;
        }
      }
      return true;
    }

    private void failed(String what, RestException e) {
      hasReadable = true;
      broken.add(what);
      if (failure == null || e.failure().concernsAll()) {
        failure = e;
      }
    }

    private void walk(ListingKey key) throws NoAccessException, InterruptedException {
      WalkState before = WalkState.of(context.state().child("listings").child(key.name()));
      int[] requests = {0};
      ListingWalk walk =
          new ListingWalk(
              (after, size) -> {
                requests[0]++;
                return lanes.client().page(key, after, size, context);
              },
              key.isByTime(),
              key.isWalkedWhole() ? WalkState.NONE : before,
              lanes.scope().bounds());
      int[] fresh = {0};
      Optional<WalkState> after =
          walk.run(
              things -> {
                fresh[0] += (int) things.stream().filter(walk::isNew).count();
                return emit(things, walk, key, before);
              });
      hasReadable = true;
      if (after.isEmpty()) {
        wantsMore = false;
        return;
      }
      spare += Math.max(0, 2 + fresh[0] / Refresher.BATCH - requests[0]);
      walk.hole().ifPresent(hole -> report(key, hole));
      Long cursor = after.get().cursor();
      if (cursor != null) {
        context.moved(key.toString(), instant(before.cursor()), Instant.ofEpochSecond(cursor));
      }
      lanes.authors().walked(resource, key, before, after.get());
      remember(key, after.get());
      emitter.checkpoint();
    }

    private boolean emit(List<Thing> things, ListingWalk walk, ListingKey key, WalkState before) {
      if (things.isEmpty()) {
        return true;
      }
      for (Thing thing : things) {
        if (rows.appends() && !walk.isNew(thing)) {
          continue;
        }
        hasEmitted = true;
        Optional<Map<String, @Nullable Object>> row = ledger.take(thing);
        if (row.isPresent() && !emitter.emit(row.get())) {
          remember(key, before.opened());
          return false;
        }
      }
      lanes
          .authors()
          .offer(
              resource,
              things.stream()
                  .filter(walk::isNew)
                  .flatMap(thing -> thing.author().stream())
                  .toList());
      remember(key, before.opened());
      emitter.checkpoint();
      return true;
    }

    private void remember(ListingKey key, WalkState walk) {
      ResourceState state = context.state();
      ResourceState walks = state.child("listings").with(key.name(), walk.toState());
      context.setState(state.with("listings", walks).with("tracked", tracked.toState()));
    }

    private void readTrees(CommentTrees trees) throws InterruptedException {
      for (String post : trees.posts()) {
        if (!wantsMore || (failure != null && failure.failure().concernsAll())) {
          return;
        }
        TreeReader reader = new TreeReader(lanes.client(), context, trees, this::emitTree);
        try {
          wantsMore = reader.read(post, 500);
          hasReadable = true;
        } catch (NoAccessException e) {
          skips.add("comments of t3_" + post, e.reason(), context);
        } catch (RestException e) {
          failed("the comments of t3_" + post, e);
        }
        if (reader.folds() > 0) {
          String reason =
              "%d comments in %d folds left unread".formatted(reader.leftFolded(), reader.folds());
          context.skipped("comments of t3_" + post, reason);
          keep(new Gap(resource, "", "comments/" + post, null, null, reason, ledger.now()));
        }
        emitter.checkpoint();
      }
    }

    private boolean emitTree(List<Thing> comments) {
      for (Thing comment : comments) {
        hasEmitted = true;
        Optional<Map<String, @Nullable Object>> row = ledger.take(comment);
        if (row.isPresent() && !emitter.emit(row.get())) {
          return false;
        }
      }
      lanes
          .authors()
          .offer(resource, comments.stream().flatMap(thing -> thing.author().stream()).toList());
      return true;
    }

    private void report(ListingKey key, Gap.Hole hole) {
      Gap gap = Gaps.of(resource, key, hole, ledger.now());
      context.skipped(key.toString(), Gaps.text(gap));
      keep(gap);
    }

    private void keep(Gap gap) {
      context.setState(Gaps.with(context.state(), gap));
      lanes.gaps().offer(gap);
    }

    private void refresh() throws InterruptedException {
      int left = tracked.prune(ledger.now());
      if (left > 0) {
        context.skipped(left + " of " + resource, "no longer refreshed: too many to remember");
      }
      int requests = refreshRequests < 0 ? spare : refreshRequests;
      try {
        if (!rows.appends()) {
          wantsMore =
              new Refresher(lanes.client(), ledger, tracked)
                  .run(context, emitter, requests, unreadable);
        }
      } catch (RestException e) {
        failed("the refresh", e);
      }
      if (!context.state().child("tracked").equals(tracked.toState())) {
        context.setState(context.state().with("tracked", tracked.toState()));
      }
      emitter.checkpoint();
    }

    private String describe(RestException cause) {
      return "Cannot read resource '%s' to the end: %s broke off. %s. What came is kept; run again to go on"
          .formatted(resource, String.join(", ", broken), cause.getMessage());
    }
  }
}
