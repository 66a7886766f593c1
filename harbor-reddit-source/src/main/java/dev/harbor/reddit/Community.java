package dev.harbor.reddit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What has listings: a subreddit, several asked together, or a multireddit.
 *
 * @param label name for people
 * @param root path that its listings lie below
 * @param key name in the state
 * @param members the subreddits of a group; none of any other
 */
record Community(String label, String root, String key, List<Community> members) {
  private static final Pattern MULTIREDDIT =
      Pattern.compile("/?(?:u|user)/([A-Za-z0-9_-]{2,23})/m/([A-Za-z0-9_]{1,50})/?");

  Community {
    members = List.copyOf(members);
  }

  /** One subreddit. */
  static Community subreddit(String name) {
    return new Community("r/" + name, "/r/" + name, SubredditName.key(name), List.of());
  }

  /** Subreddits whose listings are asked for together; one stays alone. */
  static Community group(List<String> names) {
    List<Community> members = new ArrayList<>();
    names.stream().distinct().forEach(name -> members.add(subreddit(name)));
    if (members.size() == 1) {
      return members.get(0);
    }
    String together = String.join("+", names);
    String key = String.join("+", members.stream().map(Community::key).sorted().toList());
    return new Community("r/" + together, "/r/" + together, key, members);
  }

  /** A user's collection of subreddits, as {@code user/NAME/m/COLLECTION}. */
  static Community multireddit(String text) {
    Matcher matcher = MULTIREDDIT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Cannot read multireddit '%s': expected 'user/NAME/m/COLLECTION'".formatted(text));
    }
    String path = "user/" + matcher.group(1) + "/m/" + matcher.group(2);
    return new Community(path, "/" + path, SubredditName.key(path), List.of());
  }

  /** All of Reddit, as far as a search finds it. */
  static Community everything() {
    return new Community("search", "", "", List.of());
  }

  /** Whether it has a stream of comments. */
  boolean hasComments() {
    return root.startsWith("/r/");
  }
}
