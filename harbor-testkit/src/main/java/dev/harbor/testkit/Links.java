package dev.harbor.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Follows nested rows to their roots. */
final class Links {
  private Links() {}

  /**
   * For each row of {@code posts__tags} the id of the post that its parent id names, its place, and
   * its value; the id is null if there is no such post.
   */
  static List<List<@Nullable Object>> tagsPerPost(Lane lane) {
    return childrenPerParent(lane, "posts", "id", "posts__tags");
  }

  /** For each row of a nested table a value of its parent, its place, and its value. */
  static List<List<@Nullable Object>> childrenPerParent(
      Lane lane, String parent, String parentColumn, String table) {
    String dataset = lane.key().dataset();
    List<Map<String, @Nullable Object>> parents = lane.probe().rows(dataset, parent);
    List<List<@Nullable Object>> links = new ArrayList<>();
    for (Map<String, @Nullable Object> row : lane.probe().rows(dataset, table)) {
      Object found = null;
      for (Map<String, @Nullable Object> candidate : parents) {
        if (Objects.equals(candidate.get(KitTables.ROW_ID), row.get(KitTables.PARENT_ID))) {
          found = candidate.get(parentColumn);
        }
      }
      links.add(Lane.row(found, row.get(KitTables.LIST_INDEX), row.get("value")));
    }
    return links;
  }
}
