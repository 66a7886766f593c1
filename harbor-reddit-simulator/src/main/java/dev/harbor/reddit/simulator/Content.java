package dev.harbor.reddit.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What posts and comments say, by time: first text, edits, and what is left of what is gone.
 * Thread-safe.
 */
final class Content {
  static final String DELETED = "[deleted]";
  static final String REMOVED = "[removed]";
  static final String PROMOTED_URL = "https://alb.reddit.com/cr?za=";

  /** What a post is made of. */
  enum Format {
    SELF,
    POLL,
    IMAGE,
    GALLERY,
    LINK,
    VIDEO,
    RICH_VIDEO
  }

  private static final List<String> FLAIRS =
      List.of("Discussion", "Question", "Show & Tell", "News", "Help :snoo:");
  private static final List<String> SITES =
      List.of("blog.example.org", "news.example.com", "example.net", "papers.example.edu");

  private final Reddit reddit;
  private final Texts texts;

  Content(Reddit reddit) {
    this.reddit = reddit;
    this.texts = new Texts(reddit.settings().brokenText);
  }

  Format format(Post post) {
    if (post.isPromoted()) {
      return Format.LINK;
    }
    double unit = post.dice().unit("format");
    if (unit < 0.37 || post.isAncient()) {
      return unit < 0.001 ? Format.POLL : Format.SELF;
    }
    if (unit < 0.67) {
      return Format.IMAGE;
    }
    if (unit < 0.796) {
      return Format.GALLERY;
    }
    if (unit < 0.916) {
      return Format.LINK;
    }
    return unit < 0.946 ? Format.VIDEO : Format.RICH_VIDEO;
  }

  boolean isSelf(Post post) {
    Format format = format(post);
    return format == Format.SELF || format == Format.POLL;
  }

  String title(Post post, long now) {
    boolean replaced = post.dice().chance("title replaced", 0.5);
    if (reddit.lives().of(post, now).isDeletedByAuthor() && replaced) {
      return "[deleted by user]";
    }
    return firstTitle(post);
  }

  String firstTitle(Post post) {
    return texts.title(post.dice());
  }

  /** Selftext of a post, body of a comment. */
  String text(Thing thing, long now) {
    Life life = reddit.lives().of(thing, now);
    if (!life.isVisible()) {
      return life.isDeletedByAuthor() ? DELETED : REMOVED;
    }
    String told = life.text();
    if (told != null) {
      return told;
    }

    String first = firstText(thing);
    boolean amended = life.editedAt() > 0 && !first.isEmpty();
    return amended ? first + "\n\nEDIT: " + texts.title(thing.dice().part(7)) : first;
  }

  String authorName(Thing thing, long now) {
    Account author = reddit.author(thing, now);
    return author == null ? DELETED : author.name();
  }

  /** Null where the post has none. */
  @Nullable String flair(Post post, long now) {
    Dice dice = post.dice();
    if (!dice.chance("flair", 0.47)) {
      return null;
    }
    long changesAt = post.created() + 600 + dice.below("flair changes at", 36 * 3600);
    boolean changed =
        dice.chance("flair changes", reddit.settings().changes.flairs()) && now >= changesAt;
    return (changed ? dice.part(3) : dice).pick("flair text", FLAIRS);
  }

  /** As {@code over_18}. */
  boolean isAdult(Post post) {
    return post.dice().chance("over 18", reddit.settings().adultPosts);
  }

  /**
   * How the comments are to be sorted unless somebody says another; null where the post says none.
   */
  @Nullable String suggestedSort(Post post) {
    return post.dice().chance("suggested", 0.05) ? "new" : null;
  }

  String permalink(Post post) {
    return post.subreddit().path()
        + "comments/"
        + post.id()
        + "/"
        + Texts.slug(firstTitle(post))
        + "/";
  }

  String permalink(Comment comment) {
    return permalink(comment.post()) + comment.id() + "/";
  }

  String url(Post post) {
    if (post.isPromoted()) {
      return PROMOTED_URL + post.id();
    }
    Dice dice = post.dice();
    Post source = crosspostSource(post);
    if (source != null) {
      return permalink(source);
    }
    return switch (format(post)) {
      case SELF, POLL -> "https://www.reddit.com" + permalink(post);
      case IMAGE -> "https://i.redd.it/" + mediaId(dice) + ".jpeg";
      case GALLERY -> "https://www.reddit.com/gallery/" + post.id();
      case LINK ->
          "https://" + dice.pick("site", SITES) + "/" + Texts.slug(firstTitle(post)) + "?a=1&b=2";
      case VIDEO -> "https://v.redd.it/" + mediaId(dice);
      case RICH_VIDEO -> "https://www.youtube.com/watch?v=" + mediaId(dice) + "&t=30";
    };
  }

  String domain(Post post) {
    return switch (format(post)) {
      case SELF, POLL -> "self." + post.subreddit().name();
      case IMAGE -> "i.redd.it";
      case GALLERY -> "reddit.com";
      case LINK -> post.dice().pick("site", SITES);
      case VIDEO -> "v.redd.it";
      case RICH_VIDEO -> "youtube.com";
    };
  }

  /** An older post of another subreddit that this one repeats; null where it is itself. */
  @Nullable Post crosspostSource(Post post) {
    Dice dice = post.dice();
    if (post.isAncient() || post.isPromoted() || !dice.chance("crosspost", 0.07)) {
      return null;
    }

    List<Subreddit> all = reddit.world().subreddits();
    Subreddit from = dice.pick("crosspost from", all);
    long day = Math.floorDiv(post.created(), World.DAY) - 1;
    if (from.equals(post.subreddit()) || !reddit.isOpen(from, post.created())) {
      return null;
    }
    List<Post> candidates = reddit.world().posts(from, day);
    return candidates.isEmpty() ? null : dice.pick("crosspost of", candidates);
  }

  static String mediaId(Dice dice) {
    return Long.toString(dice.bits("media") >>> 1, 36);
  }

  private String firstText(Thing thing) {
    if (thing instanceof Post post) {
      return isSelf(post) ? texts.body(post.dice(), 0.08) : "";
    }
    String body = texts.body(thing.dice(), 0);
    return thing.dice().chance("giphy", 0.03)
        ? body + "\n\n![gif](giphy|" + thing.id() + ")"
        : body;
  }
}
