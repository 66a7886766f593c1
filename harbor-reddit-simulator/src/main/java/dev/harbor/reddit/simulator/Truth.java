package dev.harbor.reddit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.harbor.reddit.simulator.Account.Fate;
import dev.harbor.reddit.simulator.SourceLists.Ranked;
import dev.harbor.reddit.simulator.SourceLists.Sort;
import dev.harbor.reddit.simulator.SourceLists.Span;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a perfect loader would hold at the virtual time of the call. Thread-safe. */
public final class Truth {
  private final Reddit reddit;
  private final Content content;
  private final SimulatedClock clock;

  /**
   * A post, a comment or a user.
   *
   * @param name fullname such as {@code t3_1skaaaa}
   * @param contentHash {@link #hash} of, for a post, name, author, title, selftext and url; for a
   *     comment, name, author, body, link_id and parent_id; for a user, name and fullname; as
   *     {@code raw_json=1} shows them
   * @param reachableBy any of {@code new}, {@code top:all}, {@code stream}, {@code info}, {@code
   *     about}; empty where no request finds it
   * @param firstVisibleAt when it was first listed; in the future while it waits for approval
   * @param lastChangeAt when its text or its visibility changed last
   * @param deletedAt when it went; null where it is there
   */
  public record Row(
      String name,
      String contentHash,
      Set<String> reachableBy,
      Instant firstVisibleAt,
      Instant lastChangeAt,
      @Nullable Instant deletedAt) {}

  Truth(Reddit reddit, SimulatedClock clock) {
    this.reddit = reddit;
    this.content = new Content(reddit);
    this.clock = clock;
  }

  /**
   * Returns all posts of a subreddit that exist, whether they can still be seen or not.
   *
   * @param subreddit name of one
   * @return oldest first
   */
  public List<Row> posts(String subreddit) {
    long now = clock.seconds();
    Subreddit found = require(subreddit, now);
    Set<String> newest = names(reddit.lists().posts(found, Sort.NEW, Span.ALL, now));
    Set<String> best = names(reddit.lists().posts(found, Sort.TOP, Span.ALL, now));
    var rows = new ArrayList<Row>();
    for (Post post : reddit.world().ancientPosts(found)) {
      rows.add(row(post, now, newest, best));
    }
    for (long day = firstDay(); day <= Math.floorDiv(now, World.DAY); day++) {
      for (Post post : reddit.world().posts(found, day)) {
        if (post.created() <= now) {
          rows.add(row(post, now, newest, best));
        }
      }
    }
    return rows;
  }

  /**
   * Returns all comments of a subreddit that exist, whether they can still be seen or not.
   *
   * @param subreddit name of one
   * @return oldest first
   */
  public List<Row> comments(String subreddit) {
    long now = clock.seconds();
    Subreddit found = require(subreddit, now);
    Set<String> newest = names(reddit.lists().comments(found, now));
    var rows = new ArrayList<Row>();
    for (long day = firstDay(); day <= Math.floorDiv(now, World.DAY); day++) {
      for (Comment comment : reddit.threads().comments(found, day)) {
        if (comment.arrival() <= now) {
          rows.add(row(comment, now, newest));
        }
      }
    }
    return rows;
  }

  /**
   * Returns all users.
   *
   * @return in a fixed order
   */
  public List<Row> users() {
    long now = clock.seconds();
    var rows = new ArrayList<Row>();
    for (Account account : reddit.people().all()) {
      Fate fate = reddit.people().fate(account, now);
      boolean there = fate == Fate.NORMAL || fate == Fate.SUSPENDED;
      Instant changed =
          at(fate == Fate.NORMAL ? account.created() : reddit.people().fateAt(account));
      String name = account.fullname().toString();
      rows.add(
          new Row(
              name,
              hash(account.name(), name),
              there ? Set.of("about") : Set.of(),
              at(account.created()),
              changed,
              fate == Fate.DELETED ? changed : null));
    }
    return rows;
  }

  /**
   * Returns a fingerprint of texts: the SHA-256, in hex, of their UTF-8 with a NUL behind each.
   *
   * @param texts in the order that {@link Row} names
   * @return 64 characters
   */
  public static String hash(String... texts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        digest.update(text.getBytes(UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot hash: the JDK has no SHA-256", e);
    }
  }

  private Row row(Post post, long now, Set<String> newest, Set<String> best) {
    String name = post.fullname().toString();
    var reachable = new TreeSet<String>();
    if (reddit.isOpen(post.subreddit(), now)) {
      reachable.add("info");
      boolean listed = reddit.isListed(post, now);
      if (listed && newest.contains(name)) {
        reachable.add("new");
      }
      if (listed && best.contains(name)) {
        reachable.add("top:all");
      }
    }
    String hash =
        hash(
            name,
            content.authorName(post, now),
            content.title(post, now),
            content.text(post, now),
            content.url(post));
    return row(post, hash, reachable, now);
  }

  private Row row(Comment comment, long now, Set<String> newest) {
    String name = comment.fullname().toString();
    var reachable = new TreeSet<String>();
    if (reddit.isOpen(comment.subreddit(), now)) {
      reachable.add("info");
      if (newest.contains(name) && reddit.isListed(comment, now)) {
        reachable.add("stream");
      }
    }
    String hash =
        hash(
            name,
            content.authorName(comment, now),
            content.text(comment, now),
            comment.post().fullname().toString(),
            reddit.threads().parent(comment).toString());
    return row(comment, hash, reachable, now);
  }

  private Row row(Thing thing, String hash, Set<String> reachable, long now) {
    Life life = reddit.lives().of(thing, now);
    return new Row(
        thing.fullname().toString(),
        hash,
        Set.copyOf(reachable),
        at(life.listedAt()),
        at(life.changedAt()),
        life.isVisible() ? null : at(life.goneAt()));
  }

  private Subreddit require(String name, long now) {
    Subreddit found = reddit.world().subreddit(name, now);
    if (found == null) {
      throw new IllegalArgumentException(
          "Cannot tell the truth about subreddit '%s': there is none of that name at this time"
              .formatted(name));
    }
    return found;
  }

  private static Set<String> names(List<Ranked> ranked) {
    var names = new HashSet<String>();
    ranked.forEach(each -> names.add(each.thing().fullname().toString()));
    return names;
  }

  private long firstDay() {
    return Math.floorDiv(reddit.world().historyStart(), World.DAY);
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }
}
