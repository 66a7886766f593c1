package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the API of 2026 looks like. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShapesIT {
  private static final ChangeRates LIVELY =
      new ChangeRates(0.2, 0.02, 0.2, 0.01, 0.04, 0.01, 0.2, 0.01, 1, 0.02);

  private static final String POST_FIELDS =
      """
      approved_at_utc subreddit selftext saved mod_reason_title gilded title
      link_flair_richtext subreddit_name_prefixed hidden pwls downs thumbnail_height
      top_awarded_type hide_score name quarantine upvote_ratio subreddit_type ups
      total_awards_received media_embed thumbnail_width is_original_content user_reports
      secure_media is_reddit_media_domain is_meta category secure_media_embed
      link_flair_text score is_created_from_ads_ui thumbnail edited gildings
      content_categories is_self created wls removed_by_category banned_by domain
      allow_live_comments selftext_html likes suggested_sort view_count archived no_follow
      is_crosspostable pinned over_18 all_awardings awarders media_only can_gild spoiler
      locked author_flair_text treatment_tags visited num_reports distinguished
      subreddit_id removal_reason id is_robot_indexable author discussion_type
      num_comments send_replies contest_mode permalink stickied url subreddit_subscribers
      created_utc num_crossposts media is_video
      """;
  private static final String COMMENT_FIELDS =
      """
      id name body body_html link_id parent_id replies score score_hidden controversiality
      collapsed collapsed_reason collapsed_reason_code is_submitter stickied locked
      archived no_follow send_replies distinguished permalink edited created created_utc
      subreddit subreddit_id gildings all_awardings associated_award unrepliable_reason
      comment_type treatment_tags link_title link_author link_permalink link_url
      num_comments over_18 quarantine ups downs likes mod_note user_reports
      """;

  private final RedditSimulator simulator =
      RedditSimulator.start(
          SimulatorOptions.defaults()
              .withSubreddits(
                  SimulatedSubreddit.of("alpha", 6),
                  SimulatedSubreddit.of("Beta", 5),
                  SimulatedSubreddit.of("older", 0.02))
              .withChanges(LIVELY)
              .withBrokenText(0.01)
              .withRateBudget(RateBudget.standard().withRequests(100_000)));
  private final Client client = Client.of(simulator);
  private final List<JsonNode> posts = client.walk("/r/alpha+Beta+older/new");
  private final List<JsonNode> comments = client.walk("/r/alpha/comments");

  @AfterAll
  void close() {
    simulator.close();
  }

  @Test
  void wrapsListings() {
    JsonNode listing = Client.tree(client.get("/r/alpha/new?limit=3"));

    assertThat(listing.get("kind").asText()).isEqualTo("Listing");
    JsonNode data = listing.get("data");
    assertThat(data.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("after", "dist", "modhash", "geo_filter", "children", "before");
    assertThat(data.get("dist").asInt()).isEqualTo(3);
    assertThat(data.get("modhash").isNull()).isTrue();
    assertThat(data.get("geo_filter").asText()).isEmpty();
    assertThat(data.at("/children/0/kind").asText()).isEqualTo("t3");
  }

  @Test
  void givesEveryPostTheFieldsThatAreAlwaysThere() {
    assertThat(posts).hasSizeGreaterThan(1500);
    assertThat(posts)
        .allSatisfy(
            post -> {
              assertThat(post.fieldNames())
                  .toIterable()
                  .contains(POST_FIELDS.strip().split("\\s+", -1))
                  .doesNotHaveDuplicates();
              assertThat(post.get("ups")).isEqualTo(post.get("score"));
              assertThat(post.get("score").asInt()).isNotNegative();
              assertThat(post.get("name").asText()).isEqualTo("t3_" + post.get("id").asText());
              assertThat(post.get("media_embed").isObject()).isTrue();
            });
  }

  @Test
  void mixesFormatsAsMeasured() {
    assertThat(share(post -> post.get("is_self").asBoolean())).isBetween(0.32, 0.42);
    assertThat(share(post -> post.has("is_gallery"))).isBetween(0.08, 0.17);
    assertThat(share(post -> post.get("is_video").asBoolean())).isBetween(0.01, 0.06);
    assertThat(share(post -> post.has("preview"))).isBetween(0.3, 0.5);
    assertThat(share(post -> post.has("poll_data"))).isBetween(0.03, 0.1);
    assertThat(share(post -> !post.get("link_flair_text").isNull())).isBetween(0.4, 0.54);
    assertThat(share(post -> post.has("crosspost_parent"))).isBetween(0.005, 0.1);
    assertThat(share(post -> !post.get("author_flair_text").isNull())).isBetween(0.05, 0.13);
  }

  @Test
  void hangsGalleriesOnRandomKeys() {
    JsonNode gallery =
        first(posts, post -> post.has("gallery_data") && post.get("gallery_data").isObject());
    var keys = new HashSet<String>();
    gallery.get("media_metadata").fieldNames().forEachRemaining(keys::add);
    var items = new HashSet<String>();
    gallery.at("/gallery_data/items").forEach(item -> items.add(item.get("media_id").asText()));

    assertThat(keys).isEqualTo(items).hasSizeGreaterThan(1);
    assertThat(gallery.at("/gallery_data/items/0/id").isIntegralNumber()).isTrue();
    assertThat(posts)
        .filteredOn(post -> post.has("media_metadata"))
        .anyMatch(post -> post.get("media_metadata").findValuesAsText("status").contains("failed"));
  }

  @Test
  void copiesTheOtherPostIntoACrosspost() {
    JsonNode cross = first(posts, post -> post.has("crosspost_parent_list"));
    JsonNode parent = cross.at("/crosspost_parent_list/0");

    assertThat(parent.get("name")).isEqualTo(cross.get("crosspost_parent"));
    assertThat(parent.has("kind")).isFalse();
    assertThat(parent.size()).isGreaterThan(80);
    assertThat(cross.get("url").asText()).isEqualTo(parent.get("permalink").asText());
  }

  @Test
  void showsPreviewsVideosPollsAndFlairs() {
    JsonNode preview = first(posts, post -> post.has("preview")).get("preview");
    assertThat(preview.at("/images/0/source/url").asText()).contains("&s=");
    assertThat(preview.at("/images/0/resolutions")).hasSize(4);
    assertThat(preview.at("/images/0/variants").isObject()).isTrue();
    JsonNode hosted = first(posts, post -> post.get("is_video").asBoolean());
    assertThat(hosted.at("/media/reddit_video/duration").isInt()).isTrue();
    JsonNode embedded = first(posts, post -> post.path("post_hint").asText().equals("rich:video"));
    assertThat(embedded.at("/secure_media/oembed/html").asText()).startsWith("<iframe");
    assertThat(posts).anyMatch(post -> post.path("poll_data").isBoolean());
    JsonNode flair = first(posts, post -> post.get("link_flair_richtext").size() == 2);
    assertThat(flair.at("/link_flair_richtext/1/e").asText()).isEqualTo("emoji");
  }

  @Test
  void showsAPollWithItsEndInMilliseconds() {
    try (var big = RedditSimulator.start(Worlds.still(Worlds.exactly(8000)))) {
      var reddit = new Reddit(big.options().settings());
      var content = new Content(reddit);
      Post poll =
          allPosts(reddit).stream()
              .filter(post -> content.format(post) == Content.Format.POLL)
              .findFirst()
              .orElseThrow();

      JsonNode data =
          Client.of(big).data("/api/info?id=" + poll.fullname()).at("/children/0/data/poll_data");

      assertThat(data.get("voting_end_timestamp").asLong()).isGreaterThan(1_700_000_000_000L);
      assertThat(data.at("/options/0/id").isTextual()).isTrue();
      assertThat(data.at("/options/0").has("vote_count")).isFalse();
    }
  }

  @Test
  void hasThreeTypesOfEdited() {
    Set<JsonNodeType> types = new HashSet<>();
    posts.forEach(post -> types.add(post.get("edited").getNodeType()));
    assertThat(types).containsExactlyInAnyOrder(JsonNodeType.BOOLEAN, JsonNodeType.NUMBER);

    assertThat(client.walk("/r/older/new"))
        .filteredOn(post -> post.get("edited").asText().equals("true"))
        .hasSize(2)
        .allMatch(post -> post.get("id").asText().length() == 5)
        .allMatch(post -> post.get("created_utc").asDouble() < 1_293_840_000);
    assertThat(posts).anyMatch(post -> post.get("id").asText().length() == 7);
  }

  @Test
  void leavesFourFieldsOutWhereTheAuthorIsGone() {
    List<String> absent =
        List.of(
            "author_fullname",
            "author_flair_type",
            "author_flair_richtext",
            "author_patreon_flair",
            "author_premium");
    for (List<JsonNode> things : List.of(posts, comments)) {
      JsonNode gone = first(things, thing -> thing.get("author").asText().equals("[deleted]"));
      JsonNode there = first(things, thing -> !thing.get("author").asText().equals("[deleted]"));
      assertThat(gone.fieldNames()).toIterable().doesNotContainAnyElementsOf(absent);
      assertThat(there.fieldNames()).toIterable().containsAll(absent);
    }
  }

  @Test
  void givesEveryCommentTheFieldsThatAreAlwaysThere() {
    assertThat(comments)
        .hasSizeGreaterThan(900)
        .allSatisfy(
            comment -> {
              assertThat(comment.fieldNames())
                  .toIterable()
                  .contains(COMMENT_FIELDS.strip().split("\\s+", -1));
              assertThat(comment.get("replies").asText("none")).isEmpty();
              assertThat(comment.has("depth")).isFalse();
              assertThat(comment.get("parent_id").asText()).matches("t[13]_[0-9a-z]{7}");
            });
    assertThat(comments).anyMatch(comment -> comment.get("parent_id").asText().startsWith("t1_"));
    assertThat(comments).anyMatch(comment -> comment.has("profile_img"));
    JsonNode gif = first(comments, comment -> comment.has("media_metadata"));
    assertThat(gif.get("media_metadata").fieldNames().next()).startsWith("giphy|");
  }

  @Test
  void answersCommentsOfThePastWithTheirParents() {
    Map<String, JsonNode> byName = new HashMap<>();
    comments.forEach(comment -> byName.put(comment.get("name").asText(), comment));
    int checked = 0;
    for (JsonNode comment : comments) {
      JsonNode parent = byName.get(comment.get("parent_id").asText());
      if (parent != null) {
        checked++;
        assertThat(parent.get("link_id")).isEqualTo(comment.get("link_id"));
        assertThat(parent.get("created_utc").asDouble())
            .isLessThanOrEqualTo(comment.get("created_utc").asDouble() + 2);
      }
    }
    assertThat(checked).isGreaterThan(100);
  }

  @Test
  void hidesTheScoreOfFreshComments() {
    JsonNode fresh = comments.get(0);
    JsonNode old = comments.get(comments.size() - 1);
    assertThat(fresh.get("score_hidden").asBoolean()).isTrue();
    assertThat(fresh.get("score").asInt()).isEqualTo(1);
    assertThat(old.get("score_hidden").asBoolean()).isFalse();
    assertThat(comments).anyMatch(comment -> comment.get("score").asInt() < 0);
  }

  @Test
  void describesSubreddits() {
    JsonNode answer = Client.tree(client.get("/r/alpha/about"));
    JsonNode about = answer.get("data");

    assertThat(answer.get("kind").asText()).isEqualTo("t5");
    assertThat(about.fieldNames())
        .toIterable()
        .contains(
            "id",
            "name",
            "display_name",
            "display_name_prefixed",
            "url",
            "title",
            "subscribers",
            "public_description",
            "description",
            "created_utc",
            "over18",
            "subreddit_type",
            "quarantine",
            "icon_size",
            "banner_size",
            "emojis_custom_size",
            "prediction_leaderboard_entry_type",
            "user_is_banned",
            "accounts_active",
            "active_user_count")
        .doesNotContain("over_18");
    assertThat(about.get("name").asText()).isEqualTo("t5_" + about.get("id").asText());
    assertThat(about.get("accounts_active").isNull()).isTrue();
    assertThat(about.get("icon_size")).hasSize(2);
  }

  @Test
  void describesUsersWithoutThePrefixOfTheId() {
    JsonNode answer = Client.tree(client.get("/user/AUTOREPLYBOT/about"));
    JsonNode about = answer.get("data");
    String fullname =
        first(comments, c -> c.get("author").asText().equals("AutoReplyBot"))
            .get("author_fullname")
            .asText();

    assertThat(answer.get("kind").asText()).isEqualTo("t2");
    assertThat("t2_" + about.get("id").asText()).isEqualTo(fullname);
    assertThat(about.get("name").asText()).isEqualTo("AutoReplyBot");
    assertThat(about.has("is_suspended")).isFalse();
    assertThat(about.get("total_karma").asInt())
        .isEqualTo(about.get("link_karma").asInt() + about.get("comment_karma").asInt());
  }

  private static List<Post> allPosts(Reddit reddit) {
    World world = reddit.world();
    var posts = new ArrayList<Post>();
    for (long day = world.historyStart() / World.DAY; day <= world.start() / World.DAY; day++) {
      posts.addAll(world.posts(world.subreddits().get(0), day));
    }
    return posts;
  }

  private double share(Predicate<JsonNode> property) {
    return posts.stream().filter(property).count() / (double) posts.size();
  }

  private static JsonNode first(List<JsonNode> things, Predicate<JsonNode> property) {
    return things.stream().filter(property).findFirst().orElseThrow();
  }
}
