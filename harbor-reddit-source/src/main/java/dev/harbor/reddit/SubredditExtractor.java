package dev.harbor.reddit;

import dev.harbor.error.SourceException;
import dev.harbor.rest.http.RestException;
import dev.harbor.schema.DataType;
import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import dev.harbor.source.Extractor;
import dev.harbor.source.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Emits what Reddit says of the subreddits themselves, a hundred per request. */
final class SubredditExtractor implements Extractor {
  private static final int BATCH = 100;

  private final RedditClient client;
  private final List<Community> subreddits;

  SubredditExtractor(RedditClient client, List<Community> communities) {
    this.client = client;
    this.subreddits =
        communities.stream()
            .flatMap(
                each -> each.members().isEmpty() ? List.of(each).stream() : each.members().stream())
            .filter(Community::hasComments)
            .toList();
  }

  /** Types of the columns; everything nested stays JSON. */
  static Resource.Builder hints(Resource.Builder builder) {
    return builder
        .column("id", DataType.TEXT)
        .column("display_name", DataType.TEXT)
        .column("created_utc", DataType.BIGINT)
        .column("created_at", DataType.TIMESTAMP)
        .column("subscribers", DataType.BIGINT)
        .column("is_default_icon", DataType.JSON)
        .maxNesting(0);
  }

  /** The row of a subreddit; what is of the viewer is left out. */
  static Map<String, @Nullable Object> row(Thing thing) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    thing
        .fields()
        .forEach(
            (field, value) -> {
              boolean isEmpty = value instanceof List<?> list && list.isEmpty();
              if (!field.equals("created") && !field.startsWith("user_") && !isEmpty) {
                item.put(field, Shapes.wholeSeconds(field, value));
              }
            });
    thing.created().ifPresent(seconds -> item.put("created_at", Instant.ofEpochSecond(seconds)));
    return item;
  }

  @Override
  public void extract(ExtractContext context, Emitter emitter) throws InterruptedException {
    List<String> names =
        new ArrayList<>(
            subreddits.stream().map(each -> each.label().substring("r/".length())).toList());
    Set<String> missing = new HashSet<>(subreddits.stream().map(Community::key).toList());
    try {
      for (int from = 0; from < names.size(); from += BATCH) {
        List<String> batch = names.subList(from, Math.min(from + BATCH, names.size()));
        for (Thing thing : client.subreddits(batch, context)) {
          missing.remove(SubredditName.key(String.valueOf(thing.fields().get("display_name"))));
          if (!emitter.emit(row(thing))) {
            return;
          }
        }
      }
    } catch (RestException e) {
      throw new SourceException(String.valueOf(e.getMessage()), e);
    }
    for (Community each : subreddits) {
      if (missing.contains(each.key())) {
        context.skipped(each.label(), "Reddit tells nothing of it");
      }
    }
  }
}
