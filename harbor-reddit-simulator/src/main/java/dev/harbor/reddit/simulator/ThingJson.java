package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.CommentTree.Node;
import dev.harbor.reddit.simulator.Listings.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders things and the listings that hold them. Thread-safe. */
final class ThingJson {
  private final PostJson posts;
  private final CommentJson comments;

  ThingJson(Reddit reddit, Content content) {
    this.posts = new PostJson(reddit, content);
    this.comments = new CommentJson(reddit, content);
  }

  void write(JsonWriter json, Thing thing, long now) {
    if (thing instanceof Post post) {
      posts.write(json, post, now);
    } else if (thing instanceof Comment comment) {
      comments.write(json, comment, now);
    }
  }

  void writeInTree(JsonWriter json, Node node, int depth, Runnable replies, long now) {
    comments.writeInTree(json, node, depth, replies, now);
  }

  JsonWriter listing(ApiRequest request, List<? extends Thing> things, @Nullable Page page) {
    JsonWriter json = request.json();
    beginListing(json, things.size(), page == null ? null : page.after());
    for (Thing thing : things) {
      write(json, thing, request.now());
    }
    return endListing(json, page == null ? null : page.before());
  }

  /**
   * @param size null where it is not told, as in trees
   */
  static void beginListing(JsonWriter json, @Nullable Integer size, @Nullable String after) {
    json.begin().text("kind", "Listing").begin("data").text("after", after);
    json.name("dist").literal(size == null ? "null" : size.toString());
    json.nulls("modhash").blanks("geo_filter").beginList("children");
  }

  static JsonWriter endListing(JsonWriter json, @Nullable String before) {
    return json.endList().text("before", before).end().end();
  }
}
