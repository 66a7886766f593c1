package dev.harbor.internal.infer;

/** Names of the columns that dlt adds to tables. */
public final class SystemColumns {
  /** Row key. */
  public static final String ID = "_dlt_id";

  /** Load that wrote a root row. */
  public static final String LOAD_ID = "_dlt_load_id";

  /** Row key of the parent row. */
  public static final String PARENT_ID = "_dlt_parent_id";

  /** Row key of the root row. */
  public static final String ROOT_ID = "_dlt_root_id";

  /** Place in the list that a nested row comes from, from 0. */
  public static final String LIST_INDEX = "_dlt_list_idx";

  /** Value of a scalar that stands where a record would. */
  public static final String VALUE = "value";

  private SystemColumns() {}

  /** Whether a column links rows or loads, so that it is never null. */
  public static boolean isSystem(String column) {
    return switch (column) {
      case ID, LOAD_ID, PARENT_ID, ROOT_ID, LIST_INDEX -> true;
      default -> false;
    };
  }
}
