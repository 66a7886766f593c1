package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.SimulatedSubreddit.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Subreddits and their posts, as a pure function of the options: a day of a subreddit is made when
 * it is asked for and can be forgotten. Thread-safe.
 */
final class World {
  static final int DAY = 86_400;
  private static final int HOUR = 3600;
  private static final long FIRST_ANCIENT_SECOND = 1212300000L;
  private static final int ANCIENT_SPAN = 80_000_000;
  private static final int MIN_STEADY_BLOCK = 3;

  private final Settings settings;
  private final Ids ids;
  private final long start;
  private final long historyStart;
  private final List<Subreddit> subreddits = new ArrayList<>();
  private final Map<String, Subreddit> byName = new HashMap<>();
  private final Bounded<DayOf, int[]> days = new Bounded<>(4096);

  record DayOf(int subreddit, long day) {}

  World(Settings settings) {
    this.settings = settings;
    this.start = settings.clockStart.getEpochSecond();
    this.historyStart = start - settings.history.toSeconds();
    this.ids = new Ids(Math.floorDiv(historyStart, DAY) * DAY, settings.subreddits.size());
    for (SimulatedSubreddit each : settings.subreddits) {
      Duration appears = each.appearsAfter();
      Duration closes = each.closesAfter();
      var made =
          new Subreddit(
              subreddits.size(),
              each,
              Dice.of(settings.seed, "r/" + each.name()),
              appears == null ? historyStart : start + appears.toSeconds(),
              closes == null ? Long.MAX_VALUE : start + closes.toSeconds());
      subreddits.add(made);
      byName.put(each.name().toLowerCase(Locale.ROOT), made);
    }
  }

  Ids ids() {
    return ids;
  }

  long start() {
    return start;
  }

  long historyStart() {
    return historyStart;
  }

  List<Subreddit> subreddits() {
    return subreddits;
  }

  /** Null where there is none, or not yet. */
  @Nullable Subreddit subreddit(String name, long now) {
    Subreddit found = byName.get(name.toLowerCase(Locale.ROOT));
    return found != null && found.existsAt(now) ? found : null;
  }

  @Nullable Subreddit subreddit(long number, long now) {
    long index = Subreddit.indexOf(number);
    if (index < 0 || index >= subreddits.size()) {
      return null;
    }
    Subreddit found = subreddits.get((int) index);
    return found.existsAt(now) ? found : null;
  }

  /** The posts of a UTC day, oldest first, those of the future included. */
  List<Post> posts(Subreddit subreddit, long day) {
    int[] seconds = secondsOf(subreddit, day);
    var posts = new ArrayList<Post>(seconds.length);
    for (int second : seconds) {
      posts.add(post(subreddit, day * DAY + second));
    }
    return posts;
  }

  List<Post> ancientPosts(Subreddit subreddit) {
    var posts = new ArrayList<Post>();
    if (subreddit.settings().backlog() == null && subreddit.settings().postsPerHour() > 0) {
      for (int i = 0; i < settings.ancientPosts; i++) {
        posts.add(ancient(subreddit, i));
      }
    }
    return posts;
  }

  /** Null where no such post exists at that time. */
  @Nullable Post post(long number, long now) {
    if (ids.isAncient(number)) {
      List<Post> ancient = ancientPosts(subreddits.get(ids.subredditOfAncient(number)));
      int index = ids.indexOfAncient(number);
      return index < ancient.size() ? ancient.get(index) : null;
    }
    if (Ids.isPromoted(number)) {
      Post promoted = promoted(Ids.hourOfPromoted(number));
      return promoted.created() <= now ? promoted : null;
    }
    if (!ids.isPost(number) || ids.secondOfPost(number) > now) {
      return null;
    }

    long second = ids.secondOfPost(number);
    Subreddit subreddit = subreddits.get(ids.subredditOfPost(number));
    int[] seconds = secondsOf(subreddit, Math.floorDiv(second, DAY));
    boolean found = Arrays.binarySearch(seconds, Math.floorMod(second, DAY)) >= 0;
    return found ? post(subreddit, second) : null;
  }

  private Post post(Subreddit subreddit, long second) {
    long number = ids.post(second, subreddit.index());
    return new Post(subreddit, number, second, Dice.of(settings.seed, number));
  }

  /** The advertisement of an hour since 1970. */
  Post promoted(long hour) {
    long number = Ids.promoted(hour);
    return new Post(subreddits.get(0), number, hour * HOUR, Dice.of(settings.seed, number));
  }

  private Post ancient(Subreddit subreddit, int index) {
    long number = ids.ancient(subreddit.index(), index);
    var dice = Dice.of(settings.seed, number);
    long created = FIRST_ANCIENT_SECOND + dice.below("created", ANCIENT_SPAN);
    return new Post(subreddit, number, created, dice);
  }

  private int[] secondsOf(Subreddit subreddit, long day) {
    return days.get(new DayOf(subreddit.index(), day), key -> makeDay(subreddit, day));
  }

  private int[] makeDay(Subreddit subreddit, long day) {
    var taken = new BitSet(DAY);
    if ((day + 1) * DAY > subreddit.firstSecond()) {
      addArrivals(subreddit, day, taken);
    }
    Integer backlog = subreddit.settings().backlog();
    if (backlog != null) {
      long until = Math.max(0, Math.min(DAY, start + 1 - day * DAY));
      taken.clear(0, (int) until);
      addBacklog(backlog, day, taken);
    }
    long before = Math.max(0, Math.min(DAY, subreddit.firstSecond() - day * DAY));
    taken.clear(0, (int) before);
    return taken.stream().toArray();
  }

  private static void addArrivals(Subreddit subreddit, long day, BitSet taken) {
    double mean = subreddit.settings().postsPerHour();
    Dice dice = subreddit.dice().part(day);
    for (int hour = 0; hour < 24; hour++) {
      Dice hourly = dice.part(hour);
      // Most is posted at 18:00 UTC and least at 06:00.
      double share = 1 - 0.5 * Math.sin(2 * Math.PI * hour / 24);
      int count = hourly.poisson("arrivals", mean * share);
      for (int i = 0; i < count; i++) {
        take(taken, hour * HOUR, hourly.part(i).below("second", HOUR), HOUR);
      }
    }
    // So that six hours bring something new wherever more than a post an hour in three is usual.
    int block = MIN_STEADY_BLOCK * HOUR;
    for (int from = 0; mean * MIN_STEADY_BLOCK >= 1 && from < DAY; from += block) {
      if (taken.get(from, from + block).isEmpty()) {
        taken.set(from + dice.part(from).below("steady", block));
      }
    }
  }

  private static void take(BitSet taken, int from, int offset, int length) {
    int at = offset;
    while (taken.get(from + at)) {
      at = (at + 1) % length;
    }
    taken.set(from + at);
  }

  private void addBacklog(int posts, long day, BitSet taken) {
    if (posts == 0) {
      return;
    }
    long step = Math.max(1, (start - historyStart) / posts);
    long newest = start - 1;
    long from = day * DAY;
    long first = Math.max(0, -Math.floorDiv(from + DAY - 1 - newest, step));
    for (long i = first; i < posts; i++) {
      long second = newest - i * step;
      if (second < from) {
        return;
      }
      taken.set((int) (second - from));
    }
  }

  /** Subreddits whose posts are seen in r/all. */
  List<Subreddit> open(long now) {
    return subreddits.stream()
        .filter(each -> each.existsAt(now))
        .filter(each -> each.kindAt(now) == Kind.PUBLIC || each.kindAt(now) == Kind.RESTRICTED)
        .toList();
  }
}
