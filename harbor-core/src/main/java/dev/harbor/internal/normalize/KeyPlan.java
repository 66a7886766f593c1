package dev.harbor.internal.normalize;

import dev.harbor.internal.infer.ColumnShape;
import dev.harbor.source.Nesting;
import org.jspecify.annotations.Nullable;

/** What becomes of the values under one key at one place of an item, resolved once. */
final class KeyPlan {
  /** The key as the item has it, for messages. */
  final String key;

  /** The key and those above it, so that no other place of the table has the same. */
  final String raw;

  /** The keys from the item to this one, joined by points. */
  final String path;

  /** What the resource says of values here; null if nothing. */
  final @Nullable Nesting nesting;

  final String part;
  String columnName;
  @Nullable ColumnShape column;
  @Nullable PathNode dictionary;
  @Nullable PathNode listNode;

  /** The row that the newest list under the key belongs to, and which use of its draft. */
  @Nullable RowDraft listRow;

  long listUse;
  boolean reported;

  KeyPlan(String key, Place place, String part, String columnName) {
    this.key = key;
    this.raw = place.raw();
    this.path = place.path();
    this.nesting = place.nesting();
    this.part = part;
    this.columnName = columnName;
  }

  /** Where a key stands, in the item's own words, and what the resource says of it. */
  record Place(String raw, String path, @Nullable Nesting nesting) {}
}
