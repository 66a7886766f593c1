package dev.harbor.reddit.simulator;

import org.jspecify.annotations.Nullable;

/** The fields about authors, moderators and awards that posts and comments share. */
final class AuthorJson {
  private AuthorJson() {}

  /**
   * @param author null where the account or the text is gone; four fields are absent then
   */
  static void write(JsonWriter json, Thing thing, @Nullable Account author) {
    Dice dice = thing.dice();
    boolean flair = author != null && dice.chance("author flair", 0.09);
    boolean rich = flair && dice.chance("rich flair", 0.3);
    json.text("author", author == null ? Content.DELETED : author.name());
    if (author != null) {
      json.text("author_fullname", author.fullname().toString());
      json.text("author_flair_type", rich ? "richtext" : "text");
      json.beginList("author_flair_richtext");
      if (rich) {
        json.begin().text("a", ":elephant:").text("e", "emoji");
        json.text("u", "https://emoji.redditmedia.com/elephant.png").end();
        json.begin().text("e", "text").text("t", " Expert & friend").end();
      }
      json.endList();
      json.no("author_patreon_flair", "author_premium");
    }
    json.text(
        "author_flair_text", flair ? (rich ? ":elephant: Expert & friend" : "Contributor") : null);
    json.text("author_flair_template_id", flair ? "a1b2c3d4-0000-11ee-9999-0242ac120002" : null);
    json.text("author_flair_text_color", flair ? "dark" : null);
    json.text("author_flair_background_color", flair ? "" : null);
    json.nulls("author_flair_css_class");
    json.no("author_is_blocked");
  }

  static void writeModeration(JsonWriter json) {
    json.nulls(
        "approved_at_utc",
        "approved_by",
        "banned_at_utc",
        "banned_by",
        "mod_note",
        "mod_reason_title");
    json.nulls("mod_reason_by", "num_reports", "report_reasons", "removal_reason");
    json.emptyLists("user_reports", "mod_reports");
    json.no("can_mod_post");
  }

  static void writeAwards(JsonWriter json) {
    json.nulls("top_awarded_type");
    json.zeros("gilded", "total_awards_received");
    json.emptyObjects("gildings");
    json.emptyLists("all_awardings", "awarders", "treatment_tags");
    json.no("can_gild");
  }

  /** {@code false}, {@code true} for posts from before 2011, or the time. */
  static void writeEdited(JsonWriter json, Thing thing, Life life) {
    if (thing instanceof Post post && post.isAncient() && life.text() == null) {
      json.yes("edited");
    } else if (life.editedAt() > 0 && life.isVisible()) {
      json.seconds("edited", life.editedAt());
    } else {
      json.no("edited");
    }
  }
}
