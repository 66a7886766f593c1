package dev.harbor.internal.normalize;

import dev.harbor.internal.infer.ColumnShape;
import dev.harbor.internal.infer.LaneShapes;
import dev.harbor.internal.infer.TableShape;
import dev.harbor.schema.DataType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A dictionary at one place of an item: its keys, each with what becomes of its values. */
final class PathNode {
  final TableShape table;
  private final List<String> path;
  private final LaneShapes shapes;
  private final Map<String, KeyPlan> keys = new HashMap<>();
  private final Deque<RowDraft> free = new ArrayDeque<>();

  PathNode(TableShape table, List<String> path, LaneShapes shapes) {
    this.table = table;
    this.path = path;
    this.shapes = shapes;
  }

  /** What became of the keys that were met here. */
  Map<String, KeyPlan> keys() {
    return keys;
  }

  KeyPlan key(String name) {
    KeyPlan plan = keys.get(name);
    if (plan == null) {
      String part = shapes.identifiers().column(name);
      String column = path.isEmpty() ? part : shapes.identifiers().columnPath(with(part));
      plan = new KeyPlan(part, column);
      keys.put(name, plan);
    }
    return plan;
  }

  ColumnShape column(KeyPlan plan) {
    ColumnShape column = plan.column;
    if (column == null) {
      column = table.column(plan.columnName);
      plan.column = column;
    }
    return column;
  }

  /** Whether nested values under a key stay in one column. */
  boolean isJson(KeyPlan plan) {
    ColumnShape column = plan.column;
    if (column == null) {
      column = table.find(plan.columnName);
      plan.column = column;
    }
    return column != null && column.type() == DataType.JSON;
  }

  PathNode dictionary(KeyPlan plan) {
    PathNode node = plan.dictionary;
    if (node == null) {
      node = new PathNode(table, with(plan.part), shapes);
      plan.dictionary = node;
    }
    return node;
  }

  /** The place of a row of the list under a key. */
  PathNode list(String key, KeyPlan plan) {
    PathNode node = plan.listNode;
    if (node == null) {
      TableShape nested = shapes.nested(table, with(shapes.identifiers().table(key)));
      node = new PathNode(nested, List.of(), shapes);
      plan.list = nested;
      plan.listNode = node;
    }
    return node;
  }

  /** An empty draft of a row that stands at this place. */
  RowDraft draft(int listIndex) {
    RowDraft draft = free.poll();
    if (draft == null) {
      draft = new RowDraft(this);
    }
    draft.clear(listIndex);
    return draft;
  }

  /** Takes a draft back, to be used again. */
  void release(RowDraft draft) {
    free.push(draft);
  }

  private List<String> with(String part) {
    List<String> longer = new ArrayList<>(path);
    longer.add(part);
    return longer;
  }
}
