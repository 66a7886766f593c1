package dev.harbor.reddit.simulator;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which requests a fault befalls. Without further words: all of the path, for ever. Immutable. */
public final class FaultRule {

  private enum When {
    ALWAYS,
    NTH,
    EVERY,
    FIRST,
    PROBABILITY
  }

  private final Pattern path;
  private final Fault fault;
  private @Nullable String method;
  private @Nullable Pattern query;
  private @Nullable String client;
  private When when = When.ALWAYS;
  private double number;
  private int times = Integer.MAX_VALUE;
  private long begins = Long.MIN_VALUE;
  private long ends = Long.MAX_VALUE;

  private FaultRule(Pattern path, Fault fault) {
    this.path = path;
    this.fault = fault;
  }

  /**
   * Returns a rule for requests of a path.
   *
   * @param path regular expression for the whole path, without query
   * @param fault that befalls them
   * @return a rule
   */
  public static FaultRule of(String path, Fault fault) {
    return new FaultRule(Pattern.compile(path), fault);
  }

  /**
   * Returns this rule for one method only.
   *
   * @param name such as {@code GET}
   * @return a copy
   */
  public FaultRule method(String name) {
    FaultRule copy = copy();
    copy.method = name.toUpperCase(Locale.ROOT);
    return copy;
  }

  /**
   * Returns this rule for requests with a parameter only.
   *
   * @param regex found in {@code name=value}
   * @return a copy
   */
  public FaultRule query(String regex) {
    FaultRule copy = copy();
    copy.query = Pattern.compile(regex);
    return copy;
  }

  /**
   * Returns this rule for one client only.
   *
   * @param clientId of the app
   * @return a copy
   */
  public FaultRule client(String clientId) {
    FaultRule copy = copy();
    copy.client = clientId;
    return copy;
  }

  /**
   * Returns this rule for one of the matching requests.
   *
   * @param position counted from 1
   * @return a copy
   */
  public FaultRule nth(int position) {
    return when(When.NTH, position);
  }

  /**
   * Returns this rule for each so many-th of the matching requests.
   *
   * @param step 1 for all
   * @return a copy
   */
  public FaultRule every(int step) {
    return when(When.EVERY, step);
  }

  /**
   * Returns this rule for the first of the matching requests.
   *
   * @param count how many
   * @return a copy
   */
  public FaultRule first(int count) {
    return when(When.FIRST, count);
  }

  /**
   * Returns this rule for a share of the matching requests, chosen by the simulator's seed.
   *
   * @param share from 0 to 1
   * @return a copy
   */
  public FaultRule probability(double share) {
    ChangeRates.requireShare("probability", share);
    return when(When.PROBABILITY, share);
  }

  /**
   * Returns this rule for a span of virtual time.
   *
   * @param first from when on
   * @param last until when, itself excluded
   * @return a copy
   */
  public FaultRule between(Instant first, Instant last) {
    FaultRule copy = copy();
    copy.begins = first.getEpochSecond();
    copy.ends = last.getEpochSecond();
    return copy;
  }

  /**
   * Returns this rule, ending after so many faults.
   *
   * @param count at most
   * @return a copy
   */
  public FaultRule times(int count) {
    FaultRule copy = copy();
    copy.times = count;
    return copy;
  }

  @Override
  public String toString() {
    return path + ": " + fault;
  }

  Fault fault() {
    return fault;
  }

  int times() {
    return times;
  }

  boolean matches(ApiRequest request, String from) {
    return path.matcher(request.path()).matches()
        && request.now() >= begins
        && request.now() < ends
        && (method == null || method.equals(request.method()))
        && (client == null || client.equals(from))
        && (query == null || queryMatches(query, request));
  }

  /**
   * @param match how many requests have matched, this one included
   */
  boolean hits(int match, Dice dice) {
    return switch (when) {
      case ALWAYS -> true;
      case NTH -> match == (int) number;
      case EVERY -> match % (int) number == 0;
      case FIRST -> match <= (int) number;
      case PROBABILITY -> dice.part(match).chance("fault", number);
    };
  }

  private static boolean queryMatches(Pattern query, ApiRequest request) {
    return request.query().entrySet().stream()
        .anyMatch(entry -> query.matcher(entry.getKey() + "=" + entry.getValue()).find());
  }

  private FaultRule when(When kind, double argument) {
    if (kind != When.PROBABILITY && argument < 1) {
      throw new IllegalArgumentException(
          "Cannot limit a fault to %d requests: at least 1 is expected".formatted((int) argument));
    }
    FaultRule copy = copy();
    copy.when = kind;
    copy.number = argument;
    return copy;
  }

  private FaultRule copy() {
    var copy = new FaultRule(path, fault);
    copy.method = method;
    copy.query = query;
    copy.client = client;
    copy.when = when;
    copy.number = number;
    copy.times = times;
    copy.begins = begins;
    copy.ends = ends;
    return copy;
  }
}
