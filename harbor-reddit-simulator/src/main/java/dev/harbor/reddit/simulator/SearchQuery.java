package dev.harbor.reddit.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query in the syntax of Reddit's search: words, quotes, {@code field:value}, AND, OR, NOT and
 * brackets. What cannot be read is taken as words. Immutable.
 */
final class SearchQuery {
  private static final Pattern TOKEN =
      Pattern.compile("\\(|\\)|-?(?:([a-z_]+):)?(?:\"([^\"]*)\"|[^\\s()\"]+)|\"");

  /** What a query is held against: texts by field. */
  interface Document {
    /** In lower case; empty where there is no such field. */
    String field(String name);

    /** The texts that a word without a field is looked for in, in lower case. */
    String all();
  }

  private interface Term {
    boolean matches(Document document);
  }

  private final Term term;
  private final Deque<String> tokens = new ArrayDeque<>();

  private SearchQuery(String text) {
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    this.term = any();
  }

  static SearchQuery of(String text) {
    return new SearchQuery(text);
  }

  boolean matches(Document document) {
    return term.matches(document);
  }

  private Term any() {
    var terms = new ArrayList<Term>();
    terms.add(every());
    while ("OR".equals(tokens.peek())) {
      tokens.remove();
      terms.add(every());
    }
    return document -> terms.stream().anyMatch(each -> each.matches(document));
  }

  private Term every() {
    var terms = new ArrayList<Term>();
    while (!tokens.isEmpty() && !List.of(")", "OR").contains(tokens.element())) {
      if (tokens.element().equals("AND")) {
        tokens.remove();
      } else {
        terms.add(one());
      }
    }
    return document -> terms.stream().allMatch(each -> each.matches(document));
  }

  private Term one() {
    String token = tokens.remove();
    if (token.equals("NOT") && !tokens.isEmpty()) {
      Term negated = one();
      return document -> !negated.matches(document);
    }
    if (token.equals("(")) {
      Term inner = any();
      tokens.poll();
      return inner;
    }
    if (token.startsWith("-") && token.length() > 1) {
      Term negated = word(token.substring(1));
      return document -> !negated.matches(document);
    }
    return word(token);
  }

  private static Term word(String token) {
    Matcher matcher = TOKEN.matcher(token);
    boolean fielded = matcher.matches() && matcher.group(1) != null;
    String field = fielded ? matcher.group(1) : "";
    String value = token.substring(fielded ? field.length() + 1 : 0).replace("\"", "");
    String wanted = value.toLowerCase(Locale.ROOT).strip();
    return switch (field) {
      case "" -> document -> contains(document.all(), wanted);
      case "author", "subreddit", "self", "nsfw", "url", "site" ->
          document -> document.field(field).equals(wanted);
      default -> document -> contains(document.field(field), wanted);
    };
  }

  /** Whole words only. */
  private static boolean contains(String text, String wanted) {
    for (int at = wanted.isEmpty() ? -1 : text.indexOf(wanted);
        at >= 0;
        at = text.indexOf(wanted, at + 1)) {
      int end = at + wanted.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }
}
