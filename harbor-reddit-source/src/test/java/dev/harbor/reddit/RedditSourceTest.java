package dev.harbor.reddit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedditSourceTest {
  private static final RedditCredentials CREDENTIALS = RedditCredentials.appOnly("id", "hunter2");

  @Test
  void hasThreeResourcesAndTheirGapsThatAreMergedByTheirKey() {
    try (RedditSource source = builder().subreddits("java").build()) {
      assertThat(source.name()).isEqualTo("reddit");
      assertThat(source.resources())
          .extracting(Resource::name)
          .containsExactly("submissions", "comments", "redditors", "gaps");
      assertThat(source.resources())
          .extracting(Resource::disposition)
          .containsOnly(WriteDisposition.MERGE);
      assertThat(source.resources())
          .flatExtracting(Resource::primaryKey)
          .containsExactly("id", "id", "name", "id");
      assertThat(source.resources().get(3).table()).isEqualTo("_harbor_gaps");
    }
  }

  @Test
  void hasTheChosenResourcesInTheUsualOrder() {
    try (RedditSource source =
        builder().subreddits("java").resources("comments", "submissions").build()) {
      assertThat(source.resources())
          .extracting(Resource::name)
          .containsExactly("submissions", "comments", "gaps");
    }
  }

  @Test
  void needsASubredditAndAUserAgent() {
    assertThatThrownBy(() -> builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot build a Reddit source without a subreddit; call subreddits(...)");
    assertThatThrownBy(() -> RedditSource.builder(CREDENTIALS).subreddits("java").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot build a Reddit source without a user agent, by which Reddit tells programs apart; call userAgent(\"linux:my-app:1.0 (by /u/me)\")");
  }

  @Test
  void refusesUserAgentsThatRedditThrottlesOrBans() {
    for (String agent :
        new String[] {
          "okhttp/5.0", "Java/17.0.1", "python-requests/2", "curl/8.0", "Mozilla/5.0"
        }) {
      assertThatThrownBy(() -> builder().userAgent(agent))
          .hasMessage(
              "Cannot use the user agent: it is the default of a library, or a browser's. Give one like 'linux:my-app:1.0 (by /u/me)'");
    }
    assertThatThrownBy(() -> builder().userAgent("short"))
        .hasMessageContaining("it has fewer than 7 characters");
    assertThatThrownBy(() -> builder().userAgent("linux:app:1\r\nX-Evil: 1"))
        .hasMessageContaining("other than printable ASCII");
  }

  @Test
  void theUserAgentEndsWithHarborsVersion() {
    assertThat(UserAgent.of(" linux:app:1 (by /u/me) "))
        .matches("linux:app:1 \\(by /u/me\\) harbor/[0-9].*");
  }

  @Test
  void takesNamesAsPeopleWriteThem() {
    for (String name :
        new String[] {
          "java",
          "r/java",
          "/r/java/",
          " R/java ",
          "https://www.reddit.com/r/java/",
          "reddit.com/r/java"
        }) {
      assertThat(SubredditName.of(name)).isEqualTo("java");
    }
    assertThat(SubredditName.of("u_some-user_1")).isEqualTo("u_some-user_1");
    for (String name : new String[] {"", "r/", "a b", "java/new", "../api", "a+b", "?x=1"}) {
      assertThatThrownBy(() -> SubredditName.of(name))
          .hasMessage(
              "Cannot read subreddit '%s': expected a name such as 'java' or 'r/java'"
                  .formatted(name));
    }
  }

  @Test
  void twoSpellingsOfANameAreOneCommunity() {
    assertThat(ListingKey.comments(Community.subreddit("Java")).name()).isEqualTo("java/comments");
    assertThat(Community.group(java.util.List.of("b", "A")).key()).isEqualTo("a+b");
    assertThat(Community.multireddit("/user/Some_One/m/Mix/").root())
        .isEqualTo("/user/Some_One/m/Mix");
    assertThatThrownBy(() -> Community.multireddit("Some_One/Mix"))
        .hasMessage("Cannot read multireddit 'Some_One/Mix': expected 'user/NAME/m/COLLECTION'");
  }

  @Test
  void oneMessageNamesEverySettingThatIsMissing() {
    assertThatThrownBy(() -> RedditSource.builder(Map.of("REDDIT_CLIENT_SECRET", "hunter2")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot read Reddit's settings: REDDIT_CLIENT_ID (id of the application, from reddit.com/prefs/apps),"
                + " REDDIT_USER_AGENT (who asks, as linux:my-app:1.0 (by /u/my_name)) are not set. Set them in the environment");
    assertThatThrownBy(
            () ->
                RedditSource.builder(
                    Map.of(
                        "REDDIT_ACCESS_TOKEN", "hunter2",
                        "REDDIT_USERNAME", "me",
                        "REDDIT_USER_AGENT", Sources.AGENT)))
        .hasMessage(
            "Cannot read Reddit's settings: REDDIT_PASSWORD (password of that user) is not set. Set it in the environment");
    assertThatThrownBy(() -> RedditSource.builder(Map.of("REDDIT_CLIENT_ID", " ")))
        .hasMessageContainingAll("REDDIT_CLIENT_ID", "REDDIT_CLIENT_SECRET", "REDDIT_USER_AGENT");
  }

  @Test
  void aRefreshTokenNeedsNoSecret() {
    Map<String, String> variables =
        Map.of(
            "REDDIT_CLIENT_ID", "id",
            "REDDIT_REFRESH_TOKEN", "hunter2",
            "REDDIT_USER_AGENT", Sources.AGENT,
            "REDDIT_OAUTH_URL", "http://localhost:1");
    try (RedditSource source = RedditSource.builder(variables).subreddits("java").build()) {
      assertThat(source.resources()).isNotEmpty();
    }
  }

  @Test
  void credentialsShowNoSecret() {
    assertThat(CREDENTIALS).hasToString("RedditCredentials[application]");
    assertThat(RedditCredentials.password("id", "s", "me", "hunter2"))
        .hasToString("RedditCredentials[password]");
    assertThat(RedditCredentials.refreshToken("id", "", "hunter2"))
        .hasToString("RedditCredentials[refresh token]");
    assertThat(RedditCredentials.accessToken("hunter2"))
        .hasToString("RedditCredentials[access token]");
    assertThatThrownBy(() -> RedditCredentials.appOnly("id", " "))
        .hasMessage("Cannot make credentials for Reddit: the client secret is blank");
  }

  @Test
  void refusesUnknownResources() {
    assertThatThrownBy(() -> builder().resources("posts"))
        .hasMessage(
            "Cannot build a Reddit source with resource 'posts': it has [submissions, comments, redditors, subreddits]");
  }

  private static RedditSource.Builder builder() {
    return RedditSource.builder(CREDENTIALS).userAgent(Sources.AGENT);
  }
}
