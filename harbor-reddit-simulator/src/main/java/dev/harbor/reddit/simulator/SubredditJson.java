package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.SimulatedSubreddit.Kind;

/** Renders subreddits, {@code t5}, as the API of 2026 does. */
final class SubredditJson {
  private SubredditJson() {}

  static int subscribers(Subreddit subreddit, long now) {
    double size = 200 * Math.exp(2.5 + subreddit.dice().gauss("size"));
    return (int) (size * (1 + (now / 3600 % 100_000) / 1e6)) + 10;
  }

  static void write(JsonWriter json, Subreddit subreddit, long now) {
    Dice dice = subreddit.dice();
    String name = subreddit.name();
    String about = "All about " + name + " & friends <read the rules>";
    json.begin().text("kind", "t5").begin("data");
    json.text("id", Ids.text(subreddit.fullname().number()));
    json.text("name", subreddit.fullname().toString());
    json.text("display_name", name).text("display_name_prefixed", subreddit.prefixedName());
    json.text("title", name).text("url", subreddit.path());
    json.text("public_description", about).text("public_description_html", Texts.html(about));
    json.text("description", about).text("description_html", Texts.html(about));
    json.text("submit_text", "").nulls("submit_text_html");
    json.number("subscribers", subscribers(subreddit, now));
    json.nulls("accounts_active", "active_user_count", "accounts_active_is_fuzzed");
    long created = created(subreddit);
    json.seconds("created", created).seconds("created_utc", created);
    json.text("subreddit_type", subreddit.typeAt(now)).text("lang", "en");
    json.flag("over18", dice.chance("over 18", 0.05));
    json.flag("quarantine", subreddit.kindAt(now) == Kind.QUARANTINED);
    writeLook(json, dice);
    writeSettings(json, subreddit);
    json.nulls("user_is_banned", "user_is_contributor", "user_is_moderator", "user_is_muted");
    json.nulls(
        "user_is_subscriber",
        "user_has_favorited",
        "user_can_flair_in_sr",
        "user_sr_flair_enabled");
    json.nulls(
        "user_flair_text", "user_flair_css_class", "user_flair_template_id", "user_flair_type");
    json.end().end();
  }

  /** Nearly nothing is told of what is private. */
  static void writePrivate(JsonWriter json, Subreddit subreddit) {
    String name = subreddit.name();
    json.begin().text("kind", "t5").begin("data");
    json.text("id", Ids.text(subreddit.fullname().number()));
    json.text("name", subreddit.fullname().toString());
    json.text("display_name", name).text("display_name_prefixed", subreddit.prefixedName());
    json.text("title", name).text("url", subreddit.path()).text("public_description", "");
    json.seconds("created", created(subreddit)).seconds("created_utc", created(subreddit));
    json.text("subreddit_type", "private");
    json.nulls("description", "description_html", "public_description_html", "submit_text");
    json.nulls("submit_text_html", "subscribers", "accounts_active", "active_user_count");
    json.nulls("accounts_active_is_fuzzed", "lang", "over18", "quarantine", "banner_img");
    json.nulls("banner_size", "header_title", "header_img", "header_size", "icon_img", "icon_size");
    json.nulls("key_color", "primary_color", "community_icon", "suggested_comment_sort", "wls");
    json.nulls("whitelist_status", "submission_type", "link_flair_enabled", "wiki_enabled");
    json.end().end();
  }

  static long created(Subreddit subreddit) {
    return subreddit.settings().appearsAfter() == null
        ? 1_201_000_000L + subreddit.dice().below("created", 400_000_000)
        : subreddit.firstSecond();
  }

  private static void writeLook(JsonWriter json, Dice dice) {
    boolean banner = dice.chance("banner", 0.5);
    json.text("banner_img", banner ? "https://b.thumbs.redditmedia.com/banner.png" : "");
    json.name("banner_size");
    if (banner) {
      json.beginList().number(1280).number(384).endList();
    } else {
      json.literal("null");
    }
    json.blanks("banner_background_image", "header_title", "mobile_banner_image");
    json.text(
        "community_icon",
        "https://styles.redditmedia.com/icon.png?width=256&s=" + dice.below("icon", 99999));
    json.beginList("icon_size").number(256).number(256).endList();
    json.text("icon_img", "").text("key_color", "#222222").text("primary_color", "#0079d3");
    json.text("banner_background_color", "")
        .nulls("header_img", "header_size", "emojis_custom_size");
  }

  private static void writeSettings(JsonWriter json, Subreddit subreddit) {
    json.text("submission_type", "any").text("suggested_comment_sort", null);
    json.text("whitelist_status", "all_ads").number("wls", 6);
    json.text("prediction_leaderboard_entry_type", "IN_FEED");
    json.number("comment_score_hide_mins", 60);
    json.yes("allow_images", "allow_videos", "allow_galleries", "allow_polls", "allow_discovery");
    json.yes("link_flair_enabled", "spoilers_enabled", "wiki_enabled", "show_media");
    json.no("hide_ads", "restrict_posting", "restrict_commenting", "is_crosspostable_subreddit");
    json.no("allow_predictions", "public_traffic", "all_original_content", "free_form_reports");
    json.flag("is_enrolled_in_new_modmail", false).text("link_flair_position", "left");
    json.text("user_flair_position", "right").flag("user_flair_enabled_in_sr", true);
    json.text(
        "advertiser_category", subreddit.settings().kind() == Kind.USER ? null : "Technology");
    json.emptyLists("comment_contribution_settings_allowed", "user_flair_richtext");
  }
}
