package dev.harbor.reddit;

import dev.harbor.error.SourceException;
import dev.harbor.rest.http.RestException;
import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import dev.harbor.source.Extractor;
import dev.harbor.state.ResourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks the listings of all communities, one after the other, and emits what is in them. */
final class ListingExtractor implements Extractor {
  private final String resource;
  private final RedditClient client;
  private final Map<String, List<ListingKey>> listings;
  private final Function<Thing, Map<String, @Nullable Object>> shape;
  private final ListingWalk.Bounds bounds;
  private final AuthorFeed feed;

  /**
   * An extractor.
   *
   * @param scope which listings, by community, and how far back
   * @param shape makes an item of a thing
   */
  ListingExtractor(
      String resource,
      RedditClient client,
      WalkScope scope,
      Function<Thing, Map<String, @Nullable Object>> shape,
      AuthorFeed feed) {
    this.resource = resource;
    this.client = client;
    this.listings = scope.listings(resource);
    this.bounds = scope.bounds();
    this.shape = shape;
    this.feed = feed;
  }

  @Override
  public void extract(ExtractContext context, Emitter emitter) throws InterruptedException {
    feed.begin(resource);
    try {
      new Run(context, emitter).walkAll();
    } finally {
      feed.end(resource);
    }
  }

  /** One call of the extractor. */
  private final class Run {
    private final ExtractContext context;
    private final Emitter emitter;
    private final Skips skips = new Skips();
    private final List<String> broken = new ArrayList<>();
    private @Nullable RestException failure;
    private boolean hasEmitted;
    private boolean wantsMore = true;

    Run(ExtractContext context, Emitter emitter) {
      this.context = context;
      this.emitter = emitter;
    }

    void walkAll() throws InterruptedException {
      for (Map.Entry<String, List<ListingKey>> each : listings.entrySet()) {
        if (!walkCommunity(each.getKey(), each.getValue()) || !wantsMore) {
          break;
        }
      }
      if (skips.size() == listings.size()) {
        throw skips.nothingReadable(resource);
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
    private boolean walkCommunity(String subreddit, List<ListingKey> keys)
        throws InterruptedException {
      for (ListingKey key : keys) {
        try {
          walk(key);
        } catch (NoAccessException e) {
          skips.add(subreddit, e.reason(), context);
          return true;
        } catch (RestException e) {
          broken.add(key.toString());
          if (failure == null || e.failure().concernsAll()) {
            failure = e;
          }
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

    private void walk(ListingKey key) throws NoAccessException, InterruptedException {
      WalkState before = WalkState.of(context.state().child("listings").child(key.name()));
      ListingWalk walk =
          new ListingWalk(
              (after, size) -> client.page(key, after, size, context),
              key.isByTime(),
              before,
              bounds);
      Optional<WalkState> after = walk.run(things -> emit(things, walk, key, before));
      if (after.isEmpty()) {
        wantsMore = false;
        return;
      }
      feed.walked(resource, key, before, after.get());
      remember(key, after.get());
      emitter.checkpoint();
    }

    private boolean emit(List<Thing> things, ListingWalk walk, ListingKey key, WalkState before) {
      if (things.isEmpty()) {
        return true;
      }
      for (Thing thing : things) {
        hasEmitted = true;
        if (!emitter.emit(shape.apply(thing))) {
          remember(key, before.opened());
          return false;
        }
      }
      feed.offer(
          resource,
          things.stream().filter(walk::isNew).flatMap(thing -> thing.author().stream()).toList());
      remember(key, before.opened());
      emitter.checkpoint();
      return true;
    }

    private void remember(ListingKey key, WalkState walk) {
      ResourceState state = context.state();
      ResourceState walks = state.child("listings").with(key.name(), walk.toState());
      context.setState(state.with("listings", walks));
    }

    private String describe(RestException cause) {
      return "Cannot read resource '%s' to the end: %s broke off. %s. What came is kept; run again to go on"
          .formatted(resource, String.join(", ", broken), cause.getMessage());
    }
  }
}
