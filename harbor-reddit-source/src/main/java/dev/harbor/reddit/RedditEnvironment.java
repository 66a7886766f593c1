package dev.harbor.reddit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings by the names that are usual for them. */
final class RedditEnvironment {
  private static final Map<String, String> MEANINGS = meanings();

  private final Map<String, String> variables;

  RedditEnvironment(Map<String, String> variables) {
    this.variables = Map.copyOf(requireNonNull(variables, "variables"));
  }

  /**
   * A builder with what is set.
   *
   * @throws IllegalStateException if something is missing; the message names all of it
   */
  RedditSource.Builder builder() {
    List<String> missing = needed().stream().filter(name -> find(name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "Cannot read Reddit's settings: %s %s not set. Set %s in the environment"
              .formatted(
                  String.join(
                      ", ",
                      missing.stream()
                          .map(name -> name + " (" + MEANINGS.get(name) + ")")
                          .toList()),
                  missing.size() == 1 ? "is" : "are",
                  missing.size() == 1 ? "it" : "them"));
    }
    RedditSource.Builder builder =
        RedditSource.builder(credentials()).userAgent(value("REDDIT_USER_AGENT"));
    find("REDDIT_OAUTH_URL").ifPresent(builder::baseUrl);
    find("REDDIT_TOKEN_URL").ifPresent(builder::tokenUrl);
    return builder;
  }

  private List<String> needed() {
    List<String> needed = new ArrayList<>();
    if (find("REDDIT_ACCESS_TOKEN").isEmpty()) {
      needed.add("REDDIT_CLIENT_ID");
      if (find("REDDIT_REFRESH_TOKEN").isEmpty()) {
        needed.add("REDDIT_CLIENT_SECRET");
      }
    }
    needed.add("REDDIT_USER_AGENT");
    if (find("REDDIT_USERNAME").isPresent() || find("REDDIT_PASSWORD").isPresent()) {
      needed.add("REDDIT_USERNAME");
      needed.add("REDDIT_PASSWORD");
    }
    return needed;
  }

  private RedditCredentials credentials() {
    if (find("REDDIT_ACCESS_TOKEN").isPresent()) {
      return RedditCredentials.accessToken(value("REDDIT_ACCESS_TOKEN"));
    }
    String id = value("REDDIT_CLIENT_ID");
    if (find("REDDIT_REFRESH_TOKEN").isPresent()) {
      return RedditCredentials.refreshToken(
          id, find("REDDIT_CLIENT_SECRET").orElse(""), value("REDDIT_REFRESH_TOKEN"));
    }
    String secret = value("REDDIT_CLIENT_SECRET");
    return find("REDDIT_USERNAME").isPresent()
        ? RedditCredentials.password(id, secret, value("REDDIT_USERNAME"), value("REDDIT_PASSWORD"))
        : RedditCredentials.appOnly(id, secret);
  }

  private String value(String name) {
    return find(name).orElseThrow();
  }

  private Optional<String> find(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  private static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put("REDDIT_CLIENT_ID", "id of the application, from reddit.com/prefs/apps");
    meanings.put("REDDIT_CLIENT_SECRET", "secret of the application");
    meanings.put("REDDIT_USER_AGENT", "who asks, as linux:my-app:1.0 (by /u/my_name)");
    meanings.put("REDDIT_USERNAME", "user the application belongs to");
    meanings.put("REDDIT_PASSWORD", "password of that user");
    return meanings;
  }
}
