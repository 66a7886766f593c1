package dev.harbor.reddit.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The comments of a post at a time, by who answers whom. Immutable once it is made. */
final class CommentTree {
  private static final double GHOSTS = 0.12;

  private final List<Node> roots = new ArrayList<>();
  private final Map<Long, Node> byNumber = new HashMap<>();

  /** A comment and its place in the tree. */
  static final class Node {
    private final Comment comment;
    private final @Nullable Node parent;
    private final int depth;
    private final List<Node> replies = new ArrayList<>(2);
    private int weight;

    Node(Comment comment, @Nullable Node parent) {
      this.comment = comment;
      this.parent = parent;
      this.depth = parent == null ? 0 : parent.depth + 1;
    }

    Comment comment() {
      return comment;
    }

    /** Null at the top. */
    @Nullable Node parent() {
      return parent;
    }

    int depth() {
      return depth;
    }

    List<Node> replies() {
      return replies;
    }

    /** How many comments of this branch can be had, this one included; 0 where none can. */
    int weight() {
      return weight;
    }

    /** Gone, and named all the same among the children of a {@code more}. */
    boolean isGhost() {
      return weight == 0 && comment.dice().chance("ghost", GHOSTS);
    }
  }

  /**
   * @param comments of the post, by index; an earlier one may be missing
   * @param parent index of the comment that one answers; -1 for the post
   */
  CommentTree(List<Comment> comments, ToIntFunction<Comment> parent, Predicate<Comment> isVisible) {
    var byIndex = new HashMap<Integer, Node>();
    var all = new ArrayList<Node>(comments.size());
    for (Comment comment : comments) {
      Node above = byIndex.get(parent.applyAsInt(comment));
      var node = new Node(comment, above);
      (above == null ? roots : above.replies).add(node);
      byIndex.put(comment.index(), node);
      byNumber.put(comment.number(), node);
      all.add(node);
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      weigh(all.get(i), isVisible);
    }
  }

  // Who is gone is shown only where an answer to it is.
  private static void weigh(Node node, Predicate<Comment> isVisible) {
    for (Node reply : node.replies) {
      node.weight += reply.weight;
    }
    node.weight += node.weight > 0 || isVisible.test(node.comment) ? 1 : 0;
  }

  List<Node> roots() {
    return roots;
  }

  /** Null where the comment is not of this post, or not yet there. */
  @Nullable Node find(long number) {
    return byNumber.get(number);
  }

  /** How many comments a patient loader gets. */
  int obtainable() {
    return roots.stream().mapToInt(Node::weight).sum();
  }
}
