package dev.harbor.reddit.simulator;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One way in which an answer goes wrong. Immutable. */
public final class Fault {

  enum Kind {
    ANSWERED,
    LATE,
    SILENT,
    CUT_OFF,
    CUT_SHORT,
    CLOSED_BEFORE_HEADERS,
    CLOSED_IN_BODY
  }

  private final Kind kind;
  private final String description;
  private final @Nullable Answer answer;
  private final Duration delay;

  private Fault(Kind kind, String description, @Nullable Answer answer, Duration delay) {
    this.kind = kind;
    this.description = description;
    this.answer = answer;
    this.delay = delay;
  }

  /**
   * Answers a status with Reddit's JSON body for it.
   *
   * @param status 400 to 599; 401 comes with {@code WWW-Authenticate}
   * @return the fault
   */
  public static Fault status(int status) {
    Answer answer = Answer.error(requireError(status), reason(status));
    if (status == 401) {
      answer =
          answer.withHeader("WWW-Authenticate", "Bearer realm=\"reddit\", error=\"invalid_token\"");
    }
    return answered("status " + status, answer);
  }

  /**
   * Answers a status with an HTML page, as Reddit's edge does.
   *
   * @param status 400 to 599
   * @return the fault
   */
  public static Fault html(int status) {
    String title =
        requireError(status) < 500 ? reason(status) : "Our CDN was unable to reach our servers";
    return answered("html " + status, Answer.html(status, title));
  }

  /**
   * Answers 429 with bare JSON: no header tells how long to wait.
   *
   * @return the fault
   */
  public static Fault tooManyRequests() {
    return answered("429", Answer.tooManyRequests());
  }

  /**
   * Answers 429 with the headers of a spent budget.
   *
   * @param reset time until the next window, in whole seconds
   * @return the fault
   */
  public static Fault budgetSpent(Duration reset) {
    Answer answer =
        Answer.tooManyRequests()
            .withHeader("x-ratelimit-remaining", "0.0")
            .withHeader("x-ratelimit-used", "1000")
            .withHeader("x-ratelimit-reset", Long.toString(reset.toSeconds()));
    return answered("429 budget", answer);
  }

  /**
   * Answers 429 with HTML and {@code Retry-After}.
   *
   * @param pause in whole seconds; zero is seen in the wild
   * @return the fault
   */
  public static Fault retryAfter(Duration pause) {
    Answer answer = Answer.html(429, "Too Many Requests");
    return answered(
        "429 retry-after", answer.withHeader("Retry-After", Long.toString(pause.toSeconds())));
  }

  /**
   * Answers 200 without a body.
   *
   * @return the fault
   */
  public static Fault emptyBody() {
    return answered("empty body", Answer.json(200, ""));
  }

  /**
   * Answers 200 with an HTML page.
   *
   * @return the fault
   */
  public static Fault htmlBody() {
    return answered("html body", Answer.html(200, "Reddit - Dive into anything"));
  }

  /**
   * Answers 200 with JSON of another shape than was asked for.
   *
   * @param json such as {@code {}} or {@code []}
   * @return the fault
   */
  public static Fault wrongShape(String json) {
    return answered("wrong shape", Answer.json(200, json));
  }

  /**
   * Sends half of the body and closes, after a header that promised all of it.
   *
   * @return the fault
   */
  public static Fault truncatedBody() {
    return new Fault(Kind.CUT_OFF, "truncated body", null, Duration.ZERO);
  }

  /**
   * Sends JSON that ends in the middle, with a length that fits.
   *
   * @return the fault
   */
  public static Fault truncatedJson() {
    return new Fault(Kind.CUT_SHORT, "truncated json", null, Duration.ZERO);
  }

  /**
   * Closes the connection instead of answering.
   *
   * @return the fault
   */
  public static Fault closedBeforeHeaders() {
    return new Fault(Kind.CLOSED_BEFORE_HEADERS, "closed before headers", null, Duration.ZERO);
  }

  /**
   * Closes the connection in the middle of the body.
   *
   * @return the fault
   */
  public static Fault closedInBody() {
    return new Fault(Kind.CLOSED_IN_BODY, "closed in body", null, Duration.ZERO);
  }

  /**
   * Answers rightly, but late.
   *
   * @param delay of real time, before the first byte
   * @return the fault
   */
  public static Fault stalled(Duration delay) {
    return new Fault(Kind.LATE, "stalled", null, delay);
  }

  /**
   * Takes the request and never answers.
   *
   * @return the fault
   */
  public static Fault silent() {
    return new Fault(Kind.SILENT, "silent", null, Duration.ZERO);
  }

  @Override
  public String toString() {
    return description;
  }

  Kind kind() {
    return kind;
  }

  /** Null where the true answer is asked for, and then spoilt. */
  @Nullable Answer answer() {
    return answer;
  }

  Duration delay() {
    return delay;
  }

  private static Fault answered(String description, Answer answer) {
    return new Fault(Kind.ANSWERED, description, answer, Duration.ZERO);
  }

  private static int requireError(int status) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException(
          "Cannot use status %d as a fault: 400 to 599 is expected".formatted(status));
    }
    return status;
  }

  private static String reason(int status) {
    var reasons =
        Map.of(
            400,
            "Bad Request",
            401,
            "Unauthorized",
            403,
            "Forbidden",
            404,
            "Not Found",
            408,
            "Request Timeout",
            429,
            "Too Many Requests",
            500,
            "Internal Server Error",
            502,
            "Bad Gateway",
            503,
            "Service Unavailable",
            504,
            "Gateway Timeout");
    return reasons.getOrDefault(status, "Unknown Error");
  }
}
