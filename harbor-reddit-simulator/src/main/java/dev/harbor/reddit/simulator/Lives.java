package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.Account.Fate;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of posts and comments: deletions, removals, approvals and edits by time.
 * Thread-safe.
 */
final class Lives {
  private static final int HOUR = 3600;
  private static final double SPAN = 36 * HOUR;

  private final ChangeRates rates;
  private final People people;
  private final Chronicle chronicle;

  Lives(ChangeRates rates, People people, Chronicle chronicle) {
    this.rates = rates;
    this.people = people;
    this.chronicle = chronicle;
  }

  /** When the post is listed if nobody interferes. */
  static long listedNaturally(Post post, ChangeRates rates) {
    if (post.isAncient() || !post.dice().chance("late", rates.lateApprovals())) {
      return post.created();
    }
    return post.created() + 600 + post.dice().below("late by", 5 * HOUR);
  }

  /** The same as in the whole life, at a small part of its price. */
  long listedAt(Post post, long now) {
    long listed = listedNaturally(post, rates);
    for (Chronicle.Event event : chronicle.of(post.fullname(), now)) {
      if (event.action() == Chronicle.Action.APPROVE) {
        listed = Math.min(listed, event.at());
      }
    }
    return listed;
  }

  Life of(Thing thing, long now) {
    if (thing instanceof Post post) {
      return told(thing, byNature(post, now), now);
    }
    return told(thing, byNature((Comment) thing, now), now);
  }

  private Life byNature(Post post, long now) {
    long created = post.created();
    if (post.isAncient()) {
      long edited = created + HOUR;
      return new Life(created, null, 0, null, edited, edited);
    }
    if (rates.postsGone() > 0 && isSpam(post)) {
      return new Life(created, "reddit", created, null, 0, created);
    }

    long listed = listedNaturally(post, rates);
    if (listed > now) {
      return new Life(listed, Life.WAITING, created, null, 0, created);
    }
    if (listed > created) {
      return new Life(listed, null, 0, null, 0, listed);
    }
    return ordinary(
        post, new Shares(rates.postsGone(), rates.postsRestored(), rates.postsEdited()), now);
  }

  private Life byNature(Comment comment, long now) {
    if (rates.commentsGone() > 0 && isSpam(comment)) {
      return new Life(comment.created(), "reddit", comment.created(), null, 0, comment.created());
    }
    var shares = new Shares(rates.commentsGone(), rates.commentsRestored(), rates.commentsEdited());
    return ordinary(comment, shares, now);
  }

  private record Shares(double gone, double restored, double edited) {}

  private static Life ordinary(Thing thing, Shares shares, long now) {
    Dice dice = thing.dice();
    long created = thing.created();
    long changed = created;
    @Nullable String gone = null;
    long goneAt = 0;
    if (dice.chance("restored", shares.restored())) {
      long back = created + HOUR + dice.below("away", 20 * HOUR);
      gone = now < back ? Life.WAITING : null;
      goneAt = created;
      changed = now < back ? created : back;
    } else if (dice.chance("gone", shares.gone())) {
      long at = created + 120 + (long) (square(dice.unit("gone at")) * (SPAN - 120));
      if (now >= at) {
        gone = category(dice, thing instanceof Post);
        goneAt = at;
        changed = at;
      }
    }
    long edited = created + 60 + (long) (square(dice.unit("edited at")) * (SPAN - 60));
    if (!dice.chance("edited", shares.edited()) || edited > now) {
      edited = 0;
    }
    return new Life(created, gone, goneAt, null, edited, Math.max(changed, edited));
  }

  private static String category(Dice dice, boolean isPost) {
    double unit = dice.unit("category");
    if (!isPost) {
      return unit < 0.63 ? Life.BY_AUTHOR : "moderator";
    }
    if (unit < 0.69) {
      return Life.BY_AUTHOR;
    }
    if (unit < 0.85) {
      return "moderator";
    }
    if (unit < 0.96) {
      return "reddit";
    }
    return unit < 0.99 ? Life.WAITING : "content_takedown";
  }

  private Life told(Thing thing, Life natural, long now) {
    Life life = natural;
    for (Chronicle.Event event : chronicle.of(thing.fullname(), now)) {
      life = after(life, event);
    }
    return life;
  }

  private static Life after(Life life, Chronicle.Event event) {
    long at = event.at();
    return switch (event.action()) {
      case DELETE ->
          new Life(life.listedAt(), Life.BY_AUTHOR, at, life.text(), life.editedAt(), at);
      case REMOVE -> new Life(life.listedAt(), "moderator", at, life.text(), life.editedAt(), at);
      case APPROVE -> {
        // What never was listed comes in at the top; what was comes back to its place.
        long listed = Math.min(life.listedAt(), at);
        yield new Life(listed, null, 0, life.text(), life.editedAt(), at);
      }
      case EDIT -> new Life(life.listedAt(), life.gone(), life.goneAt(), event.text(), at, at);
      case STICKY, VOTE, MAKE_PRIVATE, SUSPEND, DELETE_ACCOUNT, ERA, DRIFT -> life;
    };
  }

  private boolean isSpam(Thing thing) {
    return people.author(thing).fate() == Fate.SHADOW_BANNED;
  }

  private static double square(double unit) {
    return unit * unit;
  }
}
