package dev.harbor.reddit;

import dev.harbor.testkit.Upstream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;

/** A subreddit's newest posts, paged by anchor, as the contract of sources needs them. */
final class ListedPosts implements Upstream {
  private static final long EPOCH = 1_776_093_091L;

  private final Fixture reddit;
  private final List<String> ids = new ArrayList<>();
  private final List<Long> created = new ArrayList<>();
  private final Set<String> changed = new HashSet<>();
  private final Queue<Failure> failures = new ArrayDeque<>();
  private boolean failsForEver;
  private Failure forEver = Failure.SERVER_ERROR;
  private int requests;
  private int pageSize = 100;

  ListedPosts() throws IOException {
    this.reddit = new Fixture();
    reddit.answer(this::answer);
  }

  RedditSource source(int size) {
    synchronized (this) {
      pageSize = size;
    }
    return reddit.source().subreddits("java").build();
  }

  @Override
  public synchronized String add() {
    return add(EPOCH + ids.size());
  }

  @Override
  public synchronized String addBeside() {
    return add(created.get(created.size() - 1));
  }

  private String add(long second) {
    String id = Integer.toString(46_656 + ids.size(), 36);
    ids.add(id);
    created.add(second);
    return id;
  }

  @Override
  public synchronized boolean change(String key) {
    return changed.add(key);
  }

  @Override
  public synchronized void failNext(int number, Failure how) {
    failsForEver = number == Integer.MAX_VALUE;
    forEver = how;
    for (int i = 0; i < number && !failsForEver; i++) {
      failures.add(how);
    }
  }

  @Override
  public synchronized int requests() {
    return requests;
  }

  @Override
  public Set<String> secrets() {
    return Set.of("hunter2", Fixture.TOKEN);
  }

  private synchronized MockResponse answer(String target) {
    requests++;
    Failure failure = failsForEver ? forEver : failures.poll();
    if (failure != null) {
      return switch (failure) {
        case THROTTLED -> Fixture.json(429, "{\"message\": \"Too Many Requests\", \"error\": 429}");
        case SERVER_ERROR -> Fixture.json(503, "{}");
        case UNAUTHORIZED -> Fixture.json(401, "{\"message\": \"Unauthorized\", \"error\": 401}");
        case MALFORMED -> Fixture.json("{\"kind\": \"Listing\", \"data\": {\"chil");
        case STALLED ->
            new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
      };
    }
    return target.startsWith("/api/info") ? Fixture.json(Fixture.listing()) : page(target);
  }

  private MockResponse page(String target) {
    int end = ids.size();
    int anchor = target.indexOf("after=t3_");
    if (anchor >= 0) {
      end = ids.indexOf(target.substring(anchor + "after=t3_".length()).split("&", -1)[0]);
    }
    List<String> things = new ArrayList<>();
    for (int i = end - 1; i >= Math.max(0, end - pageSize); i--) {
      int score = changed.contains(ids.get(i)) ? 2 : 1;
      things.add(
          "{\"kind\": \"t3\", \"data\": {\"id\": \"%s\", \"name\": \"t3_%s\", \"subreddit\": \"java\", \"score\": %d, \"created_utc\": %d.0}}"
              .formatted(ids.get(i), ids.get(i), score, created.get(i)));
    }
    boolean isFull = things.size() >= pageSize;
    String after = isFull ? "\"t3_" + ids.get(end - things.size()) + '"' : "null";
    return Fixture.json(
        "{\"kind\": \"Listing\", \"data\": {\"after\": %s, \"children\": [%s]}}"
            .formatted(after, String.join(", ", things)));
  }

  @Override
  public void close() {
    reddit.close();
  }
}
