package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.Chronicle.Action;
import dev.harbor.reddit.simulator.Chronicle.Event;
import java.time.Duration;

/**
 * What a test does to the world, at the virtual time of the call; nothing can be undone but by its
 * opposite. Thread-safe.
 */
public final class Interventions {
  private final Reddit reddit;
  private final SimulatedClock clock;

  Interventions(Reddit reddit, SimulatedClock clock) {
    this.reddit = reddit;
    this.clock = clock;
  }

  /**
   * Gives a post or a comment another text.
   *
   * @param name such as {@code t3_1skaaaa}
   * @param text selftext or body
   */
  public void edit(String name, String text) {
    add(Action.EDIT, thing(name), text);
  }

  /**
   * Lets the author delete a post or a comment.
   *
   * @param name of it
   */
  public void delete(String name) {
    add(Action.DELETE, thing(name), "");
  }

  /**
   * Lets a moderator remove a post or a comment.
   *
   * @param name of it
   */
  public void remove(String name) {
    add(Action.REMOVE, thing(name), "");
  }

  /**
   * Brings a removed or waiting post or comment back. What was listed comes back to its place, what
   * never was comes in at the top.
   *
   * @param name of it
   */
  public void approve(String name) {
    add(Action.APPROVE, thing(name), "");
  }

  /**
   * Puts a post at the top of its subreddit's hot listing, where the newest two of these stand.
   *
   * @param name of the post
   */
  public void sticky(String name) {
    add(Action.STICKY, thing(name), "");
  }

  /**
   * Adds to the score of a post or a comment.
   *
   * @param name of it
   * @param votes may be negative
   */
  public void vote(String name, int votes) {
    add(Action.VOTE, thing(name), Integer.toString(votes));
  }

  /**
   * Makes a subreddit private.
   *
   * @param name of the subreddit
   */
  public void makePrivate(String name) {
    Subreddit subreddit = reddit.world().subreddit(name, clock.seconds());
    if (subreddit == null) {
      throw unknown("subreddit", name);
    }
    add(Action.MAKE_PRIVATE, Reddit.subredditTarget(subreddit), "");
  }

  /**
   * Suspends a user.
   *
   * @param name of the user
   */
  public void suspend(String name) {
    add(Action.SUSPEND, user(name), "");
  }

  /**
   * Lets a user delete the account: what the user wrote stays, without its author.
   *
   * @param name of the user
   */
  public void deleteAccount(String name) {
    add(Action.DELETE_ACCOUNT, user(name), "");
  }

  /**
   * Changes fields of the answers from now on.
   *
   * @param change how
   * @param kind of the objects, such as {@code t3} or {@code Listing}; {@code *} for all
   * @param field that changes; where the change is a new field, its name
   * @param share of the objects, from 0 to 1
   */
  public void drift(Drift change, String kind, String field, double share) {
    ChangeRates.requireShare("drift", share);
    add(Action.DRIFT, Dialect.TARGET, new DriftRule(change, kind, field, share).text());
  }

  /**
   * Answers in the form of another year from now on.
   *
   * @param year from 2016 to 2026
   */
  public void era(int year) {
    add(Action.ERA, Dialect.TARGET, Integer.toString(requireYear(year)));
  }

  /**
   * Replays the history of the API's fields from 2016 to 2026.
   *
   * @param perYear virtual time that each of these years takes; the first begins now
   */
  public void eras(Duration perYear) {
    long at = clock.seconds();
    for (int year = Era.FIRST; year <= Era.LAST; year++) {
      String text = Integer.toString(year);
      reddit.chronicle().add(new Event(at, Action.ERA, Dialect.TARGET, text));
      at += perYear.toSeconds();
    }
  }

  static int requireYear(int year) {
    if (year < Era.FIRST || year > Era.LAST) {
      throw new IllegalArgumentException(
          "Cannot answer as in %d: a year from %d to %d is expected"
              .formatted(year, Era.FIRST, Era.LAST));
    }
    return year;
  }

  private void add(Action action, String target, String text) {
    reddit.chronicle().add(new Event(clock.seconds(), action, target, text));
  }

  private String thing(String text) {
    Fullname name = Fullname.parse(text);
    if (name == null || reddit.thing(name, clock.seconds()) == null) {
      throw unknown("post or comment", text);
    }
    return name.toString();
  }

  private String user(String name) {
    if (reddit.people().find(name) == null) {
      throw unknown("user", name);
    }
    return People.target(name);
  }

  private static IllegalArgumentException unknown(String what, String name) {
    return new IllegalArgumentException(
        "Cannot change %s '%s': there is none of that name at this time".formatted(what, name));
  }
}
