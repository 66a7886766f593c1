package dev.harbor.reddit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TreesIT {
  private Fixture reddit;
  private String tree = "";
  private String branch = "";
  private String unfolded = Fixture.unfolded();
  private int mostChildren = 100;

  @BeforeEach
  void start() throws Exception {
    reddit = new Fixture();
    reddit.answer(this::answer);
  }

  @AfterEach
  void stop() {
    reddit.close();
  }

  @Test
  void takesWhatIsNestedAndWhatIsFolded() throws Exception {
    tree =
        Fixture.listing(
            Fixture.comment(
                "a",
                "t3_p",
                Fixture.listing(
                    Fixture.comment("b", "t1_a", Fixture.listing(Fixture.more("t1_b", 0))))),
            Fixture.more("t3_p", 3, "c", "d"));
    branch = Fixture.listing(Fixture.comment("b", "t1_a", Fixture.listing(comment("e", "t1_b"))));
    unfolded = Fixture.unfolded(comment("c", "t3_p"), comment("f", "t1_c"));

    Lane.Run run = run(CommentTrees.of("p"));

    assertThat(ids(run)).containsExactly("a", "b", "c", "f", "e");
    assertThat(run.emitted().get(0))
        .containsEntry("submission_id", "p")
        .doesNotContainKey("replies");
    assertThat(run.skipped()).isEmpty();
    assertThat(reddit.asked()).hasSize(4).anyMatch(each -> each.startsWith("/comments/p/_/b?"));
  }

  @Test
  void idsThatNoAnswerEverGivesAreAskedForOnce() throws Exception {
    tree = Fixture.listing(comment("a", "t3_p"), Fixture.more("t3_p", 2, "g1", "g2"));
    unfolded = Fixture.unfolded(Fixture.more("t3_p", 2, "g1", "g2"));

    assertThat(ids(run(CommentTrees.of("p")))).containsExactly("a");
    assertThat(unfoldings()).hasSize(1);
  }

  @Test
  void whatStaysFoldedIsToldAndARowOfTheGaps() throws Exception {
    String[] many = IntStream.range(0, 250).mapToObj(i -> "m" + i).toArray(String[]::new);
    tree =
        Fixture.listing(
            comment("a", "t3_p"),
            Fixture.more("t3_p", 900, many),
            Fixture.more("t1_a", 2, "x", "y"));

    try (RedditSource source = source(CommentTrees.of("p").withRequests(2))) {
      Lane.Run run = new Lane("comments").run(source);
      Lane.Run gaps = new Lane("gaps").run(source);

      assertThat(unfoldings()).hasSize(1);
      assertThat(run.skipped())
          .containsEntry("comments of t3_p", "152 comments in 2 folds left unread");
      assertThat(gaps.emitted()).hasSize(1);
      assertThat(gaps.emitted().get(0))
          .containsEntry("listing", "comments/p")
          .containsEntry("reason", "152 comments in 2 folds left unread");
    }
  }

  @Test
  void smallFoldsMayStayFolded() throws Exception {
    tree = Fixture.listing(comment("a", "t3_p"), Fixture.more("t1_a", 2, "x", "y"));

    Lane.Run run = run(CommentTrees.of("p").withLeastFolded(3));

    assertThat(unfoldings()).isEmpty();
    assertThat(run.skipped())
        .containsEntry("comments of t3_p", "2 comments in 1 folds left unread");
  }

  @Test
  void tooManyIdsForTheServerAreAskedForInHalves() throws Exception {
    tree = Fixture.listing(Fixture.more("t3_p", 4, "a", "b", "c", "d"));
    unfolded = Fixture.unfolded(comment("a", "t3_p"));
    mostChildren = 2;

    assertThat(ids(run(CommentTrees.of("p")))).containsExactly("a");
    assertThat(unfoldings()).hasSize(3);
  }

  @Test
  void aPostThatIsGoneFailsNoOther() throws Exception {
    tree = Fixture.listing(comment("a", "t3_p"));

    Lane.Run run = run(CommentTrees.of("gone", "https://www.reddit.com/r/x/comments/P/title/"));

    assertThat(ids(run)).containsExactly("a");
    assertThat(run.skipped()).containsEntry("comments of t3_gone", "not found");
  }

  @Test
  void refusesWhatIsNoPost() {
    assertThatThrownBy(() -> CommentTrees.of("no post"))
        .hasMessage("Cannot read post 'no post': expected an id such as '1skdqht', or its address");
    assertThatThrownBy(() -> CommentTrees.of("p").withDepth(11)).hasMessageContaining("1 to 10");
  }

  private MockResponse answer(String target) {
    if (target.startsWith("/comments/gone")) {
      return Fixture.json(404, "{\"message\": \"Not Found\", \"error\": 404}");
    }
    if (target.startsWith("/comments/p/_/")) {
      return Fixture.json("[" + Fixture.listing() + ", " + branch + "]");
    }
    if (target.startsWith("/comments/")) {
      return Fixture.json("[" + Fixture.listing() + ", " + tree + "]");
    }
    if (target.startsWith("/api/morechildren")) {
      boolean tooMany = target.split("%2C", -1).length > mostChildren;
      return tooMany
          ? new MockResponse.Builder().code(414).body("Error: URI Too Long").build()
          : Fixture.json(unfolded);
    }
    return Fixture.json(Fixture.listing());
  }

  private Lane.Run run(CommentTrees trees) throws Exception {
    try (RedditSource source = source(trees)) {
      Lane.Run run = new Lane("comments").run(source);
      assertThat(run.incomplete()).isEmpty();
      return run;
    }
  }

  private RedditSource source(CommentTrees trees) {
    return reddit.source().subreddits("java").commentTrees(trees).build();
  }

  private List<String> unfoldings() {
    return reddit.asked().stream().filter(each -> each.startsWith("/api/morechildren")).toList();
  }

  private static List<String> ids(Lane.Run run) {
    return run.emitted().stream().map(row -> String.valueOf(row.get("id"))).toList();
  }

  private static String comment(String id, String parent) {
    return Fixture.comment(id, parent, "");
  }
}
