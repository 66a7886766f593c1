package dev.harbor.schema;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a column beside its type: its part in keys, order and indexes. Immutable.
 *
 * @param primaryKey part of the key that identifies a record
 * @param mergeKey part of the key that names the slice a merge replaces
 * @param rowKey identifies the row ({@code _dlt_id})
 * @param parentKey points to the row key of the parent row ({@code _dlt_parent_id})
 * @param rootKey points to the row key of the root row ({@code _dlt_root_id})
 * @param unique no two rows have the same value
 * @param index looked up often: a destination may index it
 * @param sort rows are stored in its order where the destination can
 * @param variant made by Harbor or dlt for values that did not fit the column it is named after
 * @param incremental the cursor of an incremental resource
 * @param hardDelete a row in which it is true, or not null if it is no bool, deletes the record
 * @param dedupSort order in which duplicates of a key compete: {@code asc}, {@code desc} or null
 * @param description for people
 */
public record ColumnHints(
    boolean primaryKey,
    boolean mergeKey,
    boolean rowKey,
    boolean parentKey,
    boolean rootKey,
    boolean unique,
    boolean index,
    boolean sort,
    boolean variant,
    boolean incremental,
    boolean hardDelete,
    @Nullable String dedupSort,
    @Nullable String description) {

  private static final ColumnHints NONE =
      new ColumnHints(
          false, false, false, false, false, false, false, false, false, false, false, null, null);

  /** No hint at all. */
  public static ColumnHints none() {
    return NONE;
  }

  /**
   * Order in which duplicates of a key compete, {@code asc} or {@code desc}; empty if they do not.
   */
  public Optional<String> dedupSortOrder() {
    return Optional.ofNullable(dedupSort);
  }

  /** These hints, as part of the primary key. */
  public ColumnHints withPrimaryKey() {
    return new ColumnHints(
        true,
        mergeKey,
        rowKey,
        parentKey,
        rootKey,
        unique,
        index,
        sort,
        variant,
        incremental,
        hardDelete,
        dedupSort,
        description);
  }

  /** These hints, as the row key, which is unique. */
  public ColumnHints withRowKey() {
    return new ColumnHints(
        primaryKey,
        mergeKey,
        true,
        parentKey,
        rootKey,
        true,
        index,
        sort,
        variant,
        incremental,
        hardDelete,
        dedupSort,
        description);
  }

  /** These hints, as the key of the parent row. */
  public ColumnHints withParentKey() {
    return new ColumnHints(
        primaryKey,
        mergeKey,
        rowKey,
        true,
        rootKey,
        unique,
        index,
        sort,
        variant,
        incremental,
        hardDelete,
        dedupSort,
        description);
  }

  /** These hints, as the key of the root row. */
  public ColumnHints withRootKey() {
    return new ColumnHints(
        primaryKey,
        mergeKey,
        rowKey,
        parentKey,
        true,
        unique,
        index,
        sort,
        variant,
        incremental,
        hardDelete,
        dedupSort,
        description);
  }

  /** These hints, of a column looked up often. */
  public ColumnHints withIndex() {
    return new ColumnHints(
        primaryKey,
        mergeKey,
        rowKey,
        parentKey,
        rootKey,
        unique,
        true,
        sort,
        variant,
        incremental,
        hardDelete,
        dedupSort,
        description);
  }

  /** These hints, of a variant column. */
  public ColumnHints withVariant(String text) {
    return new ColumnHints(
        primaryKey,
        mergeKey,
        rowKey,
        parentKey,
        rootKey,
        unique,
        index,
        sort,
        true,
        incremental,
        hardDelete,
        dedupSort,
        text);
  }

  /** These hints, as the cursor of an incremental resource. */
  public ColumnHints withIncremental() {
    return new ColumnHints(
        primaryKey,
        mergeKey,
        rowKey,
        parentKey,
        rootKey,
        unique,
        index,
        sort,
        variant,
        true,
        hardDelete,
        dedupSort,
        description);
  }
}
