package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TreeIT {
  private RedditSimulator simulator =
      RedditSimulator.start(
          Worlds.still(SimulatedSubreddit.of("chatty", 0.5).withCommentsPerPost(90)));

  private Client client = Client.of(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  private JsonNode postWith(int atLeast) {
    return client.walk("/r/chatty/new").stream()
        .filter(post -> post.get("num_comments").asInt() >= atLeast)
        .min(Comparator.comparingInt(post -> post.get("num_comments").asInt()))
        .orElseThrow();
  }

  private JsonNode tree(JsonNode post, String query) {
    return Client.tree(client.get("/comments/" + post.get("id").asText() + query));
  }

  private static JsonNode children(JsonNode listing) {
    return listing.get("data").get("children");
  }

  /** All things of a kind below a listing, parents first. */
  private static List<JsonNode> all(JsonNode listing, String kind) {
    var found = new ArrayList<JsonNode>();
    if (listing.isObject()) {
      for (JsonNode child : children(listing)) {
        if (child.get("kind").asText().equals(kind)) {
          found.add(child.get("data"));
        }
        if (child.get("data").has("replies")) {
          found.addAll(all(child.get("data").get("replies"), kind));
        }
      }
    }
    return found;
  }

  @Test
  void answersThePostAndItsCommentsAsTwoListings() {
    JsonNode post = postWith(5);

    JsonNode answer = tree(post, "");

    assertThat(answer).hasSize(2);
    assertThat(children(answer.get(0)).get(0).get("data").get("name")).isEqualTo(post.get("name"));
    List<JsonNode> comments = all(answer.get(1), "t1");
    assertThat(comments).hasSize(post.get("num_comments").asInt());
    for (JsonNode comment : comments) {
      assertThat(comment.get("link_id")).isEqualTo(post.get("name"));
      assertThat(comment.get("depth").asInt()).isBetween(0, 9);
      assertThat(comment.has("link_title")).isFalse();
      for (JsonNode reply : all(comment.get("replies"), "t1")) {
        assertThat(reply.get("depth").asInt()).isGreaterThan(comment.get("depth").asInt());
      }
    }
  }

  @Test
  void isFoundUnderTheSubredditAndWithASlug() {
    JsonNode post = postWith(5);
    String id = post.get("id").asText();

    assertThat(client.get("/r/chatty/comments/" + id + "/some_title/.json").body())
        .isEqualTo(client.get("/comments/" + id).body());
    assertThat(client.get("/comments/1sk").statusCode()).isEqualTo(404);
  }

  @Test
  void standsForWhatItLeavesOutByMore() {
    JsonNode post = postWith(250);
    int there = simulator.truth().comments("chatty").size();

    for (int limit : List.of(1, 50, 200)) {
      JsonNode listing = tree(post, "?limit=" + limit).get(1);
      List<JsonNode> mores = all(listing, "more");
      int counted = mores.stream().mapToInt(more -> more.get("count").asInt()).sum();

      assertThat(all(listing, "t1")).hasSize(limit);
      assertThat(limit + counted)
          .as("limit %d", limit)
          .isBetween(250, there)
          .isEqualTo(new TreeLoader(client, post.get("id").asText()).load().comments.size());
      for (JsonNode more : mores) {
        assertThat(more.get("children").size()).isBetween(1, more.get("count").asInt());
        assertThat(more.get("id")).isEqualTo(more.get("children").get(0));
        assertThat(more.get("name").asText()).isEqualTo("t1_" + more.get("id").asText());
      }
    }
  }

  @Test
  void spreadsTheFirstAnswerOverTheTree() {
    List<JsonNode> shown = all(tree(postWith(250), "?limit=60").get(1), "t1");

    assertThat(shown.stream().map(each -> each.get("depth").asInt()).collect(Collectors.toSet()))
        .contains(0, 1, 2);
  }

  @Test
  void readsLimitAndDepth() {
    JsonNode post = postWith(600);

    assertThat(all(tree(post, "").get(1), "t1")).hasSize(200);
    assertThat(all(tree(post, "?limit=2048").get(1), "t1")).hasSize(500);
    JsonNode flat = tree(post, "?limit=500&depth=2").get(1);
    assertThat(all(flat, "t1")).allMatch(each -> each.get("depth").asInt() < 2);
    assertThat(all(flat, "more")).anyMatch(each -> each.get("depth").asInt() == 2);
    assertThat(all(tree(post, "?showmore=false").get(1), "more")).isEmpty();
    JsonNode unthreaded = tree(post, "?threaded=false").get(1);
    assertThat(children(unthreaded).size()).isGreaterThanOrEqualTo(200);
  }

  @Test
  void sortsByTheSortThatIsAskedFor() {
    JsonNode post = postWith(100);

    List<Long> newest = topTimes(post, "new");

    assertThat(newest).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(topTimes(post, "old")).isSorted();
    assertThat(
            children(tree(post, "?sort=top").get(1)).findValues("data").stream()
                .filter(each -> each.has("score") && each.get("depth").asInt() == 0)
                .filter(each -> !each.get("score_hidden").asBoolean())
                .map(each -> -each.get("score").asInt()))
        .isSorted();
    for (String sort : List.of("confidence", "controversial", "qa", "random", "live")) {
      assertThat(client.get("/comments/" + post.get("id").asText() + "?sort=" + sort).body())
          .isEqualTo(client.get("/comments/" + post.get("id").asText() + "?sort=" + sort).body());
    }
  }

  private List<Long> topTimes(JsonNode post, String sort) {
    var times = new ArrayList<Long>();
    for (JsonNode child : children(tree(post, "?sort=" + sort).get(1))) {
      if (child.get("kind").asText().equals("t1")) {
        times.add(child.get("data").get("created_utc").asLong());
      }
    }
    return times;
  }

  @Test
  void answersMoreFlatWithParentsFirstAndNamesAgainWhatIsLeft() {
    JsonNode post = postWith(600);
    JsonNode more =
        all(tree(post, "?limit=1").get(1), "more").stream()
            .max(Comparator.comparingInt(each -> each.get("children").size()))
            .orElseThrow();
    var asked = new ArrayList<String>();
    more.get("children").forEach(child -> asked.add(child.asText()));
    var loader = new TreeLoader(client, post.get("id").asText());

    JsonNode things = TreeLoader.things(loader.more(asked.stream().limit(150).toList()));

    var seen = new ArrayList<String>(List.of(more.get("parent_id").asText()));
    var covered = new ArrayList<String>();
    for (JsonNode thing : things) {
      JsonNode data = thing.get("data");
      if (thing.get("kind").asText().equals("t1")) {
        assertThat(seen).contains(data.get("parent_id").asText());
        assertThat(data.get("replies").asText()).isEmpty();
        assertThat(data.get("depth").isInt()).isTrue();
        seen.add(data.get("name").asText());
        covered.add(data.get("id").asText());
      } else {
        data.get("children").forEach(child -> covered.add(child.asText()));
      }
    }
    assertThat(seen).hasSize(101).doesNotHaveDuplicates();
    assertThat(covered).containsAll(asked.stream().limit(150).toList());
  }

  @Test
  void ignoresUnknownChildrenAndThoseOfAnotherPost() {
    JsonNode post = postWith(5);
    JsonNode other = postWith(30);
    String foreign = all(tree(other, "").get(1), "t1").get(0).get("id").asText();
    var loader = new TreeLoader(client, post.get("id").asText());

    assertThat(TreeLoader.things(loader.more(List.of(foreign, "oskaaaa", "", "???")))).isEmpty();
  }

  @Test
  void takesMoreByPostToo() {
    JsonNode post = postWith(250);
    JsonNode more = all(tree(post, "?limit=1").get(1), "more").get(0);
    String form =
        "api_type=json&link_id="
            + post.get("name").asText()
            + "&children="
            + more.get("children").get(0).asText();

    HttpResponse<String> posted =
        Client.send(
            client.request("/api/morechildren").POST(BodyPublishers.ofString(form)).build());

    assertThat(posted.body()).isEqualTo(client.get("/api/morechildren?" + form).body());
    assertThat(TreeLoader.things(Client.tree(posted)).size()).isPositive();
  }

  @Test
  void refusesMoreWithoutThePostAndWithTooLongAQuery() {
    String children = "&children=" + "oskaaaa,".repeat(300);

    HttpResponse<String> tooLong = client.get("/api/morechildren?link_id=t3_1sk" + children);

    assertThat(client.get("/api/morechildren?children=oskaaaa").statusCode()).isEqualTo(403);
    assertThat(tooLong.statusCode()).isEqualTo(414);
    assertThat(tooLong.body()).isEqualTo("Error: URI Too Long");
    assertThat(tooLong.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
    assertThat(tooLong.headers().firstValue("retry-after")).contains("0");
  }

  @Test
  void focusesOnABranchWithItsParents() {
    JsonNode post = postWith(250);
    JsonNode deep =
        all(tree(post, "?limit=500").get(1), "t1").stream()
            .filter(each -> each.get("depth").asInt() == 3 && each.get("replies").isObject())
            .findFirst()
            .orElseThrow();
    String path = "/_/" + deep.get("id").asText();

    JsonNode alone = children(tree(post, path).get(1));
    JsonNode withParents = children(tree(post, path + "?context=2").get(1));

    assertThat(alone).hasSize(1);
    assertThat(alone.get(0).get("data").get("name")).isEqualTo(deep.get("name"));
    assertThat(alone.get(0).get("data").get("depth").asInt()).isZero();
    JsonNode grandparent = withParents.get(0).get("data");
    JsonNode parent = children(grandparent.get("replies")).get(0).get("data");
    assertThat(children(parent.get("replies"))).hasSize(1);
    assertThat(children(parent.get("replies")).get(0).get("data").get("name"))
        .isEqualTo(deep.get("name"));
  }

  @Test
  void showsADeletedCommentOnlyWhereItHasAnswers() {
    JsonNode post = postWith(30);
    List<JsonNode> comments = all(tree(post, "").get(1), "t1");
    JsonNode leaf = leaf(comments);
    JsonNode answered =
        comments.stream()
            .filter(each -> each.get("replies").isObject())
            .filter(each -> !each.get("name").equals(leaf.get("parent_id")))
            .findFirst()
            .orElseThrow();

    simulator.interventions().delete(leaf.get("name").asText());
    simulator.interventions().delete(answered.get("name").asText());
    List<JsonNode> left = all(tree(post, "").get(1), "t1");

    assertThat(left).noneMatch(each -> each.get("name").equals(leaf.get("name")));
    JsonNode shown =
        left.stream()
            .filter(e -> e.get("name").equals(answered.get("name")))
            .findFirst()
            .orElseThrow();
    assertThat(shown.get("author").asText()).isEqualTo("[deleted]");
    assertThat(shown.get("body").asText()).isEqualTo("[deleted]");
    assertThat(shown.get("collapsed_reason_code").asText()).isEqualTo("DELETED");
  }

  private static JsonNode leaf(List<JsonNode> comments) {
    return comments.stream().filter(e -> e.get("replies").isTextual()).findFirst().orElseThrow();
  }
}
