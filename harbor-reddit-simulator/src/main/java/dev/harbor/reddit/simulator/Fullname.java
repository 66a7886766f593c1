package dev.harbor.reddit.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A name such as {@code t3_1skaaaa}: kind and number. Immutable. */
record Fullname(int kind, long number) {
  static final int COMMENT = 1;
  static final int ACCOUNT = 2;
  static final int POST = 3;
  static final int SUBREDDIT = 5;

  private static final Pattern FORM = Pattern.compile("t([1-6])_([0-9a-z]{1,12})");

  /** Null where the text is not of the form. */
  static @Nullable Fullname parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return null;
    }

    return new Fullname(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2), 36));
  }

  @Override
  public String toString() {
    return "t" + kind + "_" + Ids.text(number);
  }
}
