package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.JsonTree.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields the API had in a year, from 2016 to 2026, after the merged schemas of recorded
 * traffic.
 */
final class Era {
  static final int FIRST = 2016;
  static final int LAST = 2026;
  private static final int FIRST_AWARDS = 2019;
  private static final int NO_AWARDS = 2023;
  private static final int CREATED_IS_UTC = 2021;
  private static final int EIGHT_HOURS = 28_800;

  private static final Map<String, Integer> POST = new HashMap<>();
  private static final Map<String, Integer> COMMENT = new HashMap<>();
  private static final Map<String, Integer> LISTING = new HashMap<>();
  private static final Set<String> FIRST_ACCOUNT =
      Set.of(
          "id",
          "name",
          "created",
          "created_utc",
          "link_karma",
          "comment_karma",
          "is_gold",
          "is_mod",
          "verified",
          "has_verified_email",
          "is_friend",
          "is_suspended");

  static {
    String both2017 = "subreddit_type subreddit_name_prefixed can_mod_post approved_at_utc";
    String both2018 =
        "mod_note mod_reason_by mod_reason_title no_follow send_replies gildings"
            + " author_flair_richtext author_flair_type author_flair_text_color"
            + " author_flair_background_color author_flair_template_id";
    String both2019 = "author_fullname author_patreon_flair all_awardings total_awards_received";
    String both2020 = "awarders author_premium treatment_tags top_awarded_type";
    since(POST, 2017, both2017 + " banned_at_utc can_gild is_video pinned spoiler view_count");
    since(POST, 2017, "thumbnail_width thumbnail_height");
    since(POST, 2018, both2018 + " subreddit_subscribers num_crossposts is_crosspostable");
    since(POST, 2018, "crosspost_parent crosspost_parent_list parent_whitelist_status pwls wls");
    since(POST, 2018, "whitelist_status is_reddit_media_domain is_original_content is_meta");
    since(POST, 2018, "media_only link_flair_richtext link_flair_type link_flair_text_color");
    since(POST, 2018, "link_flair_background_color link_flair_template_id category");
    since(POST, 2018, "content_categories");
    since(POST, 2019, both2019 + " is_robot_indexable removed_by discussion_type");
    since(POST, 2019, "allow_live_comments removed_by_category");
    since(POST, 2020, both2020 + " upvote_ratio url_overridden_by_dest is_gallery gallery_data");
    since(POST, 2020, "media_metadata poll_data");
    since(POST, 2021, "is_created_from_ads_ui author_is_blocked");
    since(COMMENT, 2017, both2017 + " banned_at_utc permalink is_submitter can_gild");
    since(COMMENT, 2018, both2018 + " collapsed_reason");
    since(COMMENT, 2019, both2019 + " locked");
    since(COMMENT, 2020, both2020 + " comment_type associated_award");
    since(COMMENT, 2020, "collapsed_because_crowd_control media_metadata");
    since(COMMENT, 2021, "collapsed_reason_code unrepliable_reason author_is_blocked");
    since(COMMENT, 2025, "profile_img profile_over_18 editable");
    since(LISTING, 2018, "dist");
    since(LISTING, 2021, "geo_filter");
  }

  private Era() {}

  private static void since(Map<String, Integer> fields, int year, String names) {
    for (String name : names.split(" ", -1)) {
      fields.put(name, year);
    }
  }

  /** Takes from an object what it did not have in that year, and gives it what it then had. */
  static void apply(int year, String kind, Map<String, @Nullable Object> data) {
    switch (kind) {
      case "t3" -> {
        data.keySet().removeIf(name -> POST.getOrDefault(name, FIRST) > year);
        addAwards(year, data);
      }
      case "t1" -> {
        data.keySet().removeIf(name -> COMMENT.getOrDefault(name, FIRST) > year);
        addAwards(year, data);
      }
      case "t2" -> data.keySet().removeIf(name -> year < 2018 && !FIRST_ACCOUNT.contains(name));
      case "Listing" -> {
        data.keySet().removeIf(name -> LISTING.getOrDefault(name, FIRST) > year);
        if (year == 2017 || year == 2018) {
          data.put("whitelist_status", "all_ads");
        }
      }
      default -> {}
    }
    boolean shifted = year < CREATED_IS_UTC && data.get("created_utc") != null;
    if (shifted && data.get("created") instanceof Literal created) {
      double seconds = Double.parseDouble(created.text()) + EIGHT_HOURS;
      data.put("created", new Literal((long) seconds + ".0"));
    }
  }

  private static void addAwards(int year, Map<String, @Nullable Object> data) {
    boolean chosen = Dice.of(1, String.valueOf(data.get("name"))).chance("award", 0.05);
    if (year < FIRST_AWARDS || year >= NO_AWARDS || !chosen) {
      return;
    }
    var award = new LinkedHashMap<String, @Nullable Object>();
    award.put("id", "gid_1");
    award.put("name", "Silver");
    award.put("count", new Literal("1"));
    award.put("coin_price", new Literal("100"));
    award.put("award_type", "global");
    var gildings = new LinkedHashMap<String, @Nullable Object>();
    gildings.put("gid_1", new Literal("1"));
    data.put("all_awardings", new ArrayList<@Nullable Object>(List.of(award)));
    data.put("gildings", gildings);
    data.put("total_awards_received", new Literal("1"));
    data.put("gilded", new Literal("1"));
  }
}
