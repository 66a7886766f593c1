package dev.harbor.reddit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was done to the world from outside, in order: the only part of it that is not computed.
 * Thread-safe.
 */
final class Chronicle {

  enum Action {
    EDIT,
    DELETE,
    REMOVE,
    APPROVE,
    STICKY,
    VOTE,
    MAKE_PRIVATE,
    SUSPEND,
    DELETE_ACCOUNT,
    ERA,
    DRIFT
  }

  /**
   * @param at epoch second
   * @param text new text of an edit, number of votes, else empty
   */
  record Event(long at, Action action, String target, String text) {}

  private final List<Event> all = new ArrayList<>();
  private final Map<String, List<Event>> byTarget = new HashMap<>();

  static Chronicle parse(String text) {
    var chronicle = new Chronicle();
    text.lines()
        .forEach(
            line -> {
              String[] part = line.split(" ", 4);
              String value = new String(Base64.getDecoder().decode(part[3]), UTF_8);
              chronicle.add(
                  new Event(Long.parseLong(part[0]), Action.valueOf(part[1]), part[2], value));
            });
    return chronicle;
  }

  synchronized String text() {
    var text = new StringBuilder();
    for (Event event : all) {
      String value = Base64.getEncoder().encodeToString(event.text().getBytes(UTF_8));
      text.append(event.at()).append(' ').append(event.action()).append(' ');
      text.append(event.target()).append(' ').append(value).append('\n');
    }
    return text.toString();
  }

  synchronized void add(Event event) {
    all.add(event);
    var events = new ArrayList<>(byTarget.getOrDefault(event.target(), List.of()));
    events.add(event);
    byTarget.put(event.target(), List.copyOf(events));
  }

  /** What has happened to it by then, oldest first. */
  List<Event> of(Fullname name, long now) {
    return size() == 0 ? List.of() : of(name.toString(), now);
  }

  /** What has happened to it by then, oldest first. */
  List<Event> of(String target, long now) {
    List<Event> events = byTarget(target);
    boolean all = events.stream().allMatch(event -> event.at() <= now);
    return all ? events : events.stream().filter(event -> event.at() <= now).toList();
  }

  private synchronized List<Event> byTarget(String target) {
    return byTarget.getOrDefault(target, List.of());
  }

  @Nullable Event last(String target, Action action, long now) {
    List<Event> events = of(target, now);
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).action() == action) {
        return events.get(i);
      }
    }
    return null;
  }

  /** Grows with every event. */
  synchronized int size() {
    return all.size();
  }

  synchronized List<Event> withAction(Action action, long now) {
    return all.stream().filter(event -> event.action() == action && event.at() <= now).toList();
  }
}
