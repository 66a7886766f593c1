package dev.harbor.reddit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Posts whose comments are read as trees, and how far what Reddit folds is unfolded. What is left
 * is reported, and a row of {@code _harbor_gaps}. Immutable.
 *
 * @param posts ids, without {@code t3_}
 * @param requests how many requests one post may take, the first one included
 * @param leastFolded folds of fewer comments are left folded
 * @param depth deepest level of answers that the first request asks for, 1 to 10
 */
public record CommentTrees(List<String> posts, int requests, int leastFolded, int depth) {
  private static final Pattern POST =
      Pattern.compile("(?:.*/comments/|t3_)?([0-9a-z]{1,13})(?:/.*)?", Pattern.CASE_INSENSITIVE);
  private static final int DEEPEST = 10;

  /** Checks the numbers, and takes the ids out of what was given. */
  public CommentTrees {
    Set<String> ids = new LinkedHashSet<>();
    for (String post : posts) {
      Matcher matcher = POST.matcher(post.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "Cannot read post '%s': expected an id such as '1skdqht', or its address"
                .formatted(post));
      }
      ids.add(matcher.group(1).toLowerCase(Locale.ROOT));
    }
    posts = List.copyOf(ids);
    if (requests < 1 || leastFolded < 0 || depth < 1 || depth > DEEPEST) {
      throw new IllegalArgumentException(
          "Cannot read comment trees with %d requests, folds of at least %d and depth %d: expected at least 1, 0, and 1 to 10"
              .formatted(requests, leastFolded, depth));
    }
  }

  /** The trees of these posts: ids or addresses; 33 requests each, 32 of them for folds. */
  public static CommentTrees of(String... posts) {
    return new CommentTrees(List.of(posts), 33, 0, DEEPEST);
  }

  /** The same trees with another number of requests for each. */
  public CommentTrees withRequests(int number) {
    return new CommentTrees(posts, number, leastFolded, depth);
  }

  /** The same trees, in which folds of fewer comments stay folded. */
  public CommentTrees withLeastFolded(int number) {
    return new CommentTrees(posts, requests, number, depth);
  }

  /** The same trees, to another depth. */
  public CommentTrees withDepth(int levels) {
    return new CommentTrees(posts, requests, leastFolded, levels);
  }
}
