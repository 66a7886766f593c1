package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.Account.Fate;
import dev.harbor.reddit.simulator.SimulatedSubreddit.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Everything that an endpoint may ask about the world. Thread-safe. */
final class Reddit {
  private static final int STICKY_DAYS = 3;
  private static final int STICKY_CANDIDATES = 12;

  private final Settings settings;
  private final Chronicle chronicle;
  private final World world;
  private final Threads threads;
  private final People people;
  private final Lives lives;
  private final Trees trees;
  private final Dialect dialect;
  private final Scores scores;
  private final SourceLists lists;
  private final Authorship authorship;
  private final Bounded<World.DayOf, List<Post>> stickyCandidates = new Bounded<>(256);

  Reddit(Settings settings) {
    this.settings = settings;
    this.chronicle = Chronicle.parse(settings.chronicle);
    this.world = new World(settings);
    this.threads = new Threads(settings, world);
    this.people = new People(settings, world, chronicle);
    this.lives = new Lives(settings.changes, people, chronicle);
    this.dialect = new Dialect(settings, chronicle);
    this.trees = new Trees(threads, lives, chronicle);
    this.scores = new Scores(settings.changes, chronicle);
    this.lists = new SourceLists(world, threads, lives, scores, chronicle);
    this.authorship = new Authorship(world, threads, people);
  }

  Settings settings() {
    return settings;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  World world() {
    return world;
  }

  Threads threads() {
    return threads;
  }

  People people() {
    return people;
  }

  Lives lives() {
    return lives;
  }

  Dialect dialect() {
    return dialect;
  }

  Trees trees() {
    return trees;
  }

  Scores scores() {
    return scores;
  }

  SourceLists lists() {
    return lists;
  }

  Authorship authorship() {
    return authorship;
  }

  Kind kind(Subreddit subreddit, long now) {
    String target = subredditTarget(subreddit);
    return chronicle.last(target, Chronicle.Action.MAKE_PRIVATE, now) == null
        ? subreddit.kindAt(now)
        : Kind.PRIVATE;
  }

  static String subredditTarget(Subreddit subreddit) {
    return "r/" + subreddit.name().toLowerCase(Locale.ROOT);
  }

  /** Whether anybody may read there. */
  boolean isOpen(Subreddit subreddit, long now) {
    return switch (kind(subreddit, now)) {
      case PUBLIC, RESTRICTED, USER -> subreddit.existsAt(now);
      case PRIVATE, QUARANTINED, GATED, BANNED -> false;
    };
  }

  /** Null where nothing of that name has ever been there. */
  @Nullable Thing thing(Fullname name, long now) {
    return switch (name.kind()) {
      case Fullname.POST -> world.post(name.number(), now);
      case Fullname.COMMENT -> threads.comment(name.number(), now);
      default -> null;
    };
  }

  boolean exists(Fullname name, long now) {
    return switch (name.kind()) {
      case Fullname.ACCOUNT -> people.find(name.number()) != null;
      case Fullname.SUBREDDIT -> world.subreddit(name.number(), now) != null;
      default -> thing(name, now) != null;
    };
  }

  boolean isListed(Thing thing, long now) {
    Life life = lives.of(thing, now);
    return life.isVisible() && life.listedAt() <= now;
  }

  /** Null where the account is deleted, or what was written is gone. */
  @Nullable Account author(Thing thing, long now) {
    Account author = people.author(thing);
    boolean hidden = people.fate(author, now) == Fate.DELETED || !lives.of(thing, now).isVisible();
    return hidden ? null : author;
  }

  /** At most two, those put there by hand first. */
  List<Post> stickies(Subreddit subreddit, long now) {
    var found = new ArrayList<Post>();
    List<Chronicle.Event> byHand = chronicle.withAction(Chronicle.Action.STICKY, now);
    for (int i = byHand.size() - 1; i >= 0; i--) {
      Fullname name = Fullname.parse(byHand.get(i).target());
      if (name != null && thing(name, now) instanceof Post post) {
        addSticky(post, subreddit, now, found);
      }
    }
    for (Post post : stickyCandidates(subreddit, Math.floorDiv(now, World.DAY))) {
      if (found.size() < settings.stickies) {
        addSticky(post, subreddit, now, found);
      }
    }
    return found.size() > 2 ? found.subList(0, 2) : found;
  }

  private void addSticky(Post post, Subreddit subreddit, long now, List<Post> to) {
    boolean fits = post.subreddit().equals(subreddit) && isListed(post, now);
    if (fits && !to.contains(post)) {
      to.add(post);
    }
  }

  private List<Post> stickyCandidates(Subreddit subreddit, long today) {
    return stickyCandidates.get(
        new World.DayOf(subreddit.index(), today),
        key -> {
          var posts = new ArrayList<Post>();
          for (long day = today - STICKY_DAYS; day < today; day++) {
            posts.addAll(world.posts(subreddit, day));
          }
          posts.sort(Comparator.comparingLong(post -> post.dice().bits("sticky " + today)));
          return List.copyOf(posts.subList(0, Math.min(STICKY_CANDIDATES, posts.size())));
        });
  }
}
