package dev.harbor.examples;

// tag::load-reddit[]
import dev.harbor.Pipeline;
import dev.harbor.postgres.PostgresDestination;
import dev.harbor.reddit.RedditCredentials;
import dev.harbor.reddit.RedditSource;
import dev.harbor.run.RunReport;
import java.util.Map;

final class LoadReddit {
  public static void main(String[] arguments) {
    try (PostgresDestination postgres = PostgresDestination.fromEnvironment()) {
      System.out.print(load(System.getenv(), postgres));
    }
  }

  static RunReport load(Map<String, String> env, PostgresDestination postgres) {
    RedditCredentials app =
        RedditCredentials.appOnly(env.get("REDDIT_CLIENT_ID"), env.get("REDDIT_CLIENT_SECRET"));
    String tokens = "https://www.reddit.com/api/v1/access_token";
    try (RedditSource reddit =
        RedditSource.builder(app)
            .userAgent(env.get("REDDIT_USER_AGENT"))
            .baseUrl(env.getOrDefault("REDDIT_OAUTH_URL", "https://oauth.reddit.com"))
            .tokenUrl(env.getOrDefault("REDDIT_TOKEN_URL", tokens))
            .subreddits("java", "programming")
            .build()) {
      return Pipeline.builder("reddit").destination(postgres).dataset("raw").build().run(reddit);
    }
  }
}
// end::load-reddit[]
