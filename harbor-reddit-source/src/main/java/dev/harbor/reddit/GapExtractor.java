package dev.harbor.reddit;

import dev.harbor.rest.http.RestException;
import dev.harbor.schema.DataType;
import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import dev.harbor.source.Extractor;
import dev.harbor.source.Resource;
import dev.harbor.state.ResourceState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Emits the gaps that other lanes find, each once. */
final class GapExtractor implements Extractor {
  private static final Logger LOGGER = System.getLogger("dev.harbor.reddit");
  private static final int MAX_STORED = 1_000;
  private static final long PATIENCE_MILLIS = 500;

  private final RedditClient client;
  private final GapFeed feed;

  GapExtractor(RedditClient client, GapFeed feed) {
    this.client = client;
    this.feed = feed;
  }

  /** Types of the columns, all of which may be empty at first. */
  static Resource.Builder hints(Resource.Builder builder) {
    return builder
        .column("id", DataType.TEXT)
        .column("from_utc", DataType.BIGINT)
        .column("to_utc", DataType.BIGINT)
        .column("from_at", DataType.TIMESTAMP)
        .column("to_at", DataType.TIMESTAMP)
        .column("detected_at", DataType.TIMESTAMP);
  }

  @Override
  public void extract(ExtractContext context, Emitter emitter) throws InterruptedException {
    try {
      // Takes a moment, in which lanes that start together with this one have told the feed so.
      client.connect(context);
    } catch (RestException e) {
      LOGGER.log(Level.DEBUG, "no connection while waiting for gaps", e);
    }
    Set<String> stored = stored(context.state());
    boolean wantsMore = true;
    while (wantsMore && !feed.isOver()) {
      boolean isNew = false;
      for (Gap gap : feed.take(PATIENCE_MILLIS)) {
        if (wantsMore && stored.add(gap.id().replace(' ', '_'))) {
          isNew = true;
          wantsMore = emitter.emit(gap.row());
        }
      }
      if (isNew) {
        remember(stored, context);
      }
      emitter.checkpoint();
    }
  }

  private static void remember(Set<String> stored, ExtractContext context) {
    List<String> kept = List.copyOf(stored);
    context.setState(
        context
            .state()
            .with(
                "stored",
                String.join(
                    " ", kept.subList(Math.max(0, kept.size() - MAX_STORED), kept.size()))));
  }

  private static Set<String> stored(ResourceState state) {
    String text = state.text("stored").orElse("");
    return text.isEmpty()
        ? new LinkedHashSet<>()
        : new LinkedHashSet<>(List.of(text.split(" ", -1)));
  }
}
