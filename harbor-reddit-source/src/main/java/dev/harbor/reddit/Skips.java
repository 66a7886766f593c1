package dev.harbor.reddit;

import dev.harbor.error.SourceException;
import dev.harbor.source.ExtractContext;
import java.util.ArrayList;
import java.util.List;

/** Communities that could not be read. Confined to one thread. */
final class Skips {
  private final List<String> skipped = new ArrayList<>();

  void add(String label, String reason, ExtractContext context) {
    context.skipped(label, reason);
    skipped.add(label + " (" + reason + ')');
  }

  int size() {
    return skipped.size();
  }

  SourceException nothingReadable(String resource) {
    return new SourceException(
        "Cannot read resource '%s': no subreddit can be read: %s. Name at least one that the credentials may see"
            .formatted(resource, String.join(", ", skipped)));
  }
}
