package dev.harbor.examples;

import dev.harbor.Pipeline;
import dev.harbor.examples.support.Exit;
import dev.harbor.examples.support.Settings;
import dev.harbor.rest.Endpoint;
import dev.harbor.rest.RestSource;
import dev.harbor.rest.page.Paginator;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.source.RowOrder;
import java.util.List;

/** A REST API, declared: what has changed in the issues of a GitHub repository. */
public final class GithubIssues {
  private static final String URL = "https://api.github.com";

  private GithubIssues() {}

  /** Loads issues and their comments. */
  public static void main(String[] arguments) {
    Exit.run(
        Idea.commandLine("GithubIssues")
            .option("repository", "OWNER/NAME", "whose issues; square/okhttp")
            .option("base-url", "URL", "the API; " + URL),
        arguments,
        read -> {
          String repository = read.find("repository").orElse("square/okhttp");
          try (RestSource github = github(read.find("base-url").orElse(URL), repository)) {
            return Idea.load(
                Settings.read(),
                postgres ->
                    List.of(Pipeline.builder("github").destination(postgres).build().run(github)));
          }
        });
  }

  // tag::github[]
  static RestSource github(String url, String repository) {
    String issues = "/repos/" + repository + "/issues";
    return RestSource.builder("github", url)
        .header("Accept", "application/vnd.github+json")
        .defaults(all -> all.query("per_page", "100").paginator(Paginator.linkHeader()))
        .resource(
            Endpoint.get("issues", issues)
                .query("state", "all")
                .query("sort", "updated")
                .query("direction", "asc")
                .query("since", "{incremental.start}") // not sent in the first run
                .incremental(Incremental.ofInstant("updated_at").order(RowOrder.ASCENDING))
                .primaryKey("id")
                .disposition(WriteDisposition.MERGE)
                .build())
        .resource(
            Endpoint.get("comments", issues + "/{resources.issues.number}/comments")
                .includeFromParent("number") // column _issues_number
                .primaryKey("id")
                .disposition(WriteDisposition.MERGE)
                .build())
        .build();
  }
  // end::github[]
}
