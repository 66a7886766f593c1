package dev.harbor.reddit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of communities as people write them: {@code java}, {@code r/java}, {@code /r/java/}. */
final class SubredditName {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?:https?://)?[a-z.]*reddit\\.com)?/?(?:r/)?([A-Za-z0-9_][A-Za-z0-9_-]{1,22})/?",
          Pattern.CASE_INSENSITIVE);

  private SubredditName() {}

  /** The bare name. */
  static String of(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Cannot read subreddit '%s': expected a name such as 'java' or 'r/java'".formatted(text));
    }
    return matcher.group(1);
  }

  /** What two spellings of a name have in common. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
