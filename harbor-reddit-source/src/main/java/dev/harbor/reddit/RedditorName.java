package dev.harbor.reddit;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of users. */
final class RedditorName {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private RedditorName() {}

  /** Whether it is a user's name: {@code [deleted]} is none. */
  static boolean isName(String text) {
    return FORM.matcher(text).matches();
  }

  /** What two spellings of a name have in common. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
