package dev.harbor.reddit.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The id lists behind listings: at most 1,000 entries each, best first, with the entries in them
 * that cannot be seen, because what vanishes leaves a hole that is not refilled. Thread-safe.
 */
final class SourceLists {
  static final int CAP = 1000;
  // Reddit computes these lists now and then, not for every request.
  private static final int TOP_REFRESH_SECONDS = 600;

  enum Sort {
    NEW,
    HOT,
    TOP,
    RISING,
    CONTROVERSIAL;

    static Sort of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** The {@code t} of a listing. */
  enum Span {
    HOUR(3600),
    DAY(86_400),
    WEEK(7 * 86_400),
    MONTH(30 * 86_400),
    YEAR(365 * 86_400),
    ALL(Long.MAX_VALUE);

    private final long seconds;

    Span(long seconds) {
      this.seconds = seconds;
    }

    long startAt(long now) {
      return this == ALL ? Long.MIN_VALUE : now - seconds;
    }

    /** The default, a day, where the text is none of these. */
    static Span of(@Nullable String text) {
      for (Span each : values()) {
        if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
          return each;
        }
      }
      return DAY;
    }
  }

  /** An entry and what it is ordered by; greater comes first. */
  record Ranked(Thing thing, double rank) {
    static final Comparator<Ranked> ORDER =
        Comparator.comparingDouble(Ranked::rank)
            .thenComparingLong(each -> each.thing().number())
            .reversed();
  }

  private record Key(String list, Sort sort, Span span, long now, int events) {}

  private final World world;
  private final Threads threads;
  private final Lives lives;
  private final Scores scores;
  private final Chronicle chronicle;
  private final Bounded<Key, List<Ranked>> lists = new Bounded<>(64);

  SourceLists(World world, Threads threads, Lives lives, Scores scores, Chronicle chronicle) {
    this.world = world;
    this.threads = threads;
    this.lives = lives;
    this.scores = scores;
    this.chronicle = chronicle;
  }

  List<Ranked> posts(Subreddit subreddit, Sort sort, Span span, long now) {
    boolean precomputed = sort == Sort.TOP || sort == Sort.CONTROVERSIAL;
    long asOf = precomputed ? Math.floorDiv(now, TOP_REFRESH_SECONDS) * TOP_REFRESH_SECONDS : now;
    Span used = precomputed ? span : Span.ALL;
    var key = new Key("posts " + subreddit.index(), sort, used, asOf, chronicle.size());
    return lists.get(
        key,
        k ->
            switch (sort) {
              case NEW -> newestPosts(subreddit, now);
              case TOP, CONTROVERSIAL -> best(allPosts(subreddit, used, asOf), sort, asOf);
              case HOT -> best(things(newestPosts(subreddit, now)), sort, now);
              case RISING -> best(rising(subreddit, now), sort, now);
            });
  }

  List<Ranked> comments(Subreddit subreddit, long now) {
    var key = new Key("comments " + subreddit.index(), Sort.NEW, Span.ALL, now, chronicle.size());
    return lists.get(key, k -> newestComments(subreddit, now));
  }

  /** One list of several, in the order of their ranks. */
  static List<Ranked> merged(List<List<Ranked>> lists) {
    if (lists.isEmpty()) {
      return List.of();
    }
    if (lists.size() == 1) {
      return lists.get(0);
    }
    var all = new ArrayList<Ranked>();
    lists.forEach(all::addAll);
    all.sort(Ranked.ORDER);
    return all;
  }

  List<Ranked> best(List<? extends Thing> things, Sort sort, long now) {
    var ranked = new ArrayList<Ranked>(things.size());
    for (Thing each : things) {
      ranked.add(new Ranked(each, scores.rank(each, sort, now)));
    }
    return capped(ranked);
  }

  private List<Ranked> newestPosts(Subreddit subreddit, long now) {
    var found = new ArrayList<Ranked>();
    long today = Math.floorDiv(now, World.DAY);
    // A day more than is full: a late approval moves a post up by hours, not by days.
    int fullDays = 0;
    for (long day = today; day >= firstDay() && fullDays < 2; day--) {
      for (Post post : world.posts(subreddit, day)) {
        addIfListed(post, now, found);
      }
      fullDays += found.size() >= CAP ? 1 : 0;
    }
    if (found.size() < CAP) {
      world.ancientPosts(subreddit).forEach(post -> addIfListed(post, now, found));
    }
    return capped(found);
  }

  private void addIfListed(Post post, long now, List<Ranked> to) {
    if (post.created() > now) {
      return;
    }
    long listedAt = lives.listedAt(post, now);
    if (listedAt <= now) {
      to.add(new Ranked(post, listedAt));
    }
  }

  private List<Ranked> newestComments(Subreddit subreddit, long now) {
    var found = new ArrayList<Ranked>();
    for (long day = Math.floorDiv(now, World.DAY); day >= firstDay() && found.size() < CAP; day--) {
      for (Comment comment : threads.comments(subreddit, day)) {
        if (comment.arrival() <= now) {
          found.add(new Ranked(comment, comment.created()));
        }
      }
    }
    return capped(found);
  }

  private List<Post> allPosts(Subreddit subreddit, Span span, long now) {
    long from = span.startAt(now);
    var found = new ArrayList<Post>();
    long firstDay = Math.max(firstDay(), Math.floorDiv(from, World.DAY));
    for (long day = firstDay; day <= Math.floorDiv(now, World.DAY); day++) {
      for (Post post : world.posts(subreddit, day)) {
        boolean inSpan = post.created() >= from && post.created() <= now;
        if (inSpan && lives.listedAt(post, now) <= now) {
          found.add(post);
        }
      }
    }
    if (span == Span.ALL) {
      found.addAll(world.ancientPosts(subreddit));
    }
    return found;
  }

  private List<Thing> rising(Subreddit subreddit, long now) {
    return things(newestPosts(subreddit, now)).stream()
        .filter(each -> each.created() >= Span.DAY.startAt(now))
        .toList();
  }

  private static List<Thing> things(List<Ranked> ranked) {
    return ranked.stream().map(Ranked::thing).toList();
  }

  private static List<Ranked> capped(List<Ranked> ranked) {
    ranked.sort(Ranked.ORDER);
    return List.copyOf(ranked.subList(0, Math.min(CAP, ranked.size())));
  }

  private long firstDay() {
    return Math.floorDiv(world.historyStart(), World.DAY);
  }
}
