package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.CommentTree.Node;
import org.jspecify.annotations.Nullable;

/** Renders comments, {@code t1}, as the API of 2026 does. Thread-safe. */
final class CommentJson {
  private static final int SCORE_HIDDEN_SECONDS = 3600;
  private static final long ARCHIVE_SECONDS = 180L * World.DAY;

  private final Reddit reddit;
  private final Content content;

  CommentJson(Reddit reddit, Content content) {
    this.reddit = reddit;
    this.content = content;
  }

  /** As in streams, listings of users and by id: flat, with some fields of the post. */
  void write(JsonWriter json, Comment comment, long now) {
    begin(json, comment, now);
    json.blanks("replies");
    writePost(json, comment.post(), now);
    json.end().end();
  }

  /** As in trees: with its depth, without the fields of the post. */
  void writeInTree(JsonWriter json, Node node, int depth, Runnable replies, long now) {
    begin(json, node.comment(), now);
    json.number("depth", depth).name("replies");
    replies.run();
    json.end().end();
  }

  private void begin(JsonWriter json, Comment comment, long now) {
    Life life = reddit.lives().of(comment, now);
    Account author = reddit.author(comment, now);
    json.begin().text("kind", "t1").begin("data");
    json.text("id", comment.id()).text("name", comment.fullname().toString());
    json.text("link_id", comment.post().fullname().toString());
    json.text("parent_id", reddit.threads().parent(comment).toString());
    writeBody(json, comment, life, now);
    AuthorJson.write(json, comment, author);
    writePlace(json, comment, now);
    writeVotes(json, comment, life, now);
    writeStanding(json, comment, author, now);
    AuthorJson.writeModeration(json);
    AuthorJson.writeAwards(json);
    json.nulls("likes", "associated_award", "unrepliable_reason", "comment_type").no("saved");
  }

  private void writeBody(JsonWriter json, Comment comment, Life life, long now) {
    String body = content.text(comment, now);
    json.text("body", body).text("body_html", Texts.html(body));
    json.text("permalink", content.permalink(comment));
    json.seconds("created", comment.created()).seconds("created_utc", comment.created());
    AuthorJson.writeEdited(json, comment, life);
    if (body.contains("giphy|")) {
      String key = "giphy|" + comment.id();
      json.begin("media_metadata").begin(key).text("status", "valid").text("e", "AnimatedImage");
      json.text("m", "image/gif").begin("s").number("y", 200).number("x", 300);
      json.text("gif", "https://i.giphy.com/" + comment.id() + ".gif");
      json.text("mp4", "https://i.giphy.com/" + comment.id() + ".mp4").end();
      json.text("ext", "https://giphy.com/gifs/" + comment.id()).text("t", "giphy");
      json.text("id", key).end().end();
    }
  }

  private static void writePlace(JsonWriter json, Comment comment, long now) {
    Subreddit subreddit = comment.subreddit();
    json.text("subreddit", subreddit.name());
    json.text("subreddit_id", subreddit.fullname().toString());
    json.text("subreddit_name_prefixed", subreddit.prefixedName());
    json.text("subreddit_type", subreddit.typeAt(now));
  }

  private void writeVotes(JsonWriter json, Comment comment, Life life, long now) {
    boolean hidden = now - comment.created() < SCORE_HIDDEN_SECONDS;
    int score = hidden ? 1 : reddit.scores().score(comment, now);
    json.number("score", score).number("ups", score).zeros("downs").flag("score_hidden", hidden);
    boolean disputed = comment.dice().chance("controversial", 0.03);
    json.number("controversiality", disputed && !hidden ? 1 : 0);
    boolean low = score < -4;
    json.flag("collapsed", low || !life.isVisible());
    json.text("collapsed_reason", low ? "comment score below threshold" : null);
    json.text("collapsed_reason_code", life.isVisible() ? (low ? "LOW_SCORE" : null) : "DELETED");
    json.nulls("collapsed_because_crowd_control");
  }

  private void writeStanding(JsonWriter json, Comment comment, @Nullable Account author, long now) {
    Dice dice = comment.dice();
    Account poster = reddit.author(comment.post(), now);
    json.flag("is_submitter", author != null && author.equals(poster));
    json.text("distinguished", dice.chance("distinguished", 0.01) ? "moderator" : null);
    json.no("stickied", "locked").yes("send_replies");
    json.flag("archived", now - comment.created() > ARCHIVE_SECONDS);
    json.flag("no_follow", dice.chance("no follow", 0.6));
    if (dice.chance("profile image", 0.02)) {
      json.text("profile_img", "https://styles.redditmedia.com/" + comment.id() + ".png");
      json.no("profile_over_18", "editable");
    }
  }

  private void writePost(JsonWriter json, Post post, long now) {
    json.text("link_title", content.title(post, now));
    json.text("link_author", content.authorName(post, now));
    json.text("link_permalink", "https://www.reddit.com" + content.permalink(post));
    json.text("link_url", content.url(post));
    json.number("num_comments", reddit.trees().claimed(post, now));
    json.flag("over_18", content.isAdult(post)).no("quarantine");
  }
}
