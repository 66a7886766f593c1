package dev.harbor.postgres;

import dev.harbor.destination.Row;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeOptions;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.CheckpointKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables that the tests load: items, each with tags. */
final class Tables {
  private static final ColumnHints NONE = ColumnHints.none();
  static final Column LOAD_ID = Column.required("_dlt_load_id", DataType.TEXT);
  static final Column ROW_ID =
      Column.required("_dlt_id", DataType.TEXT).withHints(NONE.withRowKey());
  static final Column ROOT_ID =
      Column.required("_dlt_root_id", DataType.TEXT).withHints(NONE.withRootKey());
  static final Column PARENT_ID =
      Column.required("_dlt_parent_id", DataType.TEXT).withHints(NONE.withParentKey());
  static final Column LIST_INDEX = Column.required("_dlt_list_idx", DataType.BIGINT);
  static final Column NAME = Column.optional("name", DataType.TEXT);
  static final Column VALUE = Column.optional("value", DataType.TEXT);

  private Tables() {}

  static CheckpointKey key(String dataset) {
    return new CheckpointKey(dataset, "pipe", "src", "items");
  }

  /** id, name, load id, row id. */
  static TableSchema items(WriteDisposition disposition) {
    Column id =
        disposition == WriteDisposition.MERGE
            ? Column.required("id", DataType.BIGINT).withHints(NONE.withPrimaryKey())
            : Column.optional("id", DataType.BIGINT);
    return of("items", null, disposition, id, NAME, LOAD_ID, ROW_ID);
  }

  /** value, root id if merged, parent id, index, row id. */
  static TableSchema tags(WriteDisposition disposition) {
    return nested("items__tags", "items", disposition);
  }

  static TableSchema nested(String name, String parent, WriteDisposition disposition) {
    return disposition == WriteDisposition.MERGE
        ? of(name, parent, disposition, VALUE, ROOT_ID, PARENT_ID, LIST_INDEX, ROW_ID)
        : of(name, parent, disposition, VALUE, PARENT_ID, LIST_INDEX, ROW_ID);
  }

  static TableSchema of(
      String name, @Nullable String parent, WriteDisposition disposition, Column... columns) {
    return new TableSchema(
        name,
        "items",
        parent,
        List.of(columns),
        Map.of(),
        disposition,
        disposition == WriteDisposition.MERGE ? MergeStrategy.UPSERT : null,
        null,
        MergeOptions.none(),
        null);
  }

  /** One value of a table with id, the column, load id, row id. */
  static TableSchema one(Column column) {
    return of("items", null, WriteDisposition.APPEND, column, LOAD_ID, ROW_ID);
  }

  /** A row for {@link #items}. */
  static @Nullable Object[] item(@Nullable Object id, @Nullable String name) {
    return new @Nullable Object[] {id, name, TestPackage.LOAD, "r" + id};
  }

  /** A tag of a merged item. */
  static @Nullable Object[] tag(Object item, int index, String value) {
    return new @Nullable Object[] {
      value, "r" + item, "r" + item, (long) index, "t" + item + "." + index
    };
  }

  static List<@Nullable Object> values(Row row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(row.value(i));
    }
    return values;
  }
}
