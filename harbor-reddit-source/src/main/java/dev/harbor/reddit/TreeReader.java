package dev.harbor.reddit;

import dev.harbor.source.ExtractContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one post's comments: the tree, and what is folded in it, largest fold first. Confined to
 * one thread.
 *
 * <p>Folds may name comments that no request ever gives, so that no id is asked for twice.
 */
final class TreeReader {
  private static final int BATCH = 100;
  private static final String NO_ID = "_";

  private final RedditClient client;
  private final ExtractContext context;
  private final CommentTrees limits;
  private final Sink sink;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private final PriorityQueue<Fold> folds =
      new PriorityQueue<>(Comparator.comparingInt(Fold::count).reversed());
  private final List<Fold> left = new ArrayList<>();
  private int requests;

  /**
   * A reader of one tree.
   *
   * @param sink takes comments, each once, those that answer one behind it
   */
  TreeReader(RedditClient client, ExtractContext context, CommentTrees limits, Sink sink) {
    this.client = client;
    this.context = context;
    this.limits = limits;
    this.sink = sink;
  }

  /**
   * Reads the tree of a post.
   *
   * @param size most comments that the first answer shall hold, up to 500
   * @return whether more is wanted
   * @throws NoAccessException if the post cannot be read
   * @throws dev.harbor.rest.http.RestException if there was no usable answer
   */
  boolean read(String post, int size) throws NoAccessException, InterruptedException {
    requests++;
    if (!take(client.tree(post, "", size, limits.depth(), context))) {
      return false;
    }
    while (!folds.isEmpty()) {
      Fold fold = folds.remove();
      boolean isSmall = fold.count() > 0 && fold.count() < limits.leastFolded();
      if (isSmall || requests >= limits.requests()) {
        left.add(fold);
      } else if (!unfold(post, fold)) {
        return false;
      }
    }
    return true;
  }

  /** Comments that stayed folded, as far as Reddit counts them. */
  int leftFolded() {
    return left.stream().mapToInt(fold -> Math.max(1, fold.count())).sum();
  }

  /** Folds that stayed. */
  int folds() {
    return left.size();
  }

  private boolean unfold(String post, Fold fold) throws NoAccessException, InterruptedException {
    if (fold.children().isEmpty()) {
      requests++;
      return !asked.add(fold.parent())
          || take(client.tree(post, fold.parent().substring(3), 500, limits.depth(), context));
    }
    List<String> ids = fold.children().stream().filter(id -> !seen.contains(id)).toList();
    List<String> fresh = ids.stream().filter(asked::add).toList();
    for (int from = 0; from < fresh.size(); from += BATCH) {
      if (requests >= limits.requests()) {
        List<String> rest = fresh.subList(from, fresh.size());
        left.add(new Fold(fold.parent(), rest, rest.size()));
        return true;
      }
      List<String> batch = fresh.subList(from, Math.min(from + BATCH, fresh.size()));
      if (!more(post, batch)) {
        return false;
      }
    }
    return true;
  }

  /** Asks for folded comments; for fewer at once where that is too much for the server. */
  private boolean more(String post, List<String> ids)
      throws NoAccessException, InterruptedException {
    requests++;
    List<Map<String, @Nullable Object>> things = client.more(post, ids, context).orElse(null);
    if (things != null) {
      return take(things);
    }
    if (ids.size() == 1) {
      throw new NoAccessException("refuses to unfold comments");
    }
    int half = ids.size() / 2;
    return more(post, ids.subList(0, half)) && more(post, ids.subList(half, ids.size()));
  }

  private boolean take(List<Map<String, @Nullable Object>> envelopes) throws InterruptedException {
    List<Thing> things = new ArrayList<>();
    for (Map<String, @Nullable Object> envelope : envelopes) {
      flatten(envelope, things);
    }
    return sink.take(things);
  }

  private void flatten(Map<?, ?> envelope, List<Thing> things) {
    if (!(envelope.get("data") instanceof Map<?, ?> data)) {
      return;
    }
    if ("more".equals(envelope.get("kind"))) {
      fold(data);
      return;
    }
    try {
      Thing thing = RedditJson.thing(envelope);
      if ("t1".equals(envelope.get("kind")) && seen.add(thing.id())) {
        things.add(thing);
      }
    } catch (IOException e) {
      // Something of a kind that is not known: nothing to store, and perhaps answers below it.
      context.skipped("a thing in a comment tree", "it has no id");
    }
    if (data.get("replies") instanceof Map<?, ?> replies
        && replies.get("data") instanceof Map<?, ?> listing
        && listing.get("children") instanceof List<?> children) {
      for (Object child : children) {
        if (child instanceof Map<?, ?> below) {
          flatten(below, things);
        }
      }
    }
  }

  private void fold(Map<?, ?> data) {
    List<String> children = new ArrayList<>();
    if (data.get("children") instanceof List<?> ids) {
      ids.forEach(id -> children.add(String.valueOf(id)));
    }
    int count = data.get("count") instanceof Number number ? number.intValue() : children.size();
    String parent = String.valueOf(data.get("parent_id"));
    boolean goesOn = children.isEmpty() && NO_ID.equals(data.get("id")) && parent.startsWith("t1_");
    if (goesOn || !children.isEmpty()) {
      folds.add(new Fold(parent, children, count));
    }
  }

  /** Where comments go to. */
  @FunctionalInterface
  interface Sink {
    /** Takes comments and says whether more are wanted. */
    boolean take(List<Thing> comments) throws InterruptedException;
  }

  /**
   * Comments that are only named.
   *
   * @param children ids; none where a thread goes on below its parent
   * @param count how many they are, with what lies below them
   */
  private record Fold(String parent, List<String> children, int count) {}
}
