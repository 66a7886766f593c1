package dev.harbor.internal.normalize;

import dev.harbor.internal.infer.ColumnShape;
import dev.harbor.internal.infer.TableShape;
import dev.harbor.schema.DataType;
import dev.harbor.source.Nesting;
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
  private final String raw;
  private final String itemPath;
  private final NameClashes names;
  private final Map<String, KeyPlan> keys = new HashMap<>();
  private final Deque<RowDraft> free = new ArrayDeque<>();

  /** The place of a resource's items. */
  PathNode(TableShape table, NameClashes names) {
    this(table, List.of(), "", "", names);
  }

  private PathNode(
      TableShape table, List<String> path, String raw, String itemPath, NameClashes names) {
    this.table = table;
    this.path = path;
    this.raw = raw;
    this.itemPath = itemPath;
    this.names = names;
  }

  /** What became of the keys that were met here. */
  Map<String, KeyPlan> keys() {
    return keys;
  }

  /** The place of the rows of a list under a key. */
  PathNode rows(TableShape nested, KeyPlan plan) {
    names.declare(nested, plan.path);
    nested.claim();
    return new PathNode(nested, List.of(), "", plan.path, names);
  }

  KeyPlan key(String name) {
    KeyPlan plan = keys.get(name);
    if (plan == null) {
      String part = names.part(name);
      // Lengths keep a key with separators apart from the keys that it looks like.
      String all = raw + name.length() + ':' + name;
      String inItem = itemPath.isEmpty() ? name : itemPath + '.' + name;
      plan =
          new KeyPlan(
              name,
              new KeyPlan.Place(all, inItem, names.nesting(inItem)),
              part,
              names.column(table, name, with(part), all));
      keys.put(name, plan);
    }
    return plan;
  }

  ColumnShape column(KeyPlan plan) {
    ColumnShape column = plan.column;
    return column == null ? claimed(plan, table.column(plan.columnName)) : column;
  }

  /** Whether nested values under a key stay in one column. */
  boolean isJson(KeyPlan plan) {
    if (plan.nesting != null) {
      return plan.nesting == Nesting.JSON;
    }
    ColumnShape column = plan.column;
    if (column == null) {
      column = table.find(plan.columnName);
      if (column != null) {
        claimed(plan, column);
      }
    }
    return column != null && column.type() == DataType.JSON;
  }

  private static ColumnShape claimed(KeyPlan plan, ColumnShape column) {
    column.claim();
    plan.column = column;
    return column;
  }

  PathNode dictionary(KeyPlan plan) {
    PathNode node = plan.dictionary;
    if (node == null) {
      node = new PathNode(table, with(plan.part), plan.raw, plan.path, names);
      plan.dictionary = node;
    }
    return node;
  }

  /** The place of a row of the list under a key. */
  PathNode list(KeyPlan plan) {
    PathNode node = plan.listNode;
    if (node == null) {
      node = rows(names.table(table, with(plan.part), plan.raw), plan);
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
