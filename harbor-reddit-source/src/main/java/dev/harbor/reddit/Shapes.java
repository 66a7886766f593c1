package dev.harbor.reddit;

import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import dev.harbor.source.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of posts and comments look like: types that do not wobble, few child tables, no
 * copies. {@code docs/design/reddit-rows.md} lists every rule.
 */
final class Shapes {
  /** Of the viewer, copies of other fields, or of other things. */
  private static final Set<String> DROPPED =
      Set.of(
          "likes",
          "saved",
          "hidden",
          "clicked",
          "visited",
          "created",
          "replies",
          "crosspost_parent_list",
          "sr_detail");

  /** Deep, of mixed types, or with keys that are data. */
  private static final List<String> JSON =
      List.of(
          "preview",
          "media",
          "secure_media",
          "media_embed",
          "secure_media_embed",
          "gildings",
          "all_awardings",
          "awarders",
          "treatment_tags",
          "link_flair_richtext",
          "author_flair_richtext",
          "user_reports",
          "mod_reports",
          "report_reasons",
          "user_reports_dismissed",
          "mod_reports_dismissed",
          "poll_data",
          "collections",
          "content_categories",
          "associated_award",
          "expression_asset_data",
          "rtjson",
          "rpan_video",
          "tournament_data");

  /** A name, or for the moderators' own answers {@code true}. */
  private static final Set<String> TEXT = Set.of("banned_by", "approved_by", "removed_by");

  private Shapes() {}

  /** Types of the columns that both have in common. */
  static Resource.Builder hints(Resource.Builder builder, ThingRows rows) {
    boolean isPost = rows.isPost();
    builder
        .column("id", DataType.TEXT)
        .column("created_utc", ColumnDeclaration.of(DataType.BIGINT).indexed())
        .column("created_at", DataType.TIMESTAMP)
        .column("edited", DataType.BOOL)
        .column("edited_at", DataType.TIMESTAMP)
        .column("author", DataType.TEXT)
        .column("score", DataType.BIGINT)
        .column("raw", DataType.JSON)
        .column(ThingRows.DELETED_AT, DataType.TIMESTAMP)
        .column(ThingRows.DELETION, DataType.TEXT)
        .maxNesting(1);
    for (String field : JSON) {
      if (isPost || !field.startsWith("link_")) {
        builder.column(field, DataType.JSON);
      }
    }
    if (rows.onDelete() == OnDelete.HARD_DELETE) {
      builder.column(
          ThingRows.DELETE_ROW,
          ColumnDeclaration.of(DataType.BOOL).withHints(ColumnHints.none().withHardDelete()));
    }
    ColumnDeclaration lookedUp = ColumnDeclaration.of(DataType.TEXT).indexed();
    return isPost
        ? builder.column("upvote_ratio", DataType.DOUBLE).column("subreddit", lookedUp)
        : builder.column("submission_id", lookedUp);
  }

  /** The item of a post. */
  static Map<String, @Nullable Object> post(Thing thing) {
    Map<String, @Nullable Object> item = item(thing);
    if (thing.fields().get("gallery_data") instanceof Map<?, ?> gallery
        && gallery.get("items") instanceof List<?> items) {
      item.put("gallery", items);
    }
    item.remove("gallery_data");
    return item;
  }

  /** The item of a comment. */
  static Map<String, @Nullable Object> comment(Thing thing) {
    Map<String, @Nullable Object> item = item(thing);
    if (item.get("link_id") instanceof String link) {
      item.put("submission_id", link.startsWith("t3_") ? link.substring(3) : link);
    }
    return item;
  }

  private static Map<String, @Nullable Object> item(Thing thing) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    thing.fields().forEach((name, value) -> put(item, name, value));
    if (thing.created().isPresent()) {
      item.put("created_at", Instant.ofEpochSecond(thing.created().getAsLong()));
    }
    return item;
  }

  private static void put(Map<String, @Nullable Object> item, String name, @Nullable Object value) {
    if (DROPPED.contains(name) || isEmpty(value)) {
      return;
    }
    switch (name) {
      case "edited" -> putEdited(item, value);
      case "poll_data" -> item.put(name, value instanceof Map ? value : null);
      case "media_metadata" -> item.put(name, value instanceof Map<?, ?> map ? media(map) : value);
      case "upvote_ratio" ->
          item.put(name, value instanceof Number number ? number.doubleValue() : value);
      default ->
          item.put(
              name,
              TEXT.contains(name) && value != null ? value.toString() : wholeSeconds(name, value));
    }
  }

  /** Reddit says {@code false}, {@code true} before 2011, or when. */
  private static void putEdited(Map<String, @Nullable Object> item, @Nullable Object value) {
    if (value instanceof Number seconds) {
      item.put("edited", true);
      item.put("edited_at", Instant.ofEpochSecond(seconds.longValue()));
    } else {
      item.put("edited", value);
    }
  }

  /** Times are written {@code 1776093091.0}, and in dumps without the point. */
  static @Nullable Object wholeSeconds(String name, @Nullable Object value) {
    if (!name.endsWith("_utc")) {
      return value;
    }
    if (value instanceof Integer seconds) {
      return seconds.longValue();
    }
    return value instanceof Double seconds
            && seconds == Math.rint(seconds)
            && Math.abs(seconds) < 1e15
        ? (Object) seconds.longValue()
        : value;
  }

  /** Keys of the map are data: each entry is a row, without its smaller copies. */
  private static List<Map<String, @Nullable Object>> media(Map<?, ?> metadata) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    metadata.forEach(
        (id, value) -> {
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          row.put("media_id", String.valueOf(id));
          if (value instanceof Map<?, ?> medium) {
            medium.forEach(
                (key, part) -> {
                  if (!(part instanceof Map) && !(part instanceof List) && !key.equals("id")) {
                    row.put(String.valueOf(key), part);
                  }
                });
            if (medium.get("s") instanceof Map<?, ?> source) {
              row.put("width", source.get("x"));
              row.put("height", source.get("y"));
              row.put("url", firstOf(source, "u", "gif", "mp4"));
            }
          }
          rows.add(row);
        });
    return rows;
  }

  private static @Nullable Object firstOf(Map<?, ?> map, String... keys) {
    for (String key : keys) {
      if (map.get(key) != null) {
        return map.get(key);
      }
    }
    return null;
  }

  private static boolean isEmpty(@Nullable Object value) {
    return (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }
}
