package dev.harbor.internal.normalize;

import dev.harbor.internal.infer.ColumnShape;
import dev.harbor.internal.infer.TableShape;
import org.jspecify.annotations.Nullable;

/** What becomes of the values under one key at one place of an item, resolved once. */
final class KeyPlan {
  final String part;
  final String columnName;
  @Nullable ColumnShape column;
  @Nullable PathNode dictionary;
  @Nullable TableShape list;
  @Nullable PathNode listNode;

  KeyPlan(String part, String columnName) {
    this.part = part;
    this.columnName = columnName;
  }
}
