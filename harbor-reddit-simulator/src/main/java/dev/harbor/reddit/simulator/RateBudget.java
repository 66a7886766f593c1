package dev.harbor.reddit.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many requests a client may make in a window. Windows are fixed: they begin at multiples of
 * their length. Immutable.
 *
 * @param requests requests per client and window
 * @param window length of a window, at least a second
 * @param timeBase whose time the windows are cut from
 * @param headers how the answers tell what is left
 * @param refusals whether a refusal says when to come again
 * @param foreignPerMinute what another process with the same client id uses
 * @param requestsPerClient where some client has another budget, by client id
 */
public record RateBudget(
    int requests,
    Duration window,
    TimeBase timeBase,
    Headers headers,
    Refusals refusals,
    int foreignPerMinute,
    Map<String, Integer> requestsPerClient) {

  /** Whether a refusal says when to come again. */
  public enum Refusals {
    /** Only by the headers that every answer has. */
    SILENT,
    /** By {@code Retry-After} too. */
    RETRY_AFTER
  }

  /** How answers tell what is left of the budget. */
  public enum Headers {
    /** {@code remaining: "988.0"}, as most recorded answers. */
    DECIMAL,
    /** {@code remaining: "988"}. */
    INTEGER,
    /** {@code remaining: "988, 98"}: two values joined, as was seen in 2023. */
    DOUBLED,
    /** No header at all. */
    ABSENT
  }

  /** Checks the numbers. */
  public RateBudget {
    if (requests < 1) {
      throw new IllegalArgumentException(
          "Cannot use a budget of %d requests: at least 1 is expected".formatted(requests));
    }
    if (window.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "Cannot use a window of %s: at least a second is expected".formatted(window));
    }
    if (foreignPerMinute < 0) {
      throw new IllegalArgumentException(
          "Cannot use %d foreign requests: zero or more is expected".formatted(foreignPerMinute));
    }
    requestsPerClient = Map.copyOf(requestsPerClient);
  }

  /**
   * Returns Reddit's budget: 1,000 requests per ten minutes of virtual time.
   *
   * @return the default of the simulator
   */
  public static RateBudget standard() {
    return new RateBudget(
        1000,
        Duration.ofMinutes(10),
        TimeBase.VIRTUAL,
        Headers.DECIMAL,
        Refusals.SILENT,
        0,
        Map.of());
  }

  /**
   * Returns this budget with another number of requests.
   *
   * @param count at least 1
   * @return a copy
   */
  public RateBudget withRequests(int count) {
    return new RateBudget(
        count, window, timeBase, headers, refusals, foreignPerMinute, requestsPerClient);
  }

  /**
   * Returns this budget with windows of another length.
   *
   * @param length at least a second
   * @return a copy
   */
  public RateBudget withWindow(Duration length) {
    return new RateBudget(
        requests, length, timeBase, headers, refusals, foreignPerMinute, requestsPerClient);
  }

  /**
   * Returns this budget with windows cut from another time.
   *
   * @param base virtual or real
   * @return a copy
   */
  public RateBudget withTimeBase(TimeBase base) {
    return new RateBudget(
        requests, window, base, headers, refusals, foreignPerMinute, requestsPerClient);
  }

  /**
   * Returns this budget told in another way.
   *
   * @param form of the headers
   * @return a copy
   */
  public RateBudget withHeaders(Headers form) {
    return new RateBudget(
        requests, window, timeBase, form, refusals, foreignPerMinute, requestsPerClient);
  }

  /**
   * Returns this budget with other refusals.
   *
   * @param form with or without {@code Retry-After}
   * @return a copy
   */
  public RateBudget withRefusals(Refusals form) {
    return new RateBudget(
        requests, window, timeBase, headers, form, foreignPerMinute, requestsPerClient);
  }

  /**
   * Returns this budget, of which another process with the same client id uses a part.
   *
   * @param perMinute requests, zero or more
   * @return a copy
   */
  public RateBudget withForeignRequests(int perMinute) {
    return new RateBudget(
        requests, window, timeBase, headers, refusals, perMinute, requestsPerClient);
  }

  /**
   * Returns this budget with another one for one client.
   *
   * @param clientId of the app
   * @param count requests per window
   * @return a copy
   */
  public RateBudget withRequestsOf(String clientId, int count) {
    var all = new HashMap<>(requestsPerClient);
    all.put(clientId, count);
    return new RateBudget(requests, window, timeBase, headers, refusals, foreignPerMinute, all);
  }

  int requestsOf(String client) {
    return requestsPerClient.getOrDefault(client, requests);
  }
}
