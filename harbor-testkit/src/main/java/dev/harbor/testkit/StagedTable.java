package dev.harbor.testkit;

import dev.harbor.destination.ByteSink;
import dev.harbor.destination.Row;
import dev.harbor.destination.RowEncoder;
import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.LoadId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of one table of a hand-made package, before anybody reads them. */
final class StagedTable {
  private static final int ROWS_PER_BLOCK = 3;

  private final TableSchema schema;
  private final List<Row> rows = new ArrayList<>();
  private final List<EncodedBlock> blocks = new ArrayList<>();
  private final Map<String, Long> children = new HashMap<>();
  private final int loadIdPlace;
  private boolean encoded;

  StagedTable(TableSchema schema) {
    this.schema = schema;
    this.loadIdPlace = schema.indexOf(KitTables.LOAD_ID);
  }

  TableSchema schema() {
    return schema;
  }

  int rowCount() {
    return rows.size();
  }

  boolean isEncoded() {
    return encoded;
  }

  List<EncodedBlock> blocks() {
    return blocks;
  }

  void add(long item, @Nullable Object[] values) {
    rows.add(new Row(item, values));
  }

  void addNested(long item, String parentId, @Nullable Object[] values) {
    children.merge(item + "/" + parentId, 1L, Long::sum);
    add(item, values);
  }

  /** How many rows the parent of an item has here already; items of one key share its id. */
  long childrenOf(long item, String parentId) {
    return children.getOrDefault(item + "/" + parentId, 0L);
  }

  /** Row id of the row that was added last. */
  String lastId() {
    if (rows.isEmpty()) {
      throw new IllegalStateException(
          "Cannot add a nested row: parent table '%s' has no row yet".formatted(schema.name()));
    }
    Row last = rows.get(rows.size() - 1);
    return String.valueOf(last.value(schema.indexOf(KitTables.ROW_ID)));
  }

  /** A row as it is read: with the load id that the package has by then. */
  Row row(int index, LoadId id) {
    Row row = rows.get(index);
    @Nullable Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == loadIdPlace ? id.text() : row.value(i);
    }
    return new Row(row.item(), values);
  }

  void encodeWith(RowEncoder encoder) {
    encoded = true;
    for (int from = 0; from < rows.size(); from += ROWS_PER_BLOCK) {
      int to = Math.min(rows.size(), from + ROWS_PER_BLOCK);
      ByteSink sink = new ByteSink(16);
      List<Integer> loadIds = new ArrayList<>();
      for (Row row : rows.subList(from, to)) {
        encoder.begin(sink, row.item());
        for (int i = 0; i < row.size(); i++) {
          if (i == loadIdPlace) {
            loadIds.add(encoder.putLoadId());
          } else {
            put(encoder, schema.columns().get(i), row.value(i));
          }
        }
        encoder.end();
      }
      byte[] bytes = Arrays.copyOf(sink.array(), sink.position());
      blocks.add(new EncodedBlock(this, from, to, bytes, List.copyOf(loadIds)));
    }
  }

  private static void put(RowEncoder encoder, Column column, @Nullable Object value) {
    if (value == null) {
      encoder.putNull();
      return;
    }
    switch (column.type()) {
      case BOOL -> encoder.putBool((Boolean) value);
      case BIGINT -> encoder.putBigint((Long) value);
      case DOUBLE -> encoder.putDouble((Double) value);
      case DECIMAL, WEI -> encoder.putDecimal((BigDecimal) value);
      case TEXT -> {
        char[] chars = ((String) value).toCharArray();
        encoder.putText(chars, 0, chars.length);
      }
      case TIMESTAMP -> encoder.putTimestamp(micros((Instant) value));
      case DATE -> encoder.putDate(((LocalDate) value).toEpochDay());
      case TIME -> encoder.putTime(((LocalTime) value).toNanoOfDay() / 1_000);
      case BINARY -> encoder.putBinary((byte[]) value);
      case JSON -> {
        char[] chars = ((String) value).toCharArray();
        encoder.putJson(chars, 0, chars.length);
      }
    }
  }

  private static long micros(Instant instant) {
    // Not ChronoUnit.MICROS.between: on JDK 17 it counts nanoseconds, which overflow in 2262.
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }
}
