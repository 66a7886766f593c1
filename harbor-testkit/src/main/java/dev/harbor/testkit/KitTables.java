package dev.harbor.testkit;

import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeOptions;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tables as Harbor and dlt make them, with their own columns, for {@link LoadPackages}. Only static
 * methods.
 */
public final class KitTables {
  static final String LOAD_ID = "_dlt_load_id";
  static final String ROW_ID = "_dlt_id";
  static final String PARENT_ID = "_dlt_parent_id";
  static final String LIST_INDEX = "_dlt_list_idx";
  static final String ROOT_ID = "_dlt_root_id";
  private static final int ID_LENGTH = 14;

  private KitTables() {}

  /**
   * A root table of a resource of the same name. A merged one upserts.
   *
   * @param columns what items have; Harbor's own columns are added behind them
   */
  public static TableSchema root(String name, WriteDisposition disposition, Column... columns) {
    List<Column> all = new ArrayList<>(List.of(columns));
    all.add(Column.required(LOAD_ID, DataType.TEXT));
    all.add(rowId());
    return TableSchema.of(name, all).withDisposition(disposition, strategy(disposition));
  }

  /**
   * A table below another one.
   *
   * @param parent its parent, whose disposition it has
   * @param field of the parent that it holds; its name is {@code parent__field}
   * @param columns what elements have; Harbor's own columns are added behind them
   */
  public static TableSchema nested(TableSchema parent, String field, Column... columns) {
    List<Column> all = new ArrayList<>(List.of(columns));
    if (parent.writeDisposition() == WriteDisposition.MERGE) {
      all.add(hinted(ROOT_ID, ColumnHints.none().withRootKey()));
    }
    all.add(hinted(PARENT_ID, ColumnHints.none().withParentKey()));
    all.add(Column.required(LIST_INDEX, DataType.BIGINT));
    all.add(rowId());
    return new TableSchema(
        parent.name() + "__" + field,
        parent.resource(),
        parent.name(),
        all,
        Map.of(),
        parent.writeDisposition(),
        parent.mergeStrategy(),
        null,
        MergeOptions.none(),
        null);
  }

  /** A column of the primary key. */
  public static Column key(String name, DataType type) {
    return Column.required(name, type).withHints(ColumnHints.none().withPrimaryKey());
  }

  /** The table with one more column, in front of Harbor's own. */
  public static TableSchema withColumn(TableSchema table, Column column) {
    List<Column> columns = new ArrayList<>(table.columns());
    int place = 0;
    while (place < columns.size() && !isOwn(columns.get(place))) {
      place++;
    }
    columns.add(place, column);
    return table.withColumns(columns);
  }

  /**
   * Where a nested row belongs. Immutable.
   *
   * @param parentId row id of its parent
   * @param rootId row id of its root
   * @param index its place among the parent's elements
   */
  record Parentage(String parentId, String rootId, long index) {}

  /** Values of a root row. Its id follows from the primary key if there is one in a merge. */
  static @Nullable Object[] rootRow(
      TableSchema schema, String nonce, long item, @Nullable Object... values) {
    StringBuilder identity = new StringBuilder(schema.name());
    if (!schema.primaryKey().isEmpty() && schema.writeDisposition() == WriteDisposition.MERGE) {
      for (Column column : schema.primaryKey()) {
        identity.append('/').append(values[ownless(schema).indexOf(column)]);
      }
    } else {
      identity.append('/').append(nonce).append('/').append(item);
    }
    return filled(schema, Map.of(ROW_ID, id(identity.toString())), values);
  }

  /** Values of a nested row. Its id follows from its parent and its place there. */
  static @Nullable Object[] nestedRow(
      TableSchema schema, Parentage parentage, @Nullable Object... values) {
    String identity = parentage.parentId() + '/' + schema.name() + '/' + parentage.index();
    Map<String, Object> own =
        Map.of(
            ROOT_ID, parentage.rootId(),
            PARENT_ID, parentage.parentId(),
            LIST_INDEX, parentage.index(),
            ROW_ID, id(identity));
    return filled(schema, own, values);
  }

  private static @Nullable Object[] filled(
      TableSchema schema, Map<String, Object> own, @Nullable Object... values) {
    List<Column> expected = ownless(schema);
    if (expected.size() != values.length) {
      throw new IllegalArgumentException(
          "Cannot add row %s to table '%s': it needs %d values"
              .formatted(Arrays.toString(values), schema.name(), expected.size()));
    }
    @Nullable Object[] row = new Object[schema.columns().size()];
    int next = 0;
    for (int i = 0; i < row.length; i++) {
      Column column = schema.columns().get(i);
      row[i] = isOwn(column) ? own.get(column.name()) : values[next++];
    }
    return row;
  }

  private static List<Column> ownless(TableSchema schema) {
    return schema.columns().stream().filter(column -> !isOwn(column)).toList();
  }

  private static boolean isOwn(Column column) {
    return column.name().startsWith("_dlt_");
  }

  private static Column rowId() {
    return hinted(ROW_ID, ColumnHints.none().withRowKey());
  }

  private static Column hinted(String name, ColumnHints hints) {
    return Column.required(name, DataType.TEXT).withHints(hints);
  }

  private static @Nullable MergeStrategy strategy(WriteDisposition disposition) {
    return disposition == WriteDisposition.MERGE ? MergeStrategy.UPSERT : null;
  }

  private static String id(String identity) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest).substring(0, ID_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
