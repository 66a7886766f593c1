package dev.harbor.reddit;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In which way a post or comment is no more. */
enum Deletion {
  /** By its author. */
  DELETED,
  /** By a moderator, a filter or Reddit; this may be undone. */
  REMOVED,
  /** Reddit knows nothing of it any more. */
  GONE;

  static final String AUTHOR = "[deleted]";
  private static final Set<String> REMOVED_TEXT = Set.of("[removed]", "[ Removed by Reddit ]");

  /** What happened to a thing, as it is shown now; empty if nothing did. */
  static Optional<Deletion> of(Map<String, @Nullable Object> fields) {
    if (fields.get("removed_by_category") instanceof String category) {
      boolean own = category.equals("deleted") || category.equals("author");
      return Optional.of(own ? DELETED : REMOVED);
    }
    boolean nameless = AUTHOR.equals(fields.get("author"));
    Object text = fields.containsKey("body") ? fields.get("body") : fields.get("selftext");
    if (text instanceof String content) {
      if (nameless && content.equals("[deleted]")) {
        return Optional.of(DELETED);
      }
      // Only of posts the name is sometimes kept; of a comment it could be what somebody wrote.
      if (REMOVED_TEXT.contains(content) && (nameless || !fields.containsKey("body"))) {
        return Optional.of(REMOVED);
      }
    }
    return Optional.empty();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
