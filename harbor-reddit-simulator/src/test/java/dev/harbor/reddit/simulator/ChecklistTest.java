package dev.harbor.reddit.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harbor.reddit.simulator.SimulatedSubreddit.Kind;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The faithfulness checklist of the specification, number by number. */
class ChecklistTest {
  private RedditSimulator simulator = RedditSimulator.start(Worlds.still(Worlds.exactly(1)));

  @AfterEach
  void close() {
    simulator.close();
  }

  private Client in(SimulatorOptions options) {
    simulator.close();
    simulator = RedditSimulator.start(options);
    return Client.of(simulator);
  }

  // 1
  @Test
  void endsAThousandWithAnEmptyPageAndLosesTheOldestBehindIt() {
    Client client = in(Worlds.still(Worlds.exactly(1000)));
    assertThat(client.pageSizes("/r/exact/new"))
        .containsExactly(100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 0);

    Client more = in(Worlds.still(Worlds.exactly(1001)));
    Set<String> listed = names(more.walk("/r/exact/new"));
    List<Truth.Row> truth = simulator.truth().posts("exact");
    assertThat(truth).hasSize(1001);
    assertThat(listed).hasSize(1000).doesNotContain(truth.get(0).name());
    assertThat(truth.get(0).reachableBy()).doesNotContain("new");
  }

  // 2
  @Test
  void answersNothingForEverAboveADeletedAnchor() {
    Client client = in(Worlds.still(SimulatedSubreddit.of("busy", 20)));
    String anchor = client.names("/r/busy/new").get(0);
    simulator.interventions().delete(anchor);

    for (int day = 0; day < 3; day++) {
      simulator.advance(Duration.ofDays(1));
      HttpResponse<String> answer = client.get("/r/busy/new?limit=100&before=" + anchor);
      JsonNode data = Client.tree(answer).get("data");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(data.get("children")).isEmpty();
      assertThat(data.get("after").isNull() && data.get("before").isNull()).isTrue();
    }
  }

  // 3
  @Test
  void answersTheNearestHundredAboveAnAnchor() {
    Client client = in(Worlds.still(Worlds.exactly(300)));
    List<String> all = names(client.walk("/r/exact/new")).stream().toList();

    List<String> page = client.names("/r/exact/new?limit=100&before=" + all.get(250));

    assertThat(page).isEqualTo(all.subList(150, 250));
  }

  // 4
  @Test
  void putsTwoStickiesOnTopOfAHundred() {
    Client client = in(Worlds.still(SimulatedSubreddit.of("busy", 5)).withStickies(2));

    JsonNode page = client.data("/r/busy/hot?limit=100");

    assertThat(page.get("children")).hasSize(102);
    assertThat(page.get("children").findValues("stickied").subList(0, 2))
        .allMatch(JsonNode::asBoolean);
    assertThat(page.get("after").asText())
        .isEqualTo(page.get("children").get(101).get("data").get("name").asText());
  }

  // 5
  @Test
  void showsALateApprovalAboveNewerPosts() {
    Client client =
        in(
            Worlds.still(SimulatedSubreddit.of("busy", 5))
                .withChanges(ChangeRates.none().withLateApprovals(0.2)));

    List<JsonNode> posts = client.walk("/r/busy/new");

    long inversions = 0;
    for (int i = 1; i < posts.size(); i++) {
      inversions += time(posts.get(i)) > time(posts.get(i - 1)) ? 1 : 0;
    }
    assertThat(inversions).isPositive();
  }

  private static double time(JsonNode post) {
    return post.get("created_utc").asDouble();
  }

  // 6
  @Test
  void readsTheLimit() {
    Client client = in(Worlds.still(Worlds.exactly(300)));

    assertThat(client.names("/r/exact/new?limit=1024")).hasSize(100);
    assertThat(client.names("/r/exact/new?limit=0")).hasSize(1);
    assertThat(client.names("/r/exact/new?limit=x")).hasSize(25);
  }

  // 7
  @Test
  void answersInfoInTheOrderOfTheRequestWithoutTheUnknown() {
    Client client = in(Worlds.still(Worlds.exactly(97)));
    List<String> known = new ArrayList<>(client.names("/r/exact/new?limit=100"));
    Collections.shuffle(known, new Random(4));
    List<String> asked = new ArrayList<>(known);
    asked.add(10, "t3_zzzzzzz");
    asked.add(50, "t1_zzzzzzz");
    asked.add("t3_1");

    assertThat(asked).hasSize(100);
    assertThat(client.names("/api/info?id=" + String.join(",", asked))).isEqualTo(known);
  }

  // 8
  @Test
  void givesAllOfAThreadOfThousandsAndEndsAtTheGhosts() {
    Client client =
        in(
            SimulatorOptions.defaults()
                .withSubreddits(SimulatedSubreddit.of("programming", 1))
                .withChanges(ChangeRates.measured())
                .withRateBudget(RateBudget.standard().withRequests(100_000)));
    String post = longThread();

    TreeLoader loader = new TreeLoader(client, post).load();

    Set<String> visible = visibleCommentsOf(post);
    assertThat(visible).hasSizeGreaterThan(2400);
    assertThat(loader.comments.keySet()).containsAll(visible);
    assertThat(loader.ghosts).isNotEmpty();
    assertThat(loader.requests).isLessThan(1000);
    int claimed = client.data("/api/info?id=t3_" + post).findValue("num_comments").asInt();
    assertThat((double) claimed / loader.comments.size()).isBetween(0.98, 1.04);
  }

  private String longThread() {
    var reddit = new Reddit(simulator.options().settings());
    long day = Math.floorDiv(reddit.world().start(), World.DAY) - 20;
    return reddit.world().posts(reddit.world().subreddits().get(0), day).get(0).id();
  }

  private Set<String> visibleCommentsOf(String post) {
    var reddit = new Reddit(simulator.options().settings());
    long now = simulator.now().getEpochSecond();
    Post found = requireNonNull(reddit.world().post(Long.parseLong(post, 36), now));
    return reddit.threads().comments(found, now).stream()
        .filter(comment -> reddit.isListed(comment, now))
        .map(comment -> comment.fullname().toString())
        .collect(Collectors.toSet());
  }

  // 9
  @Test
  void refusesASecondMorechildrenAtTheSameTime() throws Exception {
    Client client = in(Worlds.still(SimulatedSubreddit.of("chatty", 0.5).withCommentsPerPost(90)));
    JsonNode comment = client.walk("/r/chatty/comments").get(0);
    String path =
        "/api/morechildren?link_id="
            + comment.get("link_id").asText()
            + "&children="
            + comment.get("id").asText();

    var refused = new ArrayList<HttpResponse<String>>();
    for (int round = 0; round < 20 && refused.isEmpty(); round++) {
      List<HttpResponse<String>> answers = atOnce(4, () -> client.get(path));
      assertThat(answers).anyMatch(answer -> answer.statusCode() == 200);
      answers.stream().filter(a -> a.statusCode() != 200).forEach(refused::add);
    }

    assertThat(refused).isNotEmpty().allMatch(answer -> answer.statusCode() == 429);
    assertThat(refused.get(0).headers().map().keySet())
        .doesNotContain("retry-after", "x-ratelimit-remaining");
    assertThat(client.get(path).statusCode()).isEqualTo(200);
  }

  private static <T> List<T> atOnce(int threads, Callable<T> call) throws Exception {
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var results = new ArrayList<T>();
      for (var future : pool.invokeAll(Collections.nCopies(threads, call))) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  // 10
  @Test
  void beginsAnewWithEveryWindow() {
    Client client =
        in(
            Worlds.still(Worlds.exactly(10))
                .withClockStart(Instant.parse("2026-01-15T12:09:58Z"))
                .withRateBudget(RateBudget.standard()));
    client.get("/r/exact/new");
    assertThat(rate(client.get("/r/exact/new"))).containsExactly("998.0", "2", "2");

    simulator.advance(Duration.ofSeconds(2));

    assertThat(rate(client.get("/r/exact/new"))).containsExactly("999.0", "1", "600");
  }

  private static List<String> rate(HttpResponse<String> answer) {
    return List.of("remaining", "used", "reset").stream()
        .map(name -> answer.headers().firstValue("x-ratelimit-" + name).orElse("absent"))
        .toList();
  }

  // 11
  @Test
  void endsATokenInMidWalkSoThatOneRenewalServesEightThreads() throws Exception {
    Client old =
        in(
            Worlds.still(Worlds.exactly(800))
                .withTokens(TokenPolicy.standard().withExpiresIn(Duration.ofHours(1))));
    String after = "";
    for (int page = 0; page < 3; page++) {
      after = old.data("/r/exact/new?limit=100&after=" + after).get("after").asText();
    }
    String fourth = "/r/exact/new?limit=100&after=" + after;
    simulator.advance(Duration.ofHours(1));

    HttpResponse<String> refused = old.get(fourth);
    Client renewed = Client.of(simulator);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("www-authenticate"))
        .contains("Bearer realm=\"reddit\", error=\"invalid_token\"");
    assertThat(atOnce(8, () -> renewed.get(fourth).statusCode())).hasSize(8).containsOnly(200);
    assertThat(simulator.requests()).filteredOn(request -> request.status() == 401).hasSize(1);
  }

  // 12
  @Test
  void refusesEachKindOfSubredditInItsWay() {
    Client client =
        in(
            Worlds.still(
                SimulatedSubreddit.of("closed", 1).withKind(Kind.PRIVATE),
                SimulatedSubreddit.of("sick", 1).withKind(Kind.QUARANTINED),
                SimulatedSubreddit.of("warned", 1).withKind(Kind.GATED),
                SimulatedSubreddit.of("gone", 1).withKind(Kind.BANNED)));

    for (String path : List.of("/new", "/comments", "/about", "/about/rules", "/wiki/index")) {
      assertRefusal(client, "/r/closed" + path, 403, "\"reason\": \"private\"");
      assertRefusal(client, "/r/sick" + path, 403, "\"reason\": \"quarantined\"");
      assertRefusal(client, "/r/warned" + path, 403, "\"interstitial_warning_message\"");
      assertRefusal(client, "/r/gone" + path, 404, "\"reason\": \"banned\"");
      HttpResponse<String> unknown = client.get("/r/nowhere" + path);
      assertThat(unknown.statusCode()).isEqualTo(302);
      assertThat(unknown.headers().firstValue("location")).contains("/subreddits/search?q=nowhere");
    }
  }

  private static void assertRefusal(Client client, String path, int status, String part) {
    HttpResponse<String> answer = client.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    assertThat(answer.body()).as(path).contains(part);
  }

  // 13
  @Test
  void takesTheAuthorFromAllThatADeletedAccountWroteAndLeavesTheText() {
    Client client = in(Worlds.still(SimulatedSubreddit.of("busy", 5)).withUsers(20));
    JsonNode sample = client.data("/user/AutoReplyBot/overview?limit=100&raw_json=1");
    simulator.interventions().deleteAccount("AutoReplyBot");

    JsonNode after =
        client.data("/api/info?raw_json=1&id=" + String.join(",", Client.names(sample)));

    assertThat(after.get("children")).hasSize(100);
    for (int i = 0; i < 100; i++) {
      JsonNode then = sample.get("children").get(i).get("data");
      JsonNode now = after.get("children").get(i).get("data");
      assertThat(now.get("author").asText()).isEqualTo("[deleted]");
      assertThat(now.has("author_fullname")).isFalse();
      assertThat(now.path("body")).isEqualTo(then.path("body"));
      assertThat(now.path("selftext")).isEqualTo(then.path("selftext"));
    }
  }

  // 14
  @Test
  void showsARemovedPostByNameOnly() {
    Client client = in(Worlds.still(SimulatedSubreddit.of("busy", 5)));
    JsonNode post =
        client.walk("/r/busy/new").stream()
            .filter(each -> !each.get("selftext").asText().isEmpty())
            .findFirst()
            .orElseThrow();
    String name = post.get("name").asText();
    simulator.interventions().remove(name);

    JsonNode shown = client.data("/api/info?id=" + name).get("children").get(0).get("data");

    assertThat(shown.get("selftext").asText()).isEqualTo("[removed]");
    assertThat(shown.get("removed_by_category").asText()).isEqualTo("moderator");
    assertThat(names(client.walk("/r/busy/new"))).doesNotContain(name);
  }

  // 15
  @Test
  void answersTheSameBytesForTheSameSeed() {
    List<String> paths =
        List.of(
            "/r/java/new?limit=100",
            "/r/java/comments?limit=100",
            "/r/all/top?t=week",
            "/subreddits/popular",
            "/user/AutoReplyBot/overview",
            "/search?q=postgres");
    Client client = in(SimulatorOptions.defaults());
    List<String> first = paths.stream().map(path -> client.get(path).body()).toList();

    Client again = in(SimulatorOptions.defaults());

    assertThat(paths.stream().map(path -> again.get(path).body()).toList()).isEqualTo(first);
    Client seeded = in(SimulatorOptions.defaults().withSeed(2));
    assertThat(seeded.get(paths.get(0)).body()).isNotEqualTo(first.get(0));
  }

  // 16
  @Test
  void writesEntitiesUnlessRawJsonIsAskedFor() {
    Client client = in(Worlds.still(SimulatedSubreddit.of("busy", 20)));
    JsonNode post =
        client.walk("/r/busy/new").stream()
            .filter(each -> each.get("title").asText().contains("List<String> && Map<K, V>"))
            .findFirst()
            .orElseThrow();
    String path = "/api/info?id=" + post.get("name").asText();

    assertThat(client.data(path).findValue("title").asText())
        .endsWith("List&lt;String&gt; &amp;&amp; Map&lt;K, V&gt;");
    assertThat(client.data(path + "&raw_json=1").findValue("title").asText())
        .endsWith("List<String> && Map<K, V>");
  }

  // 17
  @Test
  void mergesListsOfAThousandEach() {
    Client client =
        in(
            Worlds.still(
                SimulatedSubreddit.of("one", 0).withBacklog(1200),
                SimulatedSubreddit.of("two", 0).withBacklog(900)));

    assertThat(names(client.walk("/r/one+two/new"))).hasSize(1900);
    assertThat(client.walk("/r/all/new")).filteredOn(post -> post.has("subreddit")).hasSize(1000);
  }

  // 18
  @Test
  void stopsASearchAtTwoHundredAndFifty() {
    Client client = in(Worlds.still(SimulatedSubreddit.of("java", 10)));
    var found = new ArrayList<String>();
    String after = "";
    do {
      JsonNode page = client.data("/search?q=java&sort=new&limit=100&after=" + after);
      found.addAll(Client.names(page));
      after = page.get("after").isNull() ? "" : page.get("after").asText();
    } while (!after.isEmpty());

    assertThat(found).hasSize(250).doesNotHaveDuplicates();
  }

  // 19
  @Test
  void letsALoaderAskForTheSeventhPageAgainAndForNoOther() {
    Client client = in(Worlds.still(Worlds.exactly(950)));
    Fault drip = Fault.dripping(100_000, Duration.ofMillis(5));
    simulator.faults().add(FaultRule.of("/r/exact/new", Fault.resetInBody()).nth(7));
    simulator.faults().add(FaultRule.of("/r/exact/new", drip).nth(8));

    PlainLoader loader = new PlainLoader(client, Integer.MAX_VALUE);
    loader.load("/r/exact/new");

    List<String> asked = simulator.requests().stream().map(SimulatedRequest::path).toList();
    List<String> pages = asked.stream().filter(path -> path.startsWith("/r/exact")).toList();
    assertThat(loader.rows).hasSize(950);
    assertThat(pages).hasSize(11);
    assertThat(pages.get(7)).isEqualTo(pages.get(6));
    assertThat(new HashSet<>(pages)).hasSize(10);
  }

  // 20
  @Test
  void showsThatALoaderWhichIsKilledAtAnyRequestLosesAndDoublesNothing() {
    for (int killedAt = 1; killedAt <= 9; killedAt++) {
      Client client = in(Worlds.still(SimulatedSubreddit.of("busy", 3).withBacklog(750)));
      PlainLoader killed = new PlainLoader(client, killedAt);
      if (killedAt <= 8) {
        assertThatThrownBy(() -> killed.load("/r/busy/new"))
            .isInstanceOf(IllegalStateException.class);
      } else {
        killed.load("/r/busy/new");
      }
      simulator.advance(Duration.ofHours(5));

      PlainLoader restarted = new PlainLoader(client, Integer.MAX_VALUE);
      restarted.rows.addAll(killed.rows);
      restarted.load("/r/busy/new");

      Truth.Diff diff =
          Truth.diff(
              simulator.truth().posts("busy"),
              row -> row.reachableBy().contains("new"),
              restarted.rows);
      assertThat(diff)
          .as("killed at request %d", killedAt)
          .isEqualTo(new Truth.Diff(List.of(), List.of(), List.of(), List.of(), List.of()));
    }
  }

  private static Set<String> names(List<JsonNode> items) {
    return items.stream()
        .map(item -> item.get("name").asText())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
