package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.CommentTree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one answer shows of a comment tree: the best of a growing frontier until it is full, so that
 * it is spread over the tree and not its beginning. Confined to one thread.
 */
final class Excerpt {
  private final Comparator<Node> order;
  private final int deepest;
  private final Set<Node> shown = new HashSet<>();
  private final Map<Node, Node> only = new HashMap<>();

  /**
   * @param order best first
   * @param deepest depth from which on nothing is shown
   */
  Excerpt(Comparator<Node> order, int deepest) {
    this.order = order;
    this.deepest = deepest;
  }

  /** Shows up to so many comments of these branches. */
  Excerpt grow(List<Node> branches, int limit) {
    var frontier = new PriorityQueue<Node>(Math.max(1, branches.size()), order);
    frontier.addAll(obtainable(branches));
    while (shown.size() < limit && !frontier.isEmpty()) {
      Node next = frontier.remove();
      shown.add(next);
      frontier.addAll(obtainable(next.replies()));
    }
    return this;
  }

  /** Shows a path down to a comment, and nothing of what stands beside it. */
  Excerpt focus(List<Node> path) {
    for (int i = 0; i + 1 < path.size(); i++) {
      shown.add(path.get(i));
      only.put(path.get(i), path.get(i + 1));
    }
    return this;
  }

  boolean shows(Node node) {
    return shown.contains(node);
  }

  /** What answers a comment, as far as this excerpt is concerned. */
  List<Node> replies(Node node) {
    Node next = only.get(node);
    return next == null ? node.replies() : List.of(next);
  }

  int deepest() {
    return deepest;
  }

  /** Best first. */
  List<Node> shown(List<Node> siblings) {
    return sorted(siblings, shown::contains);
  }

  /** What a {@code more} stands for, ghosts included; best first. */
  List<Node> hidden(List<Node> siblings) {
    return sorted(siblings, each -> !shown.contains(each) && (each.weight() > 0 || each.isGhost()));
  }

  private List<Node> obtainable(List<Node> nodes) {
    return sorted(nodes, each -> each.weight() > 0 && each.depth() < deepest);
  }

  private List<Node> sorted(List<Node> nodes, Predicate<Node> which) {
    var found = new ArrayList<Node>(nodes.size());
    for (Node each : nodes) {
      if (which.test(each)) {
        found.add(each);
      }
    }
    found.sort(order);
    return found;
  }
}
