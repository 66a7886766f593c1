package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.JsonWriter.Markup;
import dev.harbor.reddit.simulator.Truth.Loaded;
import dev.harbor.reddit.simulator.Truth.Row;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The truth, and how far a loader is from it, for tests in another process. Thread-safe. */
final class TruthEndpoint {
  private static final String BY_LISTING = "new,top:all,stream,about";
  private static final int NAMES_SHOWN = 100;

  private final RedditSimulator simulator;

  TruthEndpoint(RedditSimulator simulator) {
    this.simulator = simulator;
  }

  /** One row a line. */
  Answer truth(ApiRequest request) {
    var lines = new StringBuilder();
    for (Row row : rows(request)) {
      var json = new JsonWriter(Markup.RAW).begin().text("name", row.name());
      json.text("content_hash", row.contentHash()).beginList("reachable_by");
      row.reachableBy().stream().sorted().forEach(json::text);
      json.endList().text("first_visible_at", row.firstVisibleAt().toString());
      json.text("last_change_at", row.lastChangeAt().toString());
      json.text("deleted_at", row.deletedAt() == null ? null : row.deletedAt().toString());
      json.flag("author_gone", row.authorGone());
      lines.append(json.end()).append('\n');
    }
    return new Answer(200, "application/x-ndjson", lines.toString(), Map.of());
  }

  /** The body has what was loaded, one object with name and content_hash a line. */
  Answer diff(ApiRequest request) {
    var loaded = new ArrayList<Loaded>();
    request
        .body()
        .lines()
        .filter(line -> !line.isBlank())
        .map(ControlJson::parse)
        .forEach(row -> loaded.add(new Loaded(row.require("name"), row.find("content_hash", ""))));
    Truth.Diff diff = Truth.diff(rows(request), wanted(request), loaded);

    var json = new JsonWriter(Markup.RAW).begin();
    write(json, "missing", diff.missing());
    write(json, "stale", diff.stale());
    write(json, "phantom", diff.phantom());
    write(json, "doubled", diff.doubled());
    write(json, "must_be_scrubbed", diff.toScrub());
    return Answer.json(json.end());
  }

  private static void write(JsonWriter json, String name, List<String> names) {
    json.begin(name).number("count", names.size()).beginList("names");
    names.stream().limit(NAMES_SHOWN).forEach(json::text);
    json.endList().end();
  }

  /** What is reachable now in one of these ways, or has come into sight since a time. */
  private static Predicate<Row> wanted(ApiRequest request) {
    Set<String> ways = Set.of(request.text("reachable_by", BY_LISTING).split(",", -1));
    Instant since = instant(request.parameter("since"), Instant.MAX);
    return row ->
        !row.reachableBy().isEmpty()
            && (!Collections.disjoint(row.reachableBy(), ways)
                || !row.firstVisibleAt().isBefore(since));
  }

  private List<Row> rows(ApiRequest request) {
    Instant at = instant(request.parameter("at"), simulator.now());
    String resource = request.text("resource", "posts");
    Truth truth = simulator.truth();
    return switch (resource) {
      case "users" -> truth.users(at);
      case "subreddits" -> truth.subreddits(at);
      case "posts", "comments" -> {
        var rows = new ArrayList<Row>();
        for (String each : subreddits(request)) {
          rows.addAll(resource.equals("posts") ? truth.posts(each, at) : truth.comments(each, at));
        }
        yield rows;
      }
      default ->
          throw new IllegalArgumentException(
              "Cannot tell the truth about '%s': posts, comments, users or subreddits is expected"
                  .formatted(resource));
    };
  }

  private List<String> subreddits(ApiRequest request) {
    String names = request.parameter("subreddit");
    if (names != null) {
      return List.of(names.split("[+, ]", -1));
    }
    var all = new ArrayList<String>();
    simulator.options().subreddits().stream()
        .filter(each -> each.appearsAfter() == null)
        .forEach(each -> all.add(each.name()));
    return all;
  }

  private static Instant instant(@Nullable String text, Instant otherwise) {
    try {
      return text == null ? otherwise : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "Cannot read time '%s': a form such as 2026-01-15T12:00:00Z is expected".formatted(text),
          e);
    }
  }
}
