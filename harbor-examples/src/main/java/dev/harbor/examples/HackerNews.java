package dev.harbor.examples;

import dev.harbor.Pipeline;
import dev.harbor.examples.support.Exit;
import dev.harbor.examples.support.Settings;
import dev.harbor.rest.Endpoint;
import dev.harbor.rest.RestSource;
import dev.harbor.schema.WriteDisposition;
import java.util.List;

/** A REST API, declared: the front page of Hacker News, and the stories on it. */
public final class HackerNews {
  private static final String URL = "https://hacker-news.firebaseio.com/v0";

  private HackerNews() {}

  /** Loads the front page. */
  public static void main(String[] arguments) {
    Exit.run(
        Idea.commandLine("HackerNews").option("base-url", "URL", "the API; " + URL),
        arguments,
        read -> {
          try (RestSource news = hackerNews(read.find("base-url").orElse(URL))) {
            return Idea.load(
                Settings.read(),
                postgres ->
                    List.of(
                        Pipeline.builder("hacker_news").destination(postgres).build().run(news)));
          }
        });
  }

  // tag::hacker-news[]
  static RestSource hackerNews(String url) {
    return RestSource.builder("hacker_news", url)
        .resource(
            Endpoint.get("front_page", "/topstories.json") // [8863, 2921983, …]
                .disposition(WriteDisposition.REPLACE)
                .hints(ids -> ids.limit(30))
                .build())
        .resource(
            Endpoint.get("stories", "/item/{resources.front_page.value}.json") // once per id
                .primaryKey("id")
                .disposition(WriteDisposition.MERGE)
                .build())
        .build();
  }
  // end::hacker-news[]
}
