package dev.harbor.reddit;

import dev.harbor.error.SourceException;
import dev.harbor.rest.http.RestException;
import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import dev.harbor.source.Extractor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the authors of what posts and comments brought. It takes their names over from the lanes
 * of the same run; what those did in runs that it had no part in, it finds by walks of its own.
 *
 * <p>Why: {@code docs/design/reddit-redditors.md}.
 */
final class RedditorExtractor implements Extractor {
  private static final int ROWS_PER_CHECKPOINT = 50;
  private static final int FAILURES_IN_A_ROW = 3;

  private final RedditClient client;
  private final WalkScope scope;
  private final AuthorFeed feed;
  private final int maxRequests;
  private final Duration refresh;

  /**
   * An extractor.
   *
   * @param maxRequests how many users one run asks for at most
   * @param refresh how long a user is not asked for again
   */
  RedditorExtractor(
      RedditClient client, WalkScope scope, AuthorFeed feed, int maxRequests, Duration refresh) {
    this.client = client;
    this.scope = scope;
    this.feed = feed;
    this.maxRequests = maxRequests;
    this.refresh = refresh;
  }

  @Override
  public void extract(ExtractContext context, Emitter emitter) throws InterruptedException {
    try {
      // Takes a moment, in which lanes that start together with this one have told the feed so.
      client.connect(context);
    } catch (RestException e) {
      throw new SourceException(String.valueOf(e.getMessage()), e);
    }
    new Run(context, emitter).readAll();
  }

  /** One call of the extractor. */
  private final class Run {
    private final ExtractContext context;
    private final Emitter emitter;
    private final RedditorState state;
    private final Skips skips = new Skips();
    private @Nullable RestException failure;
    private int failuresInARow;
    private boolean isHopeless;
    private boolean wantsMore = true;
    private int asked;

    Run(ExtractContext context, Emitter emitter) {
      this.context = context;
      this.emitter = emitter;
      this.state = new RedditorState(context.state(), refresh, context.clock().instant());
    }

    void readAll() throws InterruptedException {
      askForPending();
      do {
        takeNames();
        takeOverWalks();
        askForPending();
      } while (goesOn() && feed.hasMore());
      feed.forget();
      save();
      report();
    }

    private void takeNames() throws InterruptedException {
      while (goesOn()) {
        List<String> names = feed.take();
        if (names.isEmpty()) {
          return;
        }
        names.forEach(state::add);
        askForPending();
      }
    }

    private boolean goesOn() {
      return wantsMore && !isHopeless;
    }

    /** Moves the marks to what the lanes walked, and walks where they do not fit. */
    private void takeOverWalks() throws InterruptedException {
      int walked = 0;
      for (String resource : scope.authored()) {
        for (List<ListingKey> keys : scope.listings(resource).values()) {
          for (ListingKey key : keys) {
            if (goesOn() && takeOver(resource, key)) {
              walked++;
            }
          }
        }
      }
      if (skips.size() > 0 && skips.size() == walked && asked == 0) {
        throw skips.nothingReadable(WalkScope.REDDITORS);
      }
    }

    /** Whether the listing had to be walked. */
    private boolean takeOver(String resource, ListingKey key) throws InterruptedException {
      String name = resource + ':' + key.name();
      RedditorState.Mark mark = state.mark(name);
      AuthorFeed.Walk walk = feed.walk(resource, key);
      if (walk != null && walk.from() == mark.walks()) {
        state.move(name, new RedditorState.Mark(walk.to(), walk.cursor()));
        return false;
      }
      if (walk == null && feed.hasBegun(resource)) {
        return false;
      }
      try {
        Long cursor = walk(key, mark);
        state.move(name, new RedditorState.Mark(walk == null ? mark.walks() : walk.to(), cursor));
      } catch (NoAccessException e) {
        skips.add(key.community().label(), e.reason(), context);
      } catch (RestException e) {
        failed(e);
      }
      return true;
    }

    private @Nullable Long walk(ListingKey key, RedditorState.Mark mark)
        throws NoAccessException, InterruptedException {
      WalkState before = new WalkState(mark.cursor(), null, mark.walks(), Set.of(), false);
      Optional<WalkState> after =
          new ListingWalk(
                  (anchor, size) -> client.page(key, anchor, size, context),
                  key.isByTime(),
                  before,
                  scope.bounds())
              .run(
                  things -> {
                    things.forEach(thing -> thing.author().ifPresent(state::add));
                    return true;
                  });
      return after.map(WalkState::cursor).orElse(null);
    }

    private void askForPending() throws InterruptedException {
      int rows = 0;
      for (String name : new ArrayList<>(state.pending())) {
        if (!goesOn() || asked >= maxRequests) {
          return;
        }
        asked++;
        try {
          wantsMore = emitter.emit(client.user(name, context));
        } catch (RestException e) {
          failed(e);
          continue;
        }
        failuresInARow = 0;
        state.done(name);
        if (++rows % ROWS_PER_CHECKPOINT == 0) {
          save();
          emitter.checkpoint();
        }
      }
    }

    private void failed(RestException e) {
      failuresInARow++;
      isHopeless |= e.failure().concernsAll() || failuresInARow >= FAILURES_IN_A_ROW;
      if (failure == null || e.failure().concernsAll()) {
        failure = e;
      }
    }

    private void save() {
      context.setState(state.toState(context.clock().instant()));
    }

    private void report() {
      int left = state.pending().size();
      if (left > 0 && failure == null) {
        context.skipped(
            left + " redditors",
            "left for the next run: one run asks for at most %d".formatted(maxRequests));
      }
      RestException cause = failure;
      if (cause != null) {
        context.incomplete(
            new SourceException(
                "Cannot read resource 'redditors' to the end: %d users are left. %s"
                    .formatted(left, cause.getMessage()),
                cause));
      }
    }
  }
}
