package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagingIT {
  private RedditSimulator simulator = RedditSimulator.start(Worlds.still(Worlds.exactly(40)));

  @AfterEach
  void close() {
    simulator.close();
  }

  private Client in(SimulatorOptions options) {
    simulator.close();
    simulator = RedditSimulator.start(options);
    return Client.of(simulator);
  }

  @Test
  void endsAnExactMultipleWithOneEmptyPage() {
    Client client = in(Worlds.still(Worlds.exactly(1000)));

    assertThat(client.pageSizes("/r/exact/new"))
        .containsExactly(100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 0);
  }

  @Test
  void endsWithAShortPageWhereThereIsOne() {
    Client client = in(Worlds.still(Worlds.exactly(250)));

    assertThat(client.pageSizes("/r/exact/new")).containsExactly(100, 100, 50);
  }

  @Test
  void losesTheOldestBehindAThousand() {
    Client client = in(Worlds.still(Worlds.exactly(1001)));
    String oldest = simulator.truth().posts("exact").get(0).name();

    List<JsonNode> walked = client.walk("/r/exact/new");

    assertThat(walked).hasSize(1000).noneMatch(post -> post.get("name").asText().equals(oldest));
    assertThat(client.names("/api/info?id=" + oldest)).containsExactly(oldest);
  }

  @Test
  void doesNotRefillTheHoleOfARemovedPost() {
    Client client = in(Worlds.still(Worlds.exactly(1005)));
    simulator.interventions().remove(client.names("/r/exact/new").get(3));

    assertThat(client.walk("/r/exact/new")).hasSize(999);
  }

  @Test
  void readsTheLimitAsRedditDoes() {
    Client client = in(Worlds.still(Worlds.exactly(150)));

    assertThat(client.names("/r/exact/new?limit=1024")).hasSize(100);
    assertThat(client.names("/r/exact/new?limit=0")).hasSize(1);
    assertThat(client.names("/r/exact/new?limit=-3")).hasSize(1);
    assertThat(client.names("/r/exact/new?limit=x")).hasSize(25);
    assertThat(client.names("/r/exact/new?limit=")).hasSize(25);
    assertThat(client.names("/r/exact/new")).hasSize(25);
    assertThat(client.names("/r/exact/new?limit=7")).hasSize(7);
  }

  @Test
  void answersNothingForEverAboveADeletedAnchor() {
    Client client = in(Worlds.still(SimulatedSubreddit.of("exact", 5).withBacklog(30)));
    String anchor = client.names("/r/exact/new").get(0);
    simulator.interventions().delete(anchor);

    for (int i = 0; i < 3; i++) {
      simulator.advance(Duration.ofHours(12));
      JsonNode page = client.data("/r/exact/new?limit=100&before=" + anchor);
      assertThat(page.get("children")).isEmpty();
      assertThat(page.get("after").isNull()).isTrue();
      assertThat(page.get("before").isNull()).isTrue();
    }
    assertThat(client.names("/r/exact/new?limit=100")).hasSizeGreaterThan(50);
  }

  @Test
  void answersTheNearestAboveAnAnchorAndNotTheNewest() {
    Client client = in(Worlds.still(Worlds.exactly(400)));
    List<String> all = names(client.walk("/r/exact/new"));
    String anchor = all.get(250);

    JsonNode page = client.data("/r/exact/new?limit=100&before=" + anchor);

    assertThat(Client.names(page)).isEqualTo(all.subList(150, 250));
    assertThat(page.get("after").isNull()).isTrue();
    assertThat(page.get("before").isNull()).isTrue();
  }

  @Test
  void tellsWhatIsAboveOnlyToClientsThatCount() {
    Client client = in(Worlds.still(Worlds.exactly(60)));
    List<String> all = names(client.walk("/r/exact/new"));

    JsonNode silent = client.data("/r/exact/new?limit=10&after=" + all.get(9));
    JsonNode counted = client.data("/r/exact/new?limit=10&count=10&after=" + all.get(9));
    JsonNode above = client.data("/r/exact/new?limit=10&count=21&before=" + all.get(20));

    assertThat(silent.get("before").isNull()).isTrue();
    assertThat(counted.get("before").asText()).isEqualTo(all.get(10));
    assertThat(above.get("before").asText()).isEqualTo(all.get(10));
    assertThat(above.get("after").asText()).isEqualTo(all.get(19));
  }

  @Test
  void letsBeforeWin() {
    Client client = in(Worlds.still(Worlds.exactly(60)));
    List<String> all = names(client.walk("/r/exact/new"));

    assertThat(client.names("/r/exact/new?limit=5&after=" + all.get(40) + "&before=" + all.get(20)))
        .isEqualTo(all.subList(15, 20));
  }

  @Test
  void ignoresAnAnchorThatNeverWas() {
    Client client = in(Worlds.still(Worlds.exactly(60)));
    List<String> top = client.names("/r/exact/new");

    for (String anchor :
        List.of("3cxedn", "t3_", "t9_abc", "t3_ABC", "t3_zzzzzzz", "t3_1", "%20")) {
      assertThat(client.names("/r/exact/new?after=" + anchor)).as(anchor).isEqualTo(top);
      assertThat(client.names("/r/exact/new?before=" + anchor)).as(anchor).isEqualTo(top);
    }
  }

  @Test
  void answersNothingBehindAnAnchorOfAnotherList() {
    Client client =
        in(Worlds.still(Worlds.exactly(60), SimulatedSubreddit.of("other", 4).withBacklog(5)));
    simulator.advance(Duration.ofHours(12));
    String foreign = client.names("/r/other/new").get(0);
    String comment = client.names("/r/other/comments").get(0);
    String subreddit = client.data("/r/other/about").get("name").asText();

    for (String anchor : List.of(foreign, comment, subreddit)) {
      JsonNode page = client.data("/r/exact/new?after=" + anchor);
      assertThat(page.get("children")).as(anchor).isEmpty();
      assertThat(page.get("after").isNull()).isTrue();
    }
  }

  @Test
  void refusesAnAnchorInAPrivatePlace() {
    Client client =
        in(Worlds.still(Worlds.exactly(60), SimulatedSubreddit.of("other", 0).withBacklog(5)));
    String hidden = client.names("/r/other/new").get(0);
    simulator.interventions().makePrivate("other");

    var answer = client.get("/r/exact/new?after=" + hidden);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Client.tree(answer).get("reason").asText()).isEqualTo("private");
  }

  @Test
  void answersNothingBehindAnAnchorThatWasRemovedInMidWalk() {
    Client client = in(Worlds.still(Worlds.exactly(300)));
    JsonNode first = client.data("/r/exact/new?limit=100");
    simulator.interventions().remove(first.get("after").asText());

    JsonNode second = client.data("/r/exact/new?limit=100&after=" + first.get("after").asText());

    assertThat(second.get("children")).isEmpty();
    assertThat(second.get("after").isNull()).isTrue();
  }

  @Test
  void shiftsNothingWhenPostsComeInMidWalk() {
    Client client = in(Worlds.still(SimulatedSubreddit.of("exact", 20).withBacklog(300)));
    List<String> all = names(client.walk("/r/exact/new"));
    JsonNode first = client.data("/r/exact/new?limit=100");
    simulator.advance(Duration.ofHours(3));

    assertThat(client.names("/r/exact/new?limit=100&after=" + first.get("after").asText()))
        .isEqualTo(all.subList(100, 200));
  }

  @Test
  void putsStickiesOnTopOfTheFirstPageOfHot() {
    Client client = in(Worlds.still(Worlds.exactly(300)).withStickies(2));

    JsonNode first = client.data("/r/exact/hot?limit=100");
    JsonNode second = client.data("/r/exact/hot?limit=100&after=" + first.get("after").asText());

    assertThat(first.get("children")).hasSize(102);
    assertThat(first.get("dist").asInt()).isEqualTo(102);
    for (int i = 0; i < 102; i++) {
      boolean stickied = first.get("children").get(i).get("data").get("stickied").asBoolean();
      assertThat(stickied).isEqualTo(i < 2);
    }
    assertThat(second.get("children")).hasSize(100);
    assertThat(names(client.walk("/r/exact/hot"))).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void showsLateApprovalsAboveNewerPosts() {
    Client client =
        in(
            Worlds.still(SimulatedSubreddit.of("busy", 10))
                .withChanges(ChangeRates.none().withLateApprovals(0.1)));

    var times = new ArrayList<Double>();
    client.walk("/r/busy/new").forEach(post -> times.add(post.get("created_utc").asDouble()));

    long inversions = 0;
    double worst = 0;
    for (int i = 1; i < times.size(); i++) {
      double jump = times.get(i) - times.get(i - 1);
      inversions += jump > 0 ? 1 : 0;
      worst = Math.max(worst, jump);
    }
    assertThat(inversions).isBetween(50L, 150L);
    assertThat(worst).isBetween(2 * 3600.0, 6 * 3600.0);
  }

  @Test
  void showsSomeCommentsOutOfTheOrderOfTheirIds() {
    Client client = in(Worlds.still(SimulatedSubreddit.of("busy", 20).withCommentsPerPost(60)));

    List<JsonNode> comments = client.walk("/r/busy/comments");

    int inversions = 0;
    for (int i = 1; i < comments.size(); i++) {
      String newer = comments.get(i - 1).get("id").asText();
      String older = comments.get(i).get("id").asText();
      inversions += newer.compareTo(older) < 0 ? 1 : 0;
    }
    assertThat(comments).isSortedAccordingTo((a, b) -> -Double.compare(time(a), time(b)));
    assertThat(inversions).isBetween(5, 90);
  }

  @Test
  void bringsAPostThatIsApprovedByHandInAtTheTop() {
    Client client =
        in(
            Worlds.still(SimulatedSubreddit.of("busy", 10))
                .withChanges(ChangeRates.none().withLateApprovals(0.5)));
    Truth.Row waiting =
        simulator.truth().posts("busy").stream()
            .filter(row -> row.firstVisibleAt().isAfter(simulator.now()))
            .findFirst()
            .orElseThrow();
    assertThat(client.names("/r/busy/new?limit=100")).doesNotContain(waiting.name());

    simulator.interventions().approve(waiting.name());

    assertThat(client.names("/r/busy/new?limit=1")).containsExactly(waiting.name());
  }

  @Test
  void bringsARemovedPostBackToItsPlaceWhenItIsApproved() {
    Client client = in(Worlds.still(Worlds.exactly(60)));
    List<String> all = names(client.walk("/r/exact/new"));
    simulator.interventions().remove(all.get(30));
    assertThat(names(client.walk("/r/exact/new"))).doesNotContain(all.get(30)).hasSize(59);

    simulator.interventions().approve(all.get(30));

    assertThat(names(client.walk("/r/exact/new"))).isEqualTo(all);
  }

  @Test
  void mergesListsThatAreCappedEach() {
    Client client =
        in(
            Worlds.still(
                SimulatedSubreddit.of("first", 0).withBacklog(1200),
                SimulatedSubreddit.of("second", 0).withBacklog(700)));

    List<JsonNode> merged = client.walk("/r/first+second/new");

    assertThat(merged).hasSize(1700);
    assertThat(merged).isSortedAccordingTo((a, b) -> -Double.compare(time(a), time(b)));
    assertThat(client.walk("/r/all/new")).filteredOn(post -> post.has("subreddit")).hasSize(1000);
  }

  @Test
  void sendsShortPagesThatAreNotTheLastWhenAsked() {
    Client client = in(Worlds.still(Worlds.exactly(1000)).withShortPages(0.5));

    List<Integer> sizes = client.pageSizes("/r/exact/new");

    assertThat(sizes.subList(0, sizes.size() - 2)).anyMatch(size -> size < 100);
    assertThat(sizes).allMatch(size -> size >= 95 || size.equals(sizes.get(sizes.size() - 1)));
    assertThat(client.walk("/r/exact/new")).hasSize(1000);
  }

  @Test
  void ordersByTheSortsOwnRule() {
    Client client = in(Worlds.still(SimulatedSubreddit.of("busy", 6)));

    List<JsonNode> top = client.walk("/r/busy/top");
    List<JsonNode> best = new ArrayList<>();
    client
        .data("/r/busy/top?t=all&limit=100")
        .get("children")
        .forEach(c -> best.add(c.get("data")));
    List<String> hot = names(client.walk("/r/busy/hot"));
    List<String> rising = names(client.walk("/r/busy/rising"));
    List<String> controversial = client.names("/r/busy/controversial?t=all&limit=100");

    double dayAgo = simulator.now().getEpochSecond() - 86_400 - 600;
    assertThat(top).isNotEmpty().allMatch(post -> time(post) >= dayAgo);
    assertThat(best).isSortedAccordingTo((a, b) -> b.get("score").asInt() - a.get("score").asInt());
    assertThat(best).anyMatch(post -> time(post) < dayAgo);
    assertThat(hot).isNotEqualTo(names(client.walk("/r/busy/new"))).hasSize(1000);
    assertThat(rising).isNotEmpty().hasSizeLessThan(300);
    assertThat(controversial).hasSize(100).isNotEqualTo(names(best));
  }

  private static double time(JsonNode post) {
    return post.get("created_utc").asDouble();
  }

  private static List<String> names(List<JsonNode> items) {
    return items.stream().map(item -> item.get("name").asText()).toList();
  }

  @Test
  void answersListsThatAreOldOrEmptyWhenAsked() {
    SimulatorOptions world = Worlds.still(SimulatedSubreddit.of("busy", 600));
    Client client = in(world.withStaleReads(0.5));
    int empty = 0;
    int old = 0;
    int fresh = 0;
    try (RedditSimulator prompt = RedditSimulator.start(world)) {
      Client other = Client.of(prompt);
      for (int i = 0; i < 60; i++) {
        simulator.advance(Duration.ofSeconds(30));
        prompt.advance(Duration.ofSeconds(30));
        List<String> page = client.names("/r/busy/new?limit=5");
        empty += page.isEmpty() ? 1 : 0;
        fresh += page.equals(other.names("/r/busy/new?limit=5")) ? 1 : 0;
        old += 1;
      }
      old -= empty + fresh;
    }

    assertThat(empty).isBetween(2, 20);
    assertThat(old).isBetween(8, 35);
    assertThat(fresh).isBetween(15, 45);
  }
}
