package dev.harbor.reddit.simulator;

import java.util.List;

/** Words for titles and bodies, with the characters in them that break careless loaders. */
final class Texts {
  private static final int HUGE = 40_000;
  private static final List<String> WORDS =
      List.of(
          "pipeline",
          "the",
          "a",
          "incremental",
          "why",
          "does",
          "my",
          "query",
          "load",
          "anyone",
          "else",
          "release",
          "question",
          "about",
          "with",
          "without",
          "cursor",
          "benchmark",
          "postgres",
          "java",
          "best",
          "way",
          "to",
          "learn",
          "from",
          "production",
          "story",
          "how",
          "we",
          "moved",
          "off",
          "legacy",
          "cron",
          "job",
          "is",
          "it",
          "worth",
          "guide",
          "for",
          "beginners",
          "help",
          "needed",
          "weekly",
          "thread",
          "show",
          "me",
          "your",
          "setup",
          "memory",
          "leak",
          "finally",
          "fixed");
  private static final List<String> AWKWARD =
      List.of(
          "List<String> && Map<K, V>",
          "\"quoted\" & 'single' <b>bold</b>",
          "tab\tand\r\nwindows line",
          "\uD83D\uDE80\uD83D\uDC69\u200D\uD83D\uDCBB launched",
          "cafe\u0301 na\u00efve \u00dc\u00f1\u00ef",
          "\u0645\u0631\u062D\u0628\u0627 \u05E9\u05DC\u05D5\u05DD",
          "\u65E5\u672C\u8A9E \uD834\uDD1E",
          "AT&amp;T is written &lt;so&gt;",
          "C:\\temp\\new",
          "50% off; DROP TABLE posts;--");

  private final double broken;

  Texts(double broken) {
    this.broken = broken;
  }

  String title(Dice dice) {
    String title = capital(words(dice.part(1), 3 + dice.below("title words", 9)));
    return dice.chance("awkward title", 0.12) ? title + " " + awkward(dice.part(2)) : title;
  }

  /** Empty in some, 40 kB in very few. */
  String body(Dice dice, double emptyShare) {
    if (dice.chance("empty", emptyShare)) {
      return "";
    }
    int paragraphs = 1 + dice.below("paragraphs", 3);
    var body = new StringBuilder();
    for (int i = 0; i < paragraphs; i++) {
      body.append(i == 0 ? "" : "\n\n").append(paragraph(dice.part(100 + i)));
    }
    if (dice.chance("broken", broken)) {
      body.append(dice.chance("nul", 0.5) ? " nul \u0000 here" : " half \uD83D pair");
    }
    if (dice.chance("huge", 0.0005)) {
      while (body.length() < HUGE) {
        body.append("\n\n").append(paragraph(dice.part(1000 + body.length())));
      }
    }
    return body.toString();
  }

  /** The markup around a body, with its special characters escaped, as Markdown makes it. */
  static String html(String markdown) {
    String escaped = markdown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    String inner = escaped.replace("\n\n", "</p>\n\n<p>");
    return "<!-- SC_OFF --><div class=\"md\"><p>" + inner + "</p>\n</div><!-- SC_ON -->";
  }

  /** As in a permalink. */
  static String slug(String title) {
    var slug = new StringBuilder();
    for (int i = 0; i < title.length() && slug.length() < 50; i++) {
      char c = title.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
      if (plain) {
        slug.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
      } else if (slug.length() > 0 && slug.charAt(slug.length() - 1) != '_') {
        slug.append('_');
      }
    }
    return slug.length() == 0 ? "post" : slug.toString();
  }

  private static String paragraph(Dice dice) {
    var paragraph = new StringBuilder();
    int sentences = 1 + dice.below("sentences", 4);
    for (int i = 0; i < sentences; i++) {
      Dice one = dice.part(i);
      paragraph.append(i == 0 ? "" : " ");
      paragraph.append(capital(words(one, 4 + one.below("words", 12)))).append('.');
      if (one.chance("awkward", 0.06)) {
        paragraph.append(' ').append(awkward(one));
      }
    }
    return paragraph.toString();
  }

  private static String words(Dice dice, int count) {
    var words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(i == 0 ? "" : " ").append(dice.part(i).pick("word", WORDS));
    }
    return words.toString();
  }

  private static String awkward(Dice dice) {
    return dice.pick("which", AWKWARD);
  }

  private static String capital(String text) {
    char first = text.charAt(0);
    return (first >= 'a' && first <= 'z' ? (char) (first - 32) : first) + text.substring(1);
  }
}
