package dev.harbor.rest.http;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * What to do with answers of a kind, before the usual rules: the first action that matches decides.
 * Immutable.
 */
public final class ResponseAction {
  /** What is done. */
  public enum Verb {
    /** The answer stands for nothing at all: no items, and no page behind it. */
    IGNORE,
    /** The request is sent again, as after an error that may pass. */
    RETRY,
    /** There is no use in sending it again. */
    FAIL
  }

  private final Verb verb;
  private final String kind;
  private final Predicate<RestResponse> matches;

  private ResponseAction(Verb verb, String kind, Predicate<RestResponse> matches) {
    this.verb = verb;
    this.kind = kind;
    this.matches = matches;
  }

  /** An action on answers of a status. */
  public static ResponseAction on(int status, Verb verb) {
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException(
          "Cannot act on status %d: expected 100 to 599".formatted(status));
    }
    return new ResponseAction(
        requireNonNull(verb, "verb"), "status " + status, response -> response.status() == status);
  }

  /** An action on answers whose body has a text in it, case included. */
  public static ResponseAction onContent(String text, Verb verb) {
    if (requireNonNull(text, "text").isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot act on content: the text is empty, which every body holds");
    }
    return new ResponseAction(
        requireNonNull(verb, "verb"),
        "content '" + text + "'",
        response -> new String(response.body(), StandardCharsets.UTF_8).contains(text));
  }

  /** An action on answers that a predicate picks; called on any thread, perhaps more than once. */
  public static ResponseAction when(Predicate<RestResponse> matches, Verb verb) {
    return new ResponseAction(
        requireNonNull(verb, "verb"), "an answer", requireNonNull(matches, "matches"));
  }

  /** This action on those of its answers whose body has a text in it, too. */
  public ResponseAction andContent(String text) {
    ResponseAction content = onContent(text, verb);
    return new ResponseAction(verb, kind + " and " + content.kind, matches.and(content.matches));
  }

  /** What is done. */
  public Verb verb() {
    return verb;
  }

  /** Whether the action is for this answer. */
  public boolean matches(RestResponse response) {
    return matches.test(response);
  }

  /** Verb and kind of answers. */
  @Override
  public String toString() {
    return verb.name().toLowerCase(java.util.Locale.ROOT) + " " + kind;
  }

  String kind() {
    return kind;
  }
}
