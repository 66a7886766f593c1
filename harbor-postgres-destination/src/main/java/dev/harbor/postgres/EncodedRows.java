package dev.harbor.postgres;

import dev.harbor.destination.Block;
import dev.harbor.destination.BlockReader;
import dev.harbor.destination.ByteSink;
import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.destination.TableRows;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of Harbor's own form, encoded while they are sent. Confined to one thread. */
final class EncodedRows implements BlockReader {
  private static final int BLOCK_BYTES = 256 * 1024;

  private final TableSchema schema;
  private final List<Column> layout;
  private final CopyEncoder encoder;
  private final RowReader rows;
  private final ByteSink sink = new ByteSink(BLOCK_BYTES);

  EncodedRows(TableRows table) {
    this.schema = table.schema();
    this.layout = schema.columns();
    this.encoder = new CopyEncoder(schema.writeDisposition(), layout);
    this.rows = table.openRows();
  }

  /** Native blocks of a table, whichever form its rows have. */
  static BlockReader open(TableRows table) {
    return table.isNative() ? table.openBlocks() : new EncodedRows(table);
  }

  @Override
  public @Nullable Block next() {
    sink.truncate(0);
    int count = 0;
    while (sink.position() < BLOCK_BYTES && rows.hasNext()) {
      put(rows.next());
      count++;
    }
    return count == 0 ? null : new Block(schema, layout, sink.array(), sink.position(), count);
  }

  private void put(Row row) {
    encoder.begin(sink, row.item());
    for (int i = 0; i < layout.size(); i++) {
      try {
        put(encoder, layout.get(i), row.value(i));
      } catch (IllegalArgumentException e) {
        throw new DestinationException(
            "Cannot load a value of item %d into column '%s' of table '%s': %s"
                .formatted(row.item(), layout.get(i).name(), schema.name(), e.getMessage()),
            e);
      }
    }
    encoder.end();
  }

  /** Puts a value of the class that goes with the column's type. */
  static void put(CopyEncoder encoder, Column column, @Nullable Object value) {
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
      case TIMESTAMP -> encoder.putTimestamp(epochMicros((Instant) value));
      case DATE -> encoder.putDate(((LocalDate) value).toEpochDay());
      case TIME -> encoder.putTime(((LocalTime) value).toNanoOfDay() / 1_000);
      case BINARY -> encoder.putBinary((byte[]) value);
      case JSON -> {
        char[] chars = ((String) value).toCharArray();
        encoder.putJson(chars, 0, chars.length);
      }
    }
  }

  private static long epochMicros(Instant instant) {
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("it does not fit a timestamp", e);
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
