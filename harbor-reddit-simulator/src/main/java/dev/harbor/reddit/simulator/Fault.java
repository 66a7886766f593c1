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
    CUT_AT,
    CUT_ZIP,
    NOT_UTF8,
    DRIPPING,
    OTHER_HEADERS,
    CLOSED_BEFORE_HEADERS,
    CLOSED_IN_BODY,
    CLOSED_AFTER_BODY,
    RESET_BEFORE_HEADERS,
    RESET_IN_BODY
  }

  private final Kind kind;
  private final String description;
  private final @Nullable Answer answer;
  private final Duration delay;
  private final int bytes;
  private final Map<String, String> headers;

  private Fault(Kind kind, String description, @Nullable Answer answer, Duration delay) {
    this.kind = kind;
    this.description = description;
    this.answer = answer;
    this.delay = delay;
    this.bytes = 0;
    this.headers = Map.of();
  }

  private Fault(Kind kind, String description, int bytes, Duration delay) {
    this.kind = kind;
    this.description = description;
    this.answer = null;
    this.delay = delay;
    this.bytes = bytes;
    this.headers = Map.of();
  }

  private Fault(String description, Map<String, String> headers) {
    this.kind = Kind.OTHER_HEADERS;
    this.description = description;
    this.answer = null;
    this.delay = Duration.ZERO;
    this.bytes = 0;
    this.headers = headers;
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
   * Sends so many bytes of the body and closes, after a header that promised all of it.
   *
   * @param bytes at least 0
   * @return the fault
   */
  public static Fault truncatedAt(int bytes) {
    return new Fault(Kind.CUT_AT, "truncated at " + bytes, requireCount(bytes, 0), Duration.ZERO);
  }

  /**
   * Sends half of a gzip stream, with a length that fits.
   *
   * @return the fault
   */
  public static Fault truncatedGzip() {
    return new Fault(Kind.CUT_ZIP, "truncated gzip", null, Duration.ZERO);
  }

  /**
   * Sends bytes that are not UTF-8 in the middle of a string.
   *
   * @return the fault
   */
  public static Fault invalidUtf8() {
    return new Fault(Kind.NOT_UTF8, "invalid utf-8", null, Duration.ZERO);
  }

  /**
   * Sends the body drop by drop.
   *
   * @param bytes of a drop, at least 1
   * @param period of real time between two
   * @return the fault
   */
  public static Fault dripping(int bytes, Duration period) {
    return new Fault(Kind.DRIPPING, "dripping", requireCount(bytes, 1), period);
  }

  /**
   * Answers rightly, but for one header.
   *
   * @param name of the header
   * @param value empty to leave the header out
   * @return the fault
   */
  public static Fault header(String name, String value) {
    return new Fault("header " + name, Map.of(name, value));
  }

  /**
   * Answers rightly, without a word on what is left of the budget.
   *
   * @return the fault
   */
  public static Fault withoutRateHeaders() {
    String prefix = "x-ratelimit-";
    return new Fault(
        "no rate headers",
        Map.of(prefix + "remaining", "", prefix + "used", "", prefix + "reset", ""));
  }

  /**
   * Answers 204.
   *
   * @return the fault
   */
  public static Fault noContent() {
    return answered("no content", Answer.json(204, ""));
  }

  /**
   * Answers a status with HTML and {@code Retry-After}, as a server does that is being repaired.
   *
   * @param status 400 to 599
   * @param pause in whole seconds
   * @return the fault
   */
  public static Fault retryAfter(int status, Duration pause) {
    Answer answer = Answer.html(requireError(status), reason(status));
    return answered(
        status + " retry-after",
        answer.withHeader("Retry-After", Long.toString(pause.toSeconds())));
  }

  /**
   * Closes the connection when the body is complete, without having said so.
   *
   * @return the fault
   */
  public static Fault closedAfterBody() {
    return new Fault(Kind.CLOSED_AFTER_BODY, "closed after body", null, Duration.ZERO);
  }

  /**
   * Resets the connection instead of answering.
   *
   * @return the fault
   */
  public static Fault resetBeforeHeaders() {
    return new Fault(Kind.RESET_BEFORE_HEADERS, "reset before headers", null, Duration.ZERO);
  }

  /**
   * Resets the connection in the middle of the body.
   *
   * @return the fault
   */
  public static Fault resetInBody() {
    return new Fault(Kind.RESET_IN_BODY, "reset in body", null, Duration.ZERO);
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

  int bytes() {
    return bytes;
  }

  boolean resets() {
    return kind == Kind.RESET_BEFORE_HEADERS || kind == Kind.RESET_IN_BODY;
  }

  /** Whether the client gets not even a status. */
  boolean isMute() {
    return kind == Kind.CLOSED_BEFORE_HEADERS
        || kind == Kind.RESET_BEFORE_HEADERS
        || kind == Kind.SILENT;
  }

  /** The answer that is sent instead of the true one, whose bytes may then be spoilt too. */
  Answer changed(Answer truth) {
    Answer changed = truth;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      changed = changed.withHeader(header.getKey(), header.getValue());
    }
    return changed;
  }

  private static int requireCount(int count, int least) {
    if (count < least) {
      throw new IllegalArgumentException(
          "Cannot use %d bytes in a fault: at least %d is expected".formatted(count, least));
    }
    return count;
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
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 408 -> "Request Timeout";
      case 429 -> "Too Many Requests";
      case 451 -> "Unavailable For Legal Reasons";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Unknown Error";
    };
  }
}
