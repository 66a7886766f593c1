package dev.harbor.reddit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of posts or comments, those that are no more included. Immutable.
 *
 * @param isPost whether of posts
 * @param onDelete what becomes of rows whose thing is no more
 * @param keepsRaw whether the whole answer is kept in a column of its own
 * @param appends whether rows are added once and never changed
 */
record ThingRows(boolean isPost, OnDelete onDelete, boolean keepsRaw, boolean appends) {
  static final String DELETED_AT = "_deleted_at";
  static final String DELETION = "_deletion";

  /** The field that tells a destination to delete the row. */
  static final String DELETE_ROW = "_delete_row";

  /** What a row without content still says. */
  private static final List<String> SKELETON =
      List.of(
          "id",
          "name",
          "subreddit",
          "subreddit_id",
          "created_utc",
          "created_at",
          "link_id",
          "submission_id",
          "parent_id");

  /** Kind of the things, which begins their full names. */
  String kind() {
    return isPost ? "t3" : "t1";
  }

  /**
   * The row of a thing as it is shown now.
   *
   * @param deletedAt when it was first found to be no more, in seconds; not asked for otherwise
   * @return empty if the row that is there is to be left alone
   */
  Optional<Map<String, @Nullable Object>> row(Thing thing, long deletedAt) {
    Map<String, @Nullable Object> item = isPost ? Shapes.post(thing) : Shapes.comment(thing);
    if (keepsRaw) {
      item.put("raw", thing.fields());
    }
    Optional<Deletion> deletion = Deletion.of(thing.fields());
    if (deletion.isEmpty()) {
      if (onDelete == OnDelete.SCRUB && Deletion.AUTHOR.equals(item.get("author"))) {
        withoutAuthor(item);
      }
      return Optional.of(item);
    }
    return switch (onDelete) {
      case KEEP -> Optional.empty();
      case TOMBSTONE -> Optional.of(marked(item, deletion.get(), deletedAt));
      case SCRUB -> Optional.of(marked(skeleton(item), deletion.get(), deletedAt));
      case HARD_DELETE -> Optional.of(deleting(skeleton(item)));
    };
  }

  /**
   * The row of something that Reddit knows nothing of.
   *
   * @param created when it was created, in seconds
   */
  Optional<Map<String, @Nullable Object>> gone(
      String id, String subreddit, long created, long deletedAt) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("id", id);
    item.put("name", kind() + '_' + id);
    item.put("subreddit", subreddit);
    item.put("created_utc", created);
    item.put("created_at", Instant.ofEpochSecond(created));
    return switch (onDelete) {
      // What it was is told by the row that is there; nobody can say more of it.
      case KEEP, TOMBSTONE -> Optional.empty();
      case SCRUB -> Optional.of(marked(item, Deletion.GONE, deletedAt));
      case HARD_DELETE -> Optional.of(deleting(item));
    };
  }

  private static Map<String, @Nullable Object> skeleton(Map<String, @Nullable Object> item) {
    Map<String, @Nullable Object> skeleton = new LinkedHashMap<>();
    for (String field : SKELETON) {
      if (item.containsKey(field)) {
        skeleton.put(field, item.get(field));
      }
    }
    return skeleton;
  }

  private static Map<String, @Nullable Object> marked(
      Map<String, @Nullable Object> item, Deletion deletion, long deletedAt) {
    item.put(DELETED_AT, Instant.ofEpochSecond(deletedAt));
    item.put(DELETION, deletion.word());
    return item;
  }

  private static Map<String, @Nullable Object> deleting(Map<String, @Nullable Object> item) {
    item.put(DELETE_ROW, true);
    return item;
  }

  private static void withoutAuthor(Map<String, @Nullable Object> item) {
    item.keySet().removeIf(field -> field.startsWith("author_"));
    if (item.get("raw") instanceof Map<?, ?> raw) {
      Map<String, @Nullable Object> nameless = RedditJson.named(raw);
      nameless.keySet().removeIf(field -> field.startsWith("author_"));
      item.put("raw", nameless);
    }
  }
}
