package dev.harbor.reddit.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comments of the world, by post and by day, made from the posts alone. Thread-safe. */
final class Threads {
  private static final int SOONEST = 30;
  private static final int LATEST = 72 * 3600;
  private static final double UNIT_SECONDS = 1200;
  private static final int DAYS_BACK = 4;
  private static final int LONG_THREAD = 2600;
  private static final int LONG_THREAD_DAYS_AGO = 20;
  private static final int CHAIN_FROM = 100;
  private static final int CHAIN_TO = 170;

  private final Settings settings;
  private final World world;
  private final Bounded<Long, long[]> arrivals = new Bounded<>(16_384);
  private final Bounded<World.DayOf, Arrival[]> days = new Bounded<>(1024);

  /** A comment before it has a number. */
  private record Arrival(long second, long post, int index, int sequence) {
    static final Comparator<Arrival> ORDER =
        Comparator.comparingLong(Arrival::second)
            .thenComparingLong(Arrival::post)
            .thenComparingInt(Arrival::index);
  }

  Threads(Settings settings, World world) {
    this.settings = settings;
    this.world = world;
  }

  /** How many comments the post has at that time, those that are gone by then included. */
  int count(Post post, long now) {
    return countUntil(arrivals(post), now);
  }

  /** The comments of a UTC day, oldest first, those of the future included. */
  List<Comment> comments(Subreddit subreddit, long day) {
    var comments = new ArrayList<Comment>();
    for (Arrival arrival : day(subreddit, day)) {
      comments.add(comment(subreddit, arrival));
    }
    return comments;
  }

  /**
   * The comments of a post that have arrived, those that are gone by then included; oldest first.
   */
  List<Comment> comments(Post post, long now) {
    long[] seconds = arrivals(post);
    int count = countUntil(seconds, now);
    var comments = new ArrayList<Comment>(count);
    for (int i = 0; i < count; i++) {
      Comment comment = find(post, i, seconds[i]);
      if (comment != null) {
        comments.add(comment);
      }
    }
    return comments;
  }

  /** Null where no such comment exists at that time. */
  @Nullable Comment comment(long number, long now) {
    Ids ids = world.ids();
    if (!ids.isComment(number) || ids.secondOfComment(number) > now) {
      return null;
    }

    long second = ids.secondOfComment(number);
    Subreddit subreddit = world.subreddits().get(ids.subredditOfComment(number));
    Arrival[] day = day(subreddit, Math.floorDiv(second, World.DAY));
    for (int i = firstAt(day, second); i < day.length && day[i].second() == second; i++) {
      if (day[i].sequence() == ids.sequenceOfComment(number)) {
        return comment(subreddit, day[i]);
      }
    }
    return null;
  }

  /** What the comment answers: its post, or an earlier comment of the same post. */
  Fullname parent(Comment comment) {
    Post post = comment.post();
    int index = parentIndex(comment);
    Comment parent = index < 0 ? null : find(post, index, arrivals(post)[index]);
    return parent == null ? post.fullname() : parent.fullname();
  }

  /** Among the comments of the post; negative for the post itself. */
  int parentIndex(Comment comment) {
    return parentIndex(comment.dice(), comment.index(), arrivals(comment.post()).length);
  }

  // Null where so many came in one second that this one was dropped.
  private @Nullable Comment find(Post post, int index, long second) {
    Arrival[] day = day(post.subreddit(), Math.floorDiv(second, World.DAY));
    for (int i = firstAt(day, second); i < day.length && day[i].second() == second; i++) {
      if (day[i].post() == post.number() && day[i].index() == index) {
        return comment(post.subreddit(), day[i]);
      }
    }
    return null;
  }

  private static int parentIndex(Dice dice, int index, int threadLength) {
    if (threadLength >= LONG_THREAD && index > CHAIN_FROM && index < CHAIN_TO) {
      return index - 1;
    }
    if (index == 0 || dice.chance("top level", 0.45)) {
      return -1;
    }
    return dice.below("parent", index);
  }

  private long[] arrivals(Post post) {
    return arrivals.get(post.number(), key -> makeArrivals(post));
  }

  private long[] makeArrivals(Post post) {
    int length = length(post);
    var seconds = new long[length];
    long from = Lives.listedNaturally(post, settings.changes) + SOONEST;
    for (int i = 0; i < length; i++) {
      seconds[i] = from + delay(post.dice().part(i).unit("delay"));
    }
    Arrays.sort(seconds);
    return seconds;
  }

  // Half of them within five hours, few in any one second: uniform in the logarithm of the time.
  private static long delay(double unit) {
    double span = Math.log1p((LATEST - SOONEST) / UNIT_SECONDS);
    return (long) (UNIT_SECONDS * Math.expm1(unit * span));
  }

  private int length(Post post) {
    double mean = post.subreddit().settings().commentsPerPost();
    if (mean == 0 || post.isAncient()) {
      return 0;
    }
    if (isLongThread(post)) {
      return LONG_THREAD;
    }

    double scaled = post.dice().chance("busy", 0.01) ? mean * 10 : mean * 0.9;
    double share = scaled / (1 + scaled);
    return (int) (Math.log(1 - post.dice().unit("comments")) / Math.log(share));
  }

  // One thread that no single answer can hold: the first post of a day of the first subreddit.
  private boolean isLongThread(Post post) {
    long day = Math.floorDiv(world.start(), World.DAY) - LONG_THREAD_DAYS_AGO;
    if (post.subreddit().index() != 0 || Math.floorDiv(post.created(), World.DAY) != day) {
      return false;
    }
    return world.posts(post.subreddit(), day).get(0).number() == post.number();
  }

  private Arrival[] day(Subreddit subreddit, long day) {
    return days.get(new World.DayOf(subreddit.index(), day), key -> makeDay(subreddit, day));
  }

  private Arrival[] makeDay(Subreddit subreddit, long day) {
    long from = day * World.DAY;
    long to = from + World.DAY;
    var found = new ArrayList<Arrival>();
    for (long back = day - DAYS_BACK; back <= day; back++) {
      for (Post post : world.posts(subreddit, back)) {
        long[] seconds = arrivals(post);
        for (int i = countUntil(seconds, from - 1); i < seconds.length && seconds[i] < to; i++) {
          found.add(new Arrival(seconds[i], post.number(), i, 0));
        }
      }
    }
    found.sort(Arrival.ORDER);
    return numbered(found);
  }

  private static Arrival[] numbered(List<Arrival> sorted) {
    var numbered = new ArrayList<Arrival>(sorted.size());
    long second = Long.MIN_VALUE;
    int sequence = 0;
    for (Arrival each : sorted) {
      sequence = each.second() == second ? sequence + 1 : 0;
      second = each.second();
      if (sequence < Ids.COMMENTS_PER_SECOND) {
        numbered.add(new Arrival(second, each.post(), each.index(), sequence));
      }
    }
    return numbered.toArray(Arrival[]::new);
  }

  private Comment comment(Subreddit subreddit, Arrival arrival) {
    Post post = world.post(arrival.post(), Long.MAX_VALUE);
    if (post == null) {
      throw new IllegalStateException("Cannot find the post of comment " + arrival);
    }
    long number = world.ids().comment(arrival.second(), subreddit.index(), arrival.sequence());
    var dice = Dice.of(settings.seed, number);
    // Ids are given out a little out of order: an older time beside a newer id.
    int early = dice.chance("early", 0.05) ? 1 + dice.below("seconds early", 2) : 0;
    return new Comment(
        post, arrival.index(), number, arrival.second(), arrival.second() - early, dice);
  }

  private static int firstAt(Arrival[] day, long second) {
    int low = 0;
    int high = day.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (day[middle].second() < second) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int countUntil(long[] sorted, long second) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= second) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
