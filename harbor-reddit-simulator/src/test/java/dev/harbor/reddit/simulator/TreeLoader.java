package dev.harbor.reddit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loads all comments of a post, as a correct loader does: nothing is asked for twice. */
final class TreeLoader {
  private static final int MOST_CHILDREN = 100;

  private final Client client;
  private final String post;
  private final Deque<JsonNode> mores = new ArrayDeque<>();
  private final Set<String> asked = new HashSet<>();

  /** By name, in the order in which they came. */
  final Map<String, JsonNode> comments = new LinkedHashMap<>();

  final Set<String> ghosts = new LinkedHashSet<>();
  int requests;

  TreeLoader(Client client, String post) {
    this.client = client;
    this.post = post;
  }

  TreeLoader load() {
    take(tree("").get(1));
    while (!mores.isEmpty()) {
      JsonNode more = mores.remove();
      if (more.get("id").asText().equals("_")) {
        String parent = more.get("parent_id").asText().substring(3);
        take(tree("/_/" + parent).get(1));
      } else {
        expand(more);
      }
    }
    ghosts.addAll(asked);
    comments.keySet().forEach(name -> ghosts.remove(name.substring(3)));
    return this;
  }

  JsonNode tree(String suffix) {
    requests++;
    String path = "/comments/" + post + suffix + "?raw_json=1&limit=500";
    return Client.tree(client.get(path));
  }

  private void expand(JsonNode more) {
    var wanted = new LinkedHashSet<String>();
    more.get("children").forEach(child -> wanted.add(child.asText()));
    wanted.removeAll(asked);
    while (!wanted.isEmpty()) {
      List<String> batch = wanted.stream().limit(MOST_CHILDREN).toList();
      wanted.removeAll(batch);
      things(more(batch)).forEach(this::takeOne);
      asked.addAll(batch);
      // What was asked for and neither came nor was named again never comes.
      Set<String> named = new HashSet<>();
      mores.forEach(each -> each.get("children").forEach(child -> named.add(child.asText())));
      batch.stream().filter(named::contains).forEach(asked::remove);
    }
  }

  JsonNode more(List<String> children) {
    requests++;
    return Client.tree(
        client.get(
            "/api/morechildren?api_type=json&raw_json=1&link_id=t3_"
                + post
                + "&children="
                + String.join(",", children)));
  }

  static JsonNode things(JsonNode answer) {
    return answer.get("json").get("data").get("things");
  }

  private void take(JsonNode listing) {
    if (listing.isObject()) {
      listing.get("data").get("children").forEach(this::takeOne);
    }
  }

  private void takeOne(JsonNode thing) {
    JsonNode data = thing.get("data");
    if (thing.get("kind").asText().equals("more")) {
      mores.add(data);
    } else {
      comments.putIfAbsent(data.get("name").asText(), data);
      take(data.get("replies"));
    }
  }
}
