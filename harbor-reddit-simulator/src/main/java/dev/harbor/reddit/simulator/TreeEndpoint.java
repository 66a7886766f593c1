package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.CommentTree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A post and its comment tree, or one branch of it. Thread-safe. */
final class TreeEndpoint implements Endpoint {
  private static final Pattern PATH =
      Pattern.compile("(?:/(?:r|u|user)/[^/]+)?/comments/([0-9a-z]+)(?:/[^/]*(?:/([0-9a-z]+))?)?");
  private static final int DEFAULT_LIMIT = 200;
  private static final int MAX_LIMIT = 500;
  private static final int MAX_CONTEXT = 8;

  private final Reddit reddit;
  private final Access access;
  private final Content content;
  private final ThingJson things;

  TreeEndpoint(Reddit reddit, Access access, Content content, ThingJson things) {
    this.reddit = reddit;
    this.access = access;
    this.content = content;
    this.things = things;
  }

  @Override
  public @Nullable Answer answer(ApiRequest request, Grant grant) {
    Matcher matcher = PATH.matcher(request.path());
    if (!matcher.matches()) {
      return null;
    }
    Post post = post(matcher.group(1), request.now());
    if (post == null) {
      return Answer.notFound();
    }
    Answer refusal = access.refusal(post.subreddit(), request.now());
    if (refusal != null) {
      return refusal;
    }

    CommentTree tree = reddit.trees().of(post, request.now());
    String named = matcher.group(2);
    String focus = named == null ? request.parameter("comment") : named;
    Fullname comment = focus == null ? null : Fullname.parse("t1_" + focus);
    if (comment == null || reddit.thing(comment, request.now()) == null) {
      return whole(request, post, tree);
    }
    Node node = tree.find(comment.number());
    return node == null ? Answer.notFound() : branch(request, post, node);
  }

  private @Nullable Post post(String id, long now) {
    Fullname name = Fullname.parse("t3_" + id);
    return name != null && reddit.thing(name, now) instanceof Post post ? post : null;
  }

  private Answer whole(ApiRequest request, Post post, CommentTree tree) {
    Excerpt excerpt = new Excerpt(order(request, post), depth(request));
    excerpt.grow(tree.roots(), limit(request));
    return answer(request, post, excerpt, tree.roots());
  }

  private Answer branch(ApiRequest request, Post post, Node node) {
    List<Node> path = path(node, request.integer("context", 0, 0, MAX_CONTEXT));
    int top = path.get(0).depth();
    Excerpt excerpt = new Excerpt(order(request, post), top + depth(request));
    excerpt.focus(path);
    excerpt.grow(node.weight() == 0 ? List.of() : List.of(node), limit(request));
    return answer(request, post, excerpt, node.weight() == 0 ? List.of() : path.subList(0, 1));
  }

  private static List<Node> path(Node node, int above) {
    var path = new ArrayList<Node>(List.of(node));
    for (Node each = node.parent(); each != null && path.size() <= above; each = each.parent()) {
      path.add(0, each);
    }
    return path;
  }

  private Answer answer(ApiRequest request, Post post, Excerpt excerpt, List<Node> top) {
    JsonWriter json = request.json();
    json.beginList();
    ThingJson.beginListing(json, 1, null);
    things.write(json, post, request.now());
    ThingJson.endListing(json, null);

    ThingJson.beginListing(json, null, null);
    boolean flat = "false".equals(request.parameter("threaded"));
    TreeJson.Form form = flat ? TreeJson.Form.FLAT : TreeJson.Form.NESTED;
    var tree = new TreeJson(things, json, excerpt, form, request.now());
    if (!top.isEmpty()) {
      tree.startingAt(top.get(0).depth());
    }
    if ("false".equals(request.parameter("showmore"))) {
      tree.withoutMore();
    }
    tree.write(post.fullname(), top);
    ThingJson.endListing(json, null);
    return Answer.json(json.endList());
  }

  private static int limit(ApiRequest request) {
    return request.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  static int depth(ApiRequest request) {
    return request.integer("depth", TreeJson.MAX_DEPTH, 1, TreeJson.MAX_DEPTH);
  }

  private Comparator<Node> order(ApiRequest request, Post post) {
    return order(reddit, content, request, post);
  }

  /** Best first, by the sort that is asked for, else the one that the post suggests. */
  static Comparator<Node> order(Reddit reddit, Content content, ApiRequest request, Post post) {
    String asked = request.parameter("sort");
    String suggested = content.suggestedSort(post);
    String sort = asked == null ? (suggested == null ? "confidence" : suggested) : asked;
    return new TreeOrder(reddit, sort, request.now());
  }
}
