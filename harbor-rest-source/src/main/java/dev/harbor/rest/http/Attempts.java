package dev.harbor.rest.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts what went wrong with one request, and says how long to wait before the next attempt or
 * that there is none. Confined to one thread.
 */
final class Attempts {
  private static final Duration BLOCKED_DELAY = Duration.ofSeconds(5);
  // The last attempt may take as long as connecting takes.
  private static final Duration CONNECTING = Duration.ofSeconds(10);

  private final RestRequest request;
  private final String api;
  private final RequestPolicy policy;
  private final Pause pause;
  private final long start;
  private long throttledNanos;
  private int made;
  private int throttled;
  private int unreachable;
  private long unreachableSince;
  private boolean blocked;

  Attempts(RestRequest request, RestClient client) {
    this.request = request;
    this.api = client.toString();
    this.policy = client.policy();
    this.pause = client.pause();
    this.start = pause.nanoTime();
  }

  /** Time that the next attempt has for connecting. */
  Duration connectLimit() {
    Duration spent =
        unreachable == 0 ? Duration.ZERO : Duration.ofNanos(pause.nanoTime() - unreachableSince);
    Duration left = policy.connectLimit().plus(CONNECTING).minus(spent);
    return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
  }

  /** An answer came, or part of one. */
  void reached() {
    unreachable = 0;
  }

  /**
   * No connection.
   *
   * @param began when the attempt began
   */
  Duration afterUnreachable(long began, Throwable cause) {
    if (unreachable++ == 0) {
      unreachableSince = began;
    }
    made++;
    Duration delay = delay();
    Duration spent = Duration.ofNanos(pause.nanoTime() - unreachableSince);
    if (spent.plus(delay).compareTo(policy.connectLimit()) > 0 || made >= policy.attempts()) {
      throw new RestException(
          RestFailure.UNREACHABLE,
          "Cannot reach '%s': no connection in %d attempts within %d s (%s). Check the address, the network and its proxy"
              .formatted(api, unreachable, spent.toSeconds(), rootClass(cause)),
          cause);
    }
    return delay;
  }

  /** An error that may pass: a cut body, 5xx, a body that is not what it must be. */
  Duration afterError(String found, @Nullable Throwable cause) {
    made++;
    Duration delay = delay();
    long spent = pause.nanoTime() - start - throttledNanos;
    if (made >= policy.attempts() || spent + delay.toNanos() > policy.timeLimit().toNanos()) {
      throw new RestException(
          RestFailure.EXHAUSTED,
          "Cannot send '%s' to '%s': %s after %d attempts within %d s, expected an answer. Run again later"
              .formatted(request, api, found, made, TimeUnit.NANOSECONDS.toSeconds(spent)),
          cause);
    }
    return delay;
  }

  /** A page for people instead of an answer that says no. */
  Duration afterBlocked(int status) {
    if (blocked) {
      throw new RestException(
          RestFailure.BLOCKED,
          "Cannot send '%s' to '%s': blocked by status %d with a page of HTML, expected JSON. Check user agent, credentials and network"
              .formatted(request, api, status),
          null);
    }
    blocked = true;
    return BLOCKED_DELAY.compareTo(policy.maxDelay()) < 0 ? BLOCKED_DELAY : policy.maxDelay();
  }

  /** A 429; the limiter knows how long to wait. */
  void afterThrottled() {
    if (++throttled >= policy.throttleAttempts()) {
      throw new RestException(
          RestFailure.THROTTLED,
          "Cannot send '%s' to '%s': status 429 for %d attempts in a row, expected an answer after waiting as asked. Check the user agent and who else uses these credentials"
              .formatted(request, api, throttled),
          null);
    }
  }

  /** Time spent in waiting for a budget, which is nobody's failure. */
  void waitedForBudget(Duration time) {
    throttledNanos += time.toNanos();
  }

  private Duration delay() {
    return Duration.ofNanos((long) (pause.chance() * policy.delayAfter(made).toNanos()));
  }

  private static String rootClass(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName();
  }
}
