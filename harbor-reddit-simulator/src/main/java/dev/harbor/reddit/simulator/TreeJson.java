package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.CommentTree.Node;
import java.util.List;

/** Renders what an excerpt shows of a comment tree. Confined to one thread. */
final class TreeJson {
  /** Depth at which a branch ends and its rest is asked for by itself. */
  static final int MAX_DEPTH = 10;

  /** How answers hang on their comment. */
  enum Form {
    /** In its {@code replies}. */
    NESTED,
    /** Behind it, in the same list. */
    FLAT
  }

  private final ThingJson things;
  private final JsonWriter json;
  private final Excerpt excerpt;
  private final Form form;
  private final long now;
  private int offset;
  private boolean withMore = true;

  TreeJson(ThingJson things, JsonWriter json, Excerpt excerpt, Form form, long now) {
    this.things = things;
    this.json = json;
    this.excerpt = excerpt;
    this.form = form;
    this.now = now;
  }

  /** What is taken from the depths of the tree where a branch is shown as if it were all. */
  TreeJson startingAt(int depth) {
    offset = depth;
    return this;
  }

  /** Says nothing of what is not shown. */
  TreeJson withoutMore() {
    withMore = false;
    return this;
  }

  void write(Fullname parent, List<Node> siblings) {
    for (Node node : excerpt.shown(siblings)) {
      things.writeInTree(json, node, node.depth() - offset, () -> nested(node), now);
      if (form == Form.FLAT) {
        below(node);
      }
    }
    List<Node> hidden = excerpt.hidden(siblings);
    if (withMore && !hidden.isEmpty()) {
      more(parent, hidden);
    }
  }

  private void nested(Node node) {
    boolean none =
        excerpt.shown(excerpt.replies(node)).isEmpty()
            && excerpt.hidden(excerpt.replies(node)).isEmpty();
    if (form == Form.FLAT || none) {
      json.text("");
      return;
    }
    ThingJson.beginListing(json, null, null);
    below(node);
    ThingJson.endListing(json, null);
  }

  private void below(Node node) {
    boolean ends = node.depth() + 1 == excerpt.deepest() && node.depth() + 1 - offset >= MAX_DEPTH;
    if (!ends) {
      write(node.comment().fullname(), excerpt.replies(node));
    } else if (withMore && excerpt.replies(node).stream().anyMatch(each -> each.weight() > 0)) {
      beginMore(node.comment().fullname(), 0, "_", node.depth() + 1 - offset);
      json.endList().end().end();
    }
  }

  private void more(Fullname parent, List<Node> hidden) {
    Node first = hidden.get(0);
    int count = hidden.stream().mapToInt(each -> Math.max(1, each.weight())).sum();
    beginMore(parent, count, first.comment().id(), first.depth() - offset);
    hidden.forEach(each -> json.text(each.comment().id()));
    json.endList().end().end();
  }

  private void beginMore(Fullname parent, int count, String id, int depth) {
    json.begin().text("kind", "more").begin("data").number("count", count);
    json.text("name", "t1_" + id).text("id", id).text("parent_id", parent.toString());
    json.number("depth", depth).beginList("children");
  }
}
