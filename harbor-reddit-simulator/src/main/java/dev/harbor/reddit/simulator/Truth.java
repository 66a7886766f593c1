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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a perfect loader would hold, at the virtual time of the call or at another. Thread-safe. */
public final class Truth {
  private final Reddit reddit;
  private final Content content;
  private final SimulatedClock clock;

  /**
   * A post, a comment, a user or a subreddit.
   *
   * @param name fullname such as {@code t3_1skaaaa}
   * @param contentHash {@link #hash} of, for a post, name, author, title, selftext and url; for a
   *     comment, name, author, body, link_id and parent_id; for a user or a subreddit, name and
   *     fullname; as {@code raw_json=1} shows them
   * @param reachableBy any of {@code new}, {@code top:all}, {@code stream}, {@code tree}, {@code
   *     info}, {@code about}; empty where no request finds it
   * @param firstVisibleAt when it was first listed; in the future while it waits for approval
   * @param lastChangeAt when its text or its visibility changed last
   * @param deletedAt when it went; null where it is there
   * @param authorGone whether the account of its author was deleted
   */
  public record Row(
      String name,
      String contentHash,
      Set<String> reachableBy,
      Instant firstVisibleAt,
      Instant lastChangeAt,
      @Nullable Instant deletedAt,
      boolean authorGone) {}

  /**
   * What a loader holds of one row.
   *
   * @param name fullname
   * @param contentHash {@link #hash} of what it holds; empty where it holds no content any more
   */
  public record Loaded(String name, String contentHash) {}

  /**
   * What a loader holds, compared with what it should hold: names, in the order of the truth or of
   * the loader.
   *
   * @param missing there, wanted and not loaded
   * @param stale loaded with other content than is there
   * @param phantom loaded, although it does not exist
   * @param doubled loaded more than once
   * @param toScrub loaded with content that its author or Reddit has taken back
   */
  public record Diff(
      List<String> missing,
      List<String> stale,
      List<String> phantom,
      List<String> doubled,
      List<String> toScrub) {}

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
    return posts(subreddit, clock.now());
  }

  /**
   * Returns all posts of a subreddit that exist at a time.
   *
   * @param subreddit name of one
   * @param at virtual time; what is done by hand later is not foreseen
   * @return oldest first
   */
  public List<Row> posts(String subreddit, Instant at) {
    long now = at.getEpochSecond();
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
    return comments(subreddit, clock.now());
  }

  /**
   * Returns all comments of a subreddit that exist at a time.
   *
   * @param subreddit name of one
   * @param at virtual time
   * @return oldest first
   */
  public List<Row> comments(String subreddit, Instant at) {
    long now = at.getEpochSecond();
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
    return users(clock.now());
  }

  /**
   * Returns all users at a time.
   *
   * @param at virtual time
   * @return in a fixed order
   */
  public List<Row> users(Instant at) {
    long now = at.getEpochSecond();
    var rows = new ArrayList<Row>();
    for (Account account : reddit.people().all()) {
      Fate fate = reddit.people().fate(account, now);
      boolean there = fate == Fate.NORMAL || fate == Fate.SUSPENDED;
      Instant changed =
          at(fate == Fate.NORMAL ? account.created() : reddit.people().fateAt(account, now));
      String name = account.fullname().toString();
      rows.add(
          new Row(
              name,
              hash(account.name(), name),
              there ? Set.of("about") : Set.of(),
              at(account.created()),
              changed,
              fate == Fate.DELETED ? changed : null,
              false));
    }
    return rows;
  }

  /**
   * Returns all subreddits at a time.
   *
   * @param at virtual time
   * @return in the order of the options
   */
  public List<Row> subreddits(Instant at) {
    long now = at.getEpochSecond();
    var rows = new ArrayList<Row>();
    for (Subreddit each : reddit.world().subreddits()) {
      if (each.existsAt(now)) {
        String name = each.fullname().toString();
        Set<String> reachable = reddit.isOpen(each, now) ? Set.of("about") : Set.of();
        Instant created = at(SubredditJson.created(each));
        rows.add(new Row(name, hash(each.name(), name), reachable, created, created, null, false));
      }
    }
    return rows;
  }

  /**
   * Compares what a loader holds with the truth.
   *
   * @param rows what there is
   * @param wanted which of them the loader had to load; of these, only what is there counts
   * @param loaded what it holds, in any order
   * @return all lists empty where nothing is wrong
   */
  public static Diff diff(List<Row> rows, Predicate<Row> wanted, Iterable<Loaded> loaded) {
    var held = new LinkedHashMap<String, String>();
    var doubled = new ArrayList<String>();
    for (Loaded each : loaded) {
      if (held.put(each.name(), each.contentHash()) != null) {
        doubled.add(each.name());
      }
    }
    var missing = new ArrayList<String>();
    var stale = new ArrayList<String>();
    var toScrub = new ArrayList<String>();
    for (Row row : rows) {
      String hash = held.remove(row.name());
      boolean there = row.deletedAt() == null;
      if (hash == null) {
        if (there && wanted.test(row)) {
          missing.add(row.name());
        }
      } else if (!hash.equals(row.contentHash()) && (there || !hash.isEmpty())) {
        boolean takenBack = !there || (row.authorGone() && !hash.isEmpty());
        (takenBack ? toScrub : stale).add(row.name());
      }
    }
    return new Diff(missing, stale, List.copyOf(held.keySet()), doubled, toScrub);
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
      boolean listed = reddit.isListed(comment, now);
      if (listed) {
        // What answers a comment that is gone is shown below it.
        reachable.add("tree");
      }
      if (listed && newest.contains(name)) {
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
        life.isVisible() ? null : at(life.goneAt()),
        reddit.people().fate(reddit.people().author(thing), now) == Fate.DELETED);
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
