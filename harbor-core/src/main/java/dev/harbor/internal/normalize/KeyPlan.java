package dev.harbor.internal.normalize;

import dev.harbor.internal.infer.ColumnShape;
import org.jspecify.annotations.Nullable;

/** What becomes of the values under one key at one place of an item, resolved once. */
final class KeyPlan {
  /** The key as the item has it, for messages. */
  final String key;

  /** The key and those above it, so that no other place of the table has the same. */
  final String raw;

  final String part;
  String columnName;
  @Nullable ColumnShape column;
  @Nullable PathNode dictionary;
  @Nullable PathNode listNode;

  /** The row that the newest list under the key belongs to, and which use of its draft. */
  @Nullable RowDraft listRow;

  long listUse;
  boolean reported;

  KeyPlan(String key, String raw, String part, String columnName) {
    this.key = key;
    this.raw = raw;
    this.part = part;
    this.columnName = columnName;
  }
}
