package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.SimulatedSubreddit.Kind;

/** Renders posts, {@code t3}, as the API of 2026 does. Thread-safe. */
final class PostJson {
  private static final int HIDE_SCORE_SECONDS = 2 * 3600;
  private static final long ARCHIVE_SECONDS = 180L * World.DAY;

  private final Reddit reddit;
  private final Content content;
  private final MediaJson media;

  PostJson(Reddit reddit, Content content) {
    this.reddit = reddit;
    this.content = content;
    this.media = new MediaJson(content);
  }

  void write(JsonWriter json, Post post, long now) {
    json.begin().text("kind", "t3").name("data");
    writeData(json, post, now, content.crosspostSource(post) != null);
    json.end();
  }

  /** Without the kind; crossposts hold a full copy of the other post in this form. */
  private void writeData(JsonWriter json, Post post, long now, boolean withSource) {
    Life life = reddit.lives().of(post, now);
    json.begin();
    json.text("id", post.id()).text("name", post.fullname().toString());
    json.text("title", content.title(post, now));
    writeTexts(json, post, life, now);
    AuthorJson.write(json, post, reddit.author(post, now));
    writePlace(json, post, now);
    writeVotes(json, post, now);
    writeStanding(json, post, life, now);
    writeFlair(json, post, now);
    AuthorJson.writeModeration(json);
    AuthorJson.writeAwards(json);
    json.no("saved", "hidden", "clicked", "visited");
    json.nulls("likes", "view_count", "category", "content_categories", "discussion_type");
    writePoll(json, post, life, now);
    media.write(json, post, life, now);
    if (withSource) {
      writeCrosspost(json, post, now);
    }
    json.end();
  }

  private void writeTexts(JsonWriter json, Post post, Life life, long now) {
    String text = content.text(post, now);
    json.text("selftext", text);
    json.text("selftext_html", text.isEmpty() ? null : Texts.html(text));
    json.flag("is_self", content.isSelf(post));
    json.text("url", content.url(post)).text("domain", content.domain(post));
    if (!content.isSelf(post)) {
      json.text("url_overridden_by_dest", content.url(post));
    }
    json.text("permalink", content.permalink(post));
    json.seconds("created", post.created()).seconds("created_utc", post.created());
    AuthorJson.writeEdited(json, post, life);
  }

  // Advertisements have thirty fields more, but none of a subreddit.
  private static void writePromotion(JsonWriter json, Post post) {
    json.yes("promoted", "is_survey_ad").text("href_url", Content.PROMOTED_URL + post.id());
    json.number("campaign_id", post.dice().below("campaign", 1_000_000));
    json.text("call_to_action", "Learn more").text("domain_override", "example.com");
    json.text("embed_type", null).text("embed_url", null).text("impression_id_str", post.id());
    json.text("ad_promoted_user_posts", null).text("priority_id", null).text("program_id", null);
    json.text("mobile_ad_url", "").text("outbound_link", null).text("product_ids", null);
    json.text("promo_layout", null).text("subcaption", null).text("third_party_tracking", null);
    json.text("third_party_tracking_2", null).text("ad_user_targeting", null);
    json.text("ad_supplementary_text", null).text("ad_instance_id", null);
    json.text("adserver_click_url", null).text("adserver_imp_pixel", null);
    json.text("app_store_data", null).text("form_id", null).text("lead_generation_config", null);
    json.no("is_blank", "is_new_user_targeting", "show_media_ad").emptyLists("events");
  }

  private void writePlace(JsonWriter json, Post post, long now) {
    if (post.isPromoted()) {
      writePromotion(json, post);
      return;
    }
    Subreddit subreddit = post.subreddit();
    json.text("subreddit", subreddit.name());
    json.text("subreddit_id", subreddit.fullname().toString());
    json.text("subreddit_name_prefixed", subreddit.prefixedName());
    json.text("subreddit_type", subreddit.typeAt(now));
    json.number("subreddit_subscribers", SubredditJson.subscribers(subreddit, now));
    json.flag("quarantine", reddit.kind(subreddit, now) == Kind.QUARANTINED);
  }

  private void writeVotes(JsonWriter json, Post post, long now) {
    int score = reddit.scores().score(post, now);
    long age = now - post.created();
    json.number("score", score).number("ups", score).zeros("downs");
    json.decimal("upvote_ratio", reddit.scores().upvoteRatio(post, now));
    json.flag("hide_score", age < HIDE_SCORE_SECONDS);
    json.number("num_comments", reddit.trees().claimed(post, now));
    json.number(
        "num_crossposts", age < HIDE_SCORE_SECONDS ? 0 : post.dice().below("crossposts", 20) / 18);
  }

  private void writeStanding(JsonWriter json, Post post, Life life, long now) {
    Dice dice = post.dice();
    boolean gone = !life.isVisible();
    json.text("removed_by_category", life.gone()).nulls("removed_by");
    json.flag("is_crosspostable", !gone).flag("is_robot_indexable", !gone);
    json.flag("stickied", reddit.stickies(post.subreddit(), now).contains(post));
    json.text("distinguished", dice.chance("distinguished", 0.01) ? "moderator" : null);
    json.flag("archived", now - post.created() > ARCHIVE_SECONDS);
    json.flag("locked", dice.chance("locked", 0.01)).flag("spoiler", dice.chance("spoiler", 0.02));
    json.flag("over_18", content.isAdult(post));
    json.no("pinned", "contest_mode", "is_original_content", "is_meta", "is_created_from_ads_ui");
    json.no("media_only").flag("no_follow", dice.chance("no follow", 0.4));
    json.yes("send_replies").flag("allow_live_comments", dice.chance("live", 0.2));
    json.text("suggested_sort", content.suggestedSort(post));
    json.number("pwls", 6).number("wls", 6).text("whitelist_status", "all_ads");
    json.text("parent_whitelist_status", "all_ads");
  }

  private void writeFlair(JsonWriter json, Post post, long now) {
    String text = content.flair(post, now);
    boolean flair = text != null;
    boolean rich = post.dice().chance("rich link flair", 0.5);
    json.text("link_flair_text", text);
    json.text("link_flair_type", flair && rich ? "richtext" : "text");
    json.beginList("link_flair_richtext");
    if (text != null && rich) {
      json.begin().text("e", "text").text("t", text).end();
      if (text.contains(":snoo:")) {
        json.begin().text("a", ":snoo:").text("e", "emoji");
        json.text("u", "https://emoji.redditmedia.com/snoo.png").end();
      }
    }
    json.endList();
    if (flair) {
      json.text("link_flair_template_id", "b2c3d4e5-0000-11ee-8888-0242ac120002");
    }
    json.text("link_flair_text_color", flair ? "light" : "dark");
    json.text("link_flair_background_color", flair ? "#0079d3" : "");
    json.text("link_flair_css_class", flair ? "" : null);
  }

  private void writePoll(JsonWriter json, Post post, Life life, long now) {
    Dice dice = post.dice();
    if (content.format(post) == Content.Format.POLL && life.isVisible()) {
      long votes = Math.min(900, Math.max(0, (now - post.created()) / 60));
      json.begin("poll_data").nulls("prediction_status", "total_stake_amount");
      json.number("voting_end_timestamp", (post.created() + 3L * World.DAY) * 1000);
      json.beginList("options");
      json.begin().text("text", "Yes").text("id", "1" + post.id()).end();
      json.begin().text("text", "No & never").text("id", "2" + post.id()).end();
      json.endList().nulls("vote_updates_remained", "user_won_amount", "user_selection");
      json.nulls("resolved_option_id", "tournament_id").no("is_prediction");
      json.number("total_vote_count", votes).end();
    } else if (dice.chance("poll false", 0.06)) {
      json.no("poll_data");
    }
  }

  private void writeCrosspost(JsonWriter json, Post post, long now) {
    Post source = content.crosspostSource(post);
    if (source != null) {
      json.text("crosspost_parent", source.fullname().toString());
      json.beginList("crosspost_parent_list");
      writeData(json, source, now, false);
      json.endList();
    }
  }
}
