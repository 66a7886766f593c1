package dev.harbor.reddit;

import dev.harbor.error.SourceException;
import dev.harbor.rest.http.RestException;
import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import dev.harbor.source.Extractor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what is trending, and emits each post and each of its comments once for all runs. */
final class TrendingExtractor implements Extractor {
  private static final int MAX_DELIVERED = 20_000;
  private static final String ID = "id";

  private final RedditClient client;
  private final Trending what;
  private final ThingRows posts;
  private final ThingRows comments;

  TrendingExtractor(RedditClient client, Trending what, ThingRows posts, ThingRows comments) {
    this.client = client;
    this.what = what;
    this.posts = posts;
    this.comments = comments;
  }

  @Override
  public void extract(ExtractContext context, Emitter emitter) throws InterruptedException {
    Set<String> delivered = delivered(context);
    List<Community> subreddits;
    try {
      subreddits = discover(context);
    } catch (NoAccessException | RestException e) {
      throw new SourceException("Cannot find what is trending: " + e.getMessage(), e);
    }
    Skips skips = new Skips();
    RestException failure = null;
    for (Community subreddit : subreddits) {
      try {
        if (!read(subreddit, delivered, context, emitter)) {
          return;
        }
      } catch (NoAccessException e) {
        skips.add(subreddit.label(), e.reason(), context);
      } catch (RestException e) {
        failure = e;
        context.skipped(subreddit.label(), "broke off");
        if (e.failure().concernsAll()) {
          break;
        }
      }
    }
    if (failure != null) {
      context.incomplete(new SourceException(String.valueOf(failure.getMessage()), failure));
    } else if (!subreddits.isEmpty() && skips.size() == subreddits.size()) {
      throw skips.nothingReadable(WalkScope.SUBMISSIONS);
    }
  }

  /** Emits comments of a post that was emitted. */
  void comments(Object post, ExtractContext context, Emitter emitter) throws InterruptedException {
    if (what.comments() == 0
        || !(post instanceof Map<?, ?> row)
        || !(row.get(ID) instanceof String id)
        || row.containsKey(ThingRows.DELETION)) {
      return;
    }
    CommentTrees once = new CommentTrees(List.of(id), 1, 0, 10);
    List<Thing> found = new ArrayList<>();
    try {
      new TreeReader(client, context, once, found::addAll).read(id, what.comments());
    } catch (NoAccessException e) {
      context.skipped("comments of t3_" + id, e.reason());
    } catch (RestException e) {
      if (e.failure().concernsAll()) {
        throw e;
      }
      context.skipped("comments of t3_" + id, "broke off");
    }
    long now = context.clock().instant().getEpochSecond();
    for (Thing comment : found.subList(0, Math.min(found.size(), what.comments()))) {
      Optional<Map<String, @Nullable Object>> row2 = comments.row(comment, now);
      row2.ifPresent(emitter::emit);
    }
  }

  private List<Community> discover(ExtractContext context)
      throws NoAccessException, InterruptedException {
    boolean byRank = what.by() == Trending.By.POPULAR;
    String label = byRank ? "subreddits" : "r/popular";
    Community where = new Community(label, '/' + label, label, List.of());
    ListingKey key =
        new ListingKey(where, byRank ? "popular" : Listing.RISING.path(), "", Map.of());
    Set<String> names = new LinkedHashSet<>();
    for (Thing thing : client.page(key, Optional.empty(), 100, context).things()) {
      if (thing.fields().get(byRank ? "display_name" : "subreddit") instanceof String name) {
        names.add(name);
      }
    }
    return names.stream().limit(what.subreddits()).map(Community::subreddit).toList();
  }

  private boolean read(
      Community subreddit, Set<String> delivered, ExtractContext context, Emitter emitter)
      throws NoAccessException, InterruptedException {
    long now = context.clock().instant().getEpochSecond();
    ListingKey key = ListingKey.posts(subreddit, what.sort(), Period.DAY);
    List<Thing> page = client.page(key, Optional.empty(), what.posts(), context).things();
    for (Thing thing : page.subList(0, Math.min(page.size(), what.posts()))) {
      if (!delivered.add(thing.id())) {
        continue;
      }
      Optional<Map<String, @Nullable Object>> row = posts.row(thing, now);
      if (row.isPresent() && !emitter.emit(row.get())) {
        return false;
      }
      remember(delivered, context);
      emitter.checkpoint();
    }
    return true;
  }

  private static Set<String> delivered(ExtractContext context) {
    String text = context.state().text("delivered").orElse("");
    return text.isEmpty()
        ? new LinkedHashSet<>()
        : new LinkedHashSet<>(List.of(text.split(" ", -1)));
  }

  private static void remember(Set<String> delivered, ExtractContext context) {
    List<String> ids = List.copyOf(delivered);
    context.setState(
        context
            .state()
            .with(
                "delivered",
                String.join(
                    " ", ids.subList(Math.max(0, ids.size() - MAX_DELIVERED), ids.size()))));
  }
}
