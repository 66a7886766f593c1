package dev.harbor.internal.normalize;

import dev.harbor.internal.infer.ColumnShape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys of the source that led to a row or a value, for messages. Searched for only when
 * there is trouble, so that nothing is noted on the way. Stateless.
 */
final class ItemPaths {
  private ItemPaths() {}

  /**
   * The path of a row or a value.
   *
   * @param above the rows that the row is nested in, root first
   * @param column of the value; null for the row itself
   */
  static String of(List<RowDraft> above, RowDraft row, @Nullable ColumnShape column) {
    StringBuilder path = new StringBuilder("$");
    for (int i = 0; i < above.size(); i++) {
      RowDraft next = i + 1 < above.size() ? above.get(i + 1) : row;
      path.append(list(above.get(i).home(), next.home(), ""))
          .append('[')
          .append(next.listIndex())
          .append(']');
    }
    return path.append(column == null ? "" : value(row.home(), column, "")).toString();
  }

  private static String list(PathNode node, PathNode wanted, String path) {
    for (Map.Entry<String, KeyPlan> key : node.keys().entrySet()) {
      KeyPlan plan = key.getValue();
      String here = path + step(key.getKey());
      if (plan.listNode == wanted) {
        return here;
      }
      String below = plan.dictionary == null ? "" : list(plan.dictionary, wanted, here);
      if (!below.isEmpty()) {
        return below;
      }
    }
    return "";
  }

  private static String value(PathNode node, ColumnShape wanted, String path) {
    for (Map.Entry<String, KeyPlan> key : node.keys().entrySet()) {
      KeyPlan plan = key.getValue();
      String here = path + step(key.getKey());
      if (plan.column == wanted) {
        return here;
      }
      String below = plan.dictionary == null ? "" : value(plan.dictionary, wanted, here);
      if (!below.isEmpty()) {
        return below;
      }
    }
    return path.isEmpty() ? step(wanted.name()) : "";
  }

  private static String step(String key) {
    return key.matches("[\\p{L}_][\\p{L}\\p{N}_-]*")
        ? "." + key
        : "['" + key.replace("'", "\\'") + "']";
  }
}
