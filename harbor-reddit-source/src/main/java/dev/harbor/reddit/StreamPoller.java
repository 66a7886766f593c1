package dev.harbor.reddit;

import dev.harbor.rest.http.RestException;
import dev.harbor.rest.http.RestFailure;
import dev.harbor.source.ExtractContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Looks at the listings of one resource again and again, the one that is most overdue first, and
 * puts what is new into a queue. Runs on a thread of its own.
 */
final class StreamPoller implements Runnable {
  private static final Logger LOGGER = System.getLogger("dev.harbor.reddit");

  /** New things that a look should find: enough to be worth it, too few to be missed. */
  private static final double AIM = 50;

  /** Seconds that Reddit's budget leaves for each request, with room for the rest. */
  private static final double SECONDS_PER_REQUEST = 0.7;

  /** Seconds that a page must be older than the newest thing of the last look to end this one. */
  private static final long LOOK_BACK = 60;

  /** Every so many looks go a page deeper, for what is listed late among older things. */
  private static final int DEEPER = 10;

  private final String resource;
  private final Lanes lanes;
  private final ExtractContext context;
  private final StreamControl control;
  private final StreamQueue queue;
  private final PriorityQueue<Followed> followed =
      new PriorityQueue<>(Comparator.comparingLong(Followed::due));

  /**
   * A poller.
   *
   * @param context counts requests
   * @param queue takes what is found
   */
  StreamPoller(
      String resource,
      Lanes lanes,
      ExtractContext context,
      StreamControl control,
      StreamQueue queue) {
    this.resource = resource;
    this.lanes = lanes;
    this.context = context;
    this.control = control;
    this.queue = queue;
  }

  /** Follows a listing from where it stands. */
  void follow(ListingKey key, WalkState state) {
    followed.add(new Followed(key, state, System.nanoTime(), control.options().shortestInterval()));
  }

  @Override
  public void run() {
    RuntimeException failure = null;
    try {
      while (!control.isStopping() && !followed.isEmpty()) {
        Followed next = followed.remove();
        control.await(Duration.ofNanos(Math.max(0, next.due - System.nanoTime())));
        if (!control.isStopping()) {
          look(next);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      queue.end(failure);
    }
  }

  private void look(Followed listing) throws InterruptedException {
    try {
      StreamBatch batch = walk(listing);
      control.started();
      listing.plan(batch.things().size(), longest());
      queue.put(batch);
      followed.add(listing);
    } catch (NoAccessException e) {
      control.started();
      drop(listing, e.reason());
    } catch (RestException e) {
      if (!control.hasStarted() || e.failure() == RestFailure.UNAUTHORIZED) {
        throw e;
      }
      LOGGER.log(
          Level.WARNING,
          "{0}: {1}; going on in {2} s",
          listing.key,
          e.getMessage(),
          control.options().retryWait().toSeconds());
      listing.due = System.nanoTime() + control.options().retryWait().toNanos();
      followed.add(listing);
      if (e.failure().concernsAll()) {
        control.await(control.options().retryWait());
      }
    }
  }

  /** One that cannot be read is followed no longer; of a group the others are. */
  private void drop(Followed listing, String reason) throws InterruptedException {
    List<Community> members = listing.key.community().members();
    for (Community member : members) {
      for (ListingKey key : lanes.scope().listings(resource, member)) {
        if (key.path().equals(listing.key.path())) {
          follow(key, listing.state);
        }
      }
    }
    control.follows(resource, followed.size());
    if (members.isEmpty()) {
      LOGGER.log(Level.WARNING, "{0} is followed no longer: {1}", listing.key, reason);
      queue.put(StreamBatch.dropped(listing.key, reason));
    }
  }

  private StreamBatch walk(Followed listing) throws NoAccessException, InterruptedException {
    boolean isFresh = listing.state.cursor() == null;
    Page[] last = {null};
    ListingWalk walk =
        new ListingWalk(
            (after, size) -> {
              Page page = lanes.client().page(listing.key, after, size, context);
              last[0] = page;
              // A stream begins with the newest page.
              return isFresh ? new Page(page.things(), Optional.empty()) : page;
            },
            listing.key.isByTime(),
            listing.state,
            new ListingWalk.Bounds(lanes.scope().bounds().since(), LOOK_BACK));
    List<Thing> things = new ArrayList<>();
    WalkState after =
        walk.run(
                page -> {
                  page.stream().filter(walk::isNew).forEach(things::add);
                  return true;
                })
            .orElseThrow();
    if (isFresh) {
      listing.horizon =
          things.stream()
              .flatMapToLong(thing -> thing.created().stream())
              .min()
              .orElse(listing.horizon);
    }
    if (++listing.looks % DEEPER == 0 && last[0] != null && last[0].after().isPresent()) {
      after = deeper(listing, last[0].after(), after, things);
    }
    Collections.reverse(things);
    boolean isChanged = !after.equals(listing.state);
    listing.state = after;
    return new StreamBatch(
        listing.key, things, isChanged ? after : null, walk.hole().orElse(null), null);
  }

  /** What is listed late among what was seen before, but not what is older than the stream. */
  private WalkState deeper(
      Followed listing, Optional<String> anchor, WalkState state, List<Thing> things)
      throws NoAccessException, InterruptedException {
    Page page = lanes.client().page(listing.key, anchor, ListingWalk.FULL_PAGE, context);
    List<Thing> late =
        page.things().stream()
            .filter(thing -> !state.recent().contains(thing.id()))
            .filter(thing -> thing.created().orElse(0) >= listing.horizon)
            .toList();
    things.addAll(late);
    return late.isEmpty() ? state : state.with(late);
  }

  private Duration longest() {
    Duration fair = Duration.ofMillis((long) (control.listings() * SECONDS_PER_REQUEST * 1000));
    Duration set = control.options().longestInterval();
    return fair.compareTo(set) > 0 ? fair : set;
  }

  /** A listing and when to look at it again. */
  private final class Followed {
    private final ListingKey key;
    private WalkState state;
    private long due;
    private Duration interval;
    private int looks;

    /** What was created before is none of the stream's business, but if it is listed on top. */
    private long horizon;

    private Followed(ListingKey key, WalkState state, long due, Duration interval) {
      this.key = key;
      this.state = state;
      this.due = due;
      this.interval = interval;
      this.horizon = state.cursor() == null ? 0 : state.cursor();
    }

    private long due() {
      return due;
    }

    /** Sooner where much was new, later where nothing was; a little by chance. */
    private void plan(int found, Duration longest) {
      double factor = found == 0 ? 2 : Math.min(2, AIM / found);
      long nanos = (long) (interval.toNanos() * factor);
      nanos = Math.min(nanos, longest.toNanos());
      nanos = Math.max(nanos, control.options().shortestInterval().toNanos());
      interval = Duration.ofNanos(nanos);
      due =
          System.nanoTime()
              + (long) (nanos * (0.9 + 0.2 * ThreadLocalRandom.current().nextDouble()));
    }
  }
}
