package dev.harbor.reddit.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What a user wrote, found by day. Thread-safe. */
final class Authorship {
  private final World world;
  private final Threads threads;
  private final People people;
  private final Bounded<Long, Map<Integer, List<Long>>> posts = new Bounded<>(400);
  private final Bounded<Long, Map<Integer, List<Long>>> comments = new Bounded<>(400);

  Authorship(World world, Threads threads, People people) {
    this.world = world;
    this.threads = threads;
    this.people = people;
  }

  /** Newest day first, those of the future left out, at least {@code enough} if there are. */
  List<Thing> posts(Account account, long now, int enough) {
    var found = new ArrayList<Thing>();
    for (long day = Math.floorDiv(now, World.DAY);
        day >= firstDay() && found.size() < enough;
        day--) {
      Map<Integer, List<Long>> authors =
          posts.get(day, key -> byAuthor(key, (subreddit, d) -> world.posts(subreddit, d)));
      for (long number : authors.getOrDefault(account.index(), List.of())) {
        Post post = world.post(number, now);
        if (post != null) {
          found.add(post);
        }
      }
    }
    if (found.size() < enough) {
      world.subreddits().stream()
          .flatMap(subreddit -> world.ancientPosts(subreddit).stream())
          .filter(post -> people.author(post).equals(account))
          .forEach(found::add);
    }
    return found;
  }

  /** Newest day first, those of the future left out, at least {@code enough} if there are. */
  List<Thing> comments(Account account, long now, int enough) {
    var found = new ArrayList<Thing>();
    for (long day = Math.floorDiv(now, World.DAY);
        day >= firstDay() && found.size() < enough;
        day--) {
      Map<Integer, List<Long>> authors =
          comments.get(day, key -> byAuthor(key, (subreddit, d) -> threads.comments(subreddit, d)));
      for (long number : authors.getOrDefault(account.index(), List.of())) {
        Comment comment = threads.comment(number, now);
        if (comment != null) {
          found.add(comment);
        }
      }
    }
    return found;
  }

  private Map<Integer, List<Long>> byAuthor(
      long day, BiFunction<Subreddit, Long, List<? extends Thing>> things) {
    var authors = new HashMap<Integer, List<Long>>();
    for (Subreddit subreddit : world.subreddits()) {
      for (Thing thing : things.apply(subreddit, day)) {
        int author = people.author(thing).index();
        authors.computeIfAbsent(author, key -> new ArrayList<>(2)).add(thing.number());
      }
    }
    return authors;
  }

  private long firstDay() {
    return Math.floorDiv(world.historyStart(), World.DAY);
  }
}
