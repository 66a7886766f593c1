package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.CommentTree.Node;
import dev.harbor.reddit.simulator.SourceLists.Sort;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Orders comments by one of the sorts of trees, best first. Confined to one thread. */
final class TreeOrder implements Comparator<Node> {
  private final Reddit reddit;
  private final String sort;
  private final long now;
  private final Map<Node, Double> ranks = new HashMap<>();

  TreeOrder(Reddit reddit, String sort, long now) {
    this.reddit = reddit;
    this.sort = sort;
    this.now = now;
  }

  @Override
  public int compare(Node one, Node other) {
    int byRank = Double.compare(rank(other), rank(one));
    return byRank != 0 ? byRank : Long.compare(one.comment().number(), other.comment().number());
  }

  private double rank(Node node) {
    return ranks.computeIfAbsent(node, each -> rank(each.comment()));
  }

  private double rank(Comment comment) {
    Scores scores = reddit.scores();
    return switch (sort) {
      case "new", "live" -> comment.created();
      case "old" -> -comment.created();
      case "top" -> scores.score(comment, now);
      case "controversial" -> scores.rank(comment, Sort.CONTROVERSIAL, now);
      case "random" -> comment.dice().unit("random");
      case "qa" -> scores.score(comment, now) + (isByPoster(comment) ? 1e6 : 0);
      default -> confidence(scores.score(comment, now), scores.upvoteRatio(comment, now));
    };
  }

  private boolean isByPoster(Comment comment) {
    return reddit.people().author(comment).equals(reddit.people().author(comment.post()));
  }

  // The lower end of Wilson's interval: a few votes prove little.
  private static double confidence(int score, double ratio) {
    double votes = Math.abs(score) + 1;
    double share = score > 0 ? ratio : 1 - ratio;
    double z = 1.281551565545;
    double left = share + z * z / (2 * votes);
    double right = z * Math.sqrt(share * (1 - share) / votes + z * z / (4 * votes * votes));
    return (left - right) / (1 + z * z / votes);
  }
}
