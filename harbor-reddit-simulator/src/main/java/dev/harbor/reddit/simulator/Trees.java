package dev.harbor.reddit.simulator;

/** The comment trees of posts, and how many comments a post claims to have. Thread-safe. */
final class Trees {
  private static final int SMALL = 100;
  private static final double LEAST = -0.01;
  private static final double SPREAD = 0.04;

  private final Threads threads;
  private final Lives lives;
  private final Chronicle chronicle;
  private final Bounded<Key, CommentTree> trees = new Bounded<>(256);
  private final Bounded<Key, Integer> claims = new Bounded<>(32_768);

  private record Key(long post, long now, int events) {}

  Trees(Threads threads, Lives lives, Chronicle chronicle) {
    this.threads = threads;
    this.lives = lives;
    this.chronicle = chronicle;
  }

  CommentTree of(Post post, long now) {
    return trees.get(
        key(post, now),
        key ->
            new CommentTree(
                threads.comments(post, now),
                threads::parentIndex,
                comment -> lives.of(comment, now).isVisible()));
  }

  /** As {@code num_comments}: right for small threads, a little off for others. */
  int claimed(Post post, long now) {
    return threads.count(post, now) == 0
        ? 0
        : claims.get(key(post, now), key -> makeClaim(post, now));
  }

  private int makeClaim(Post post, long now) {
    int obtainable = of(post, now).obtainable();
    double off = LEAST + SPREAD * post.dice().unit("claimed");
    return obtainable < SMALL ? obtainable : obtainable + (int) (obtainable * off);
  }

  private Key key(Post post, long now) {
    return new Key(post.number(), now, chronicle.size());
  }
}
