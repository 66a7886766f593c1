package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.CommentTree.Node;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** {@code /api/morechildren}: comments that a tree only named. Thread-safe. */
final class MoreEndpoint implements Endpoint {
  static final String PATH = "/api/morechildren";
  private static final int MAX_COMMENTS = 100;
  private static final int MAX_COMMENTS_EARLY = 20;
  private static final int FIRST_LARGE_YEAR = 2020;
  private static final int MAX_QUERY = 2000;
  // Long enough that requests which are made at once meet each other.
  private static final long BUSY_NANOS = 15_000_000;

  private final Reddit reddit;
  private final Content content;
  private final ThingJson things;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  MoreEndpoint(Reddit reddit, Content content, ThingJson things) {
    this.reddit = reddit;
    this.content = content;
    this.things = things;
  }

  @Override
  public @Nullable Answer answer(ApiRequest request, Grant grant) {
    if (!request.path().equals(PATH)) {
      return null;
    }
    if (request.queryLength() > MAX_QUERY) {
      return new Answer(414, "text/plain; charset=UTF-8", "Error: URI Too Long", Map.of())
          .withHeader("Retry-After", "0");
    }
    if (!busy.add(grant.clientId())) {
      return Answer.tooManyRequests();
    }
    try {
      long until = System.nanoTime() + BUSY_NANOS;
      Answer answer = answer(request);
      LockSupport.parkNanos(until - System.nanoTime());
      return answer;
    } finally {
      busy.remove(grant.clientId());
    }
  }

  private Answer answer(ApiRequest request) {
    String link = request.parameter("link_id");
    Fullname name = link == null ? null : Fullname.parse(link);
    Thing thing = name == null ? null : reddit.thing(name, request.now());
    if (!(thing instanceof Post post) || !reddit.isOpen(post.subreddit(), request.now())) {
      return Answer.forbidden();
    }

    CommentTree tree = reddit.trees().of(post, request.now());
    Map<Fullname, Set<Node>> asked = asked(request, post, tree);
    JsonWriter json = request.json().begin().begin("json").emptyLists("errors");
    json.begin("data").beginList("things");
    if (!asked.isEmpty()) {
      write(request, post, asked, json);
    }
    return Answer.json(json.endList().end().end().end());
  }

  /** By what they answer; what is not of this post is left out. */
  private static Map<Fullname, Set<Node>> asked(ApiRequest request, Post post, CommentTree tree) {
    var asked = new LinkedHashMap<Fullname, Set<Node>>();
    String children = request.parameter("children");
    for (String id : children == null ? new String[0] : children.split(",", -1)) {
      Fullname name = Fullname.parse("t1_" + id.strip());
      Node node = name == null ? null : tree.find(name.number());
      if (node != null) {
        Node above = node.parent();
        Fullname parent = above == null ? post.fullname() : above.comment().fullname();
        asked.computeIfAbsent(parent, key -> new LinkedHashSet<>()).add(node);
      }
    }
    return asked;
  }

  private void write(
      ApiRequest request, Post post, Map<Fullname, Set<Node>> asked, JsonWriter json) {
    var all = new HashSet<Node>();
    asked.values().forEach(all::addAll);
    int top = all.stream().mapToInt(Node::depth).min().orElse(0);
    // Deep branches have been asked for by themselves, in steps of ten.
    int depth = TreeEndpoint.depth(request);
    int from = depth < TreeJson.MAX_DEPTH ? top : top - top % TreeJson.MAX_DEPTH;
    Excerpt excerpt = new Excerpt(TreeEndpoint.order(reddit, content, request, post), from + depth);
    boolean early = reddit.dialect().year(request.now()) < FIRST_LARGE_YEAR;
    excerpt.grow(List.copyOf(all), early ? MAX_COMMENTS_EARLY : MAX_COMMENTS);

    var tree = new TreeJson(things, json, excerpt, TreeJson.Form.FLAT, request.now());
    asked.forEach(
        (parent, nodes) -> {
          // An answer to another one that is asked for comes behind it already.
          nodes.removeIf(node -> node.parent() != null && excerpt.shows(node.parent()));
          boolean complete = nodes.stream().allMatch(n -> n.weight() == 0 || excerpt.shows(n));
          // Ghosts are named again only beside comments that really are left.
          nodes.removeIf(node -> complete && node.weight() == 0);
          tree.write(parent, List.copyOf(nodes));
        });
  }
}
