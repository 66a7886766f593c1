package dev.harbor.schema;

import java.util.Optional;
import java.util.function.Consumer;
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
    return with(draft -> draft.primaryKey = true);
  }

  /** These hints, as part of the merge key. */
  public ColumnHints withMergeKey() {
    return with(draft -> draft.mergeKey = true);
  }

  /** These hints, as the row key, which is unique. */
  public ColumnHints withRowKey() {
    return with(
        draft -> {
          draft.rowKey = true;
          draft.unique = true;
        });
  }

  /** These hints, as the key of the parent row. */
  public ColumnHints withParentKey() {
    return with(draft -> draft.parentKey = true);
  }

  /** These hints, as the key of the root row. */
  public ColumnHints withRootKey() {
    return with(draft -> draft.rootKey = true);
  }

  /** These hints, of a column in which no two rows have the same value. */
  public ColumnHints withUnique() {
    return with(draft -> draft.unique = true);
  }

  /** These hints, of a column looked up often. */
  public ColumnHints withIndex() {
    return with(draft -> draft.index = true);
  }

  /** These hints, of a column in whose order rows are stored where the destination can. */
  public ColumnHints withSort() {
    return with(draft -> draft.sort = true);
  }

  /** These hints, of a variant column. */
  public ColumnHints withVariant(String text) {
    return with(
        draft -> {
          draft.variant = true;
          draft.description = text;
        });
  }

  /** These hints, as the cursor of an incremental resource. */
  public ColumnHints withIncremental() {
    return with(draft -> draft.incremental = true);
  }

  /** These hints, of a column that says that its record is deleted. */
  public ColumnHints withHardDelete() {
    return with(draft -> draft.hardDelete = true);
  }

  /**
   * These hints, of the column that decides between duplicates of a key.
   *
   * @param order {@code asc} or {@code desc}
   */
  public ColumnHints withDedupSort(String order) {
    return with(draft -> draft.dedupSort = order);
  }

  /** These hints with words for people. */
  public ColumnHints withDescription(String text) {
    return with(draft -> draft.description = text);
  }

  /** These hints without those that a merge goes by: keys, deletion and order of duplicates. */
  public ColumnHints withoutMerge() {
    return with(
        draft -> {
          draft.primaryKey = false;
          draft.mergeKey = false;
          draft.hardDelete = false;
          draft.dedupSort = null;
        });
  }

  /** These hints, not as a row key. */
  public ColumnHints withoutRowKey() {
    return with(
        draft -> {
          draft.rowKey = false;
          draft.unique = false;
        });
  }

  /** These hints and those of another, whose order and description win where it has any. */
  public ColumnHints and(ColumnHints other) {
    return new ColumnHints(
        primaryKey || other.primaryKey,
        mergeKey || other.mergeKey,
        rowKey || other.rowKey,
        parentKey || other.parentKey,
        rootKey || other.rootKey,
        unique || other.unique,
        index || other.index,
        sort || other.sort,
        variant || other.variant,
        incremental || other.incremental,
        hardDelete || other.hardDelete,
        other.dedupSort == null ? dedupSort : other.dedupSort,
        other.description == null ? description : other.description);
  }

  private ColumnHints with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.hints();
  }

  /** Hints while one of them is changed. */
  private static final class Draft {
    private boolean primaryKey;
    private boolean mergeKey;
    private boolean rowKey;
    private boolean parentKey;
    private boolean rootKey;
    private boolean unique;
    private boolean index;
    private boolean sort;
    private boolean variant;
    private boolean incremental;
    private boolean hardDelete;
    private @Nullable String dedupSort;
    private @Nullable String description;

    private Draft(ColumnHints from) {
      primaryKey = from.primaryKey;
      mergeKey = from.mergeKey;
      rowKey = from.rowKey;
      parentKey = from.parentKey;
      rootKey = from.rootKey;
      unique = from.unique;
      index = from.index;
      sort = from.sort;
      variant = from.variant;
      incremental = from.incremental;
      hardDelete = from.hardDelete;
      dedupSort = from.dedupSort;
      description = from.description;
    }

    private ColumnHints hints() {
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
          incremental,
          hardDelete,
          dedupSort,
          description);
    }
  }

  /** These hints, no longer as the cursor of an incremental resource. */
  public ColumnHints withoutIncremental() {
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
        false,
        hardDelete,
        dedupSort,
        description);
  }
}
