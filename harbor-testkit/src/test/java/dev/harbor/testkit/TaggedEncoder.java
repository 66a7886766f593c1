package dev.harbor.testkit;

import static java.util.Objects.requireNonNull;

import dev.harbor.destination.Block;
import dev.harbor.destination.ByteSink;
import dev.harbor.destination.Row;
import dev.harbor.destination.RowEncoder;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.state.LoadId;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wire form for tests: a byte that says whether there is a value, then the value. */
final class TaggedEncoder implements RowEncoder {
  private static final int ABSENT = 0;
  private static final int PRESENT = 1;

  private @Nullable ByteSink sink;

  private ByteSink present() {
    requireNonNull(sink).putByte(PRESENT);
    return requireNonNull(sink);
  }

  private void bytes(byte[] value) {
    ByteSink out = present();
    out.putInt(value.length);
    out.putBytes(value, 0, value.length);
  }

  @Override
  public void begin(ByteSink out, long item) {
    sink = out;
    out.putLong(item);
  }

  @Override
  public void end() {
    sink = null;
  }

  @Override
  public void putNull() {
    requireNonNull(sink).putByte(ABSENT);
  }

  @Override
  public void putBool(boolean value) {
    present().putByte(value ? 1 : 0);
  }

  @Override
  public void putBigint(long value) {
    present().putLong(value);
  }

  @Override
  public void putDouble(double value) {
    present().putLong(Double.doubleToRawLongBits(value));
  }

  @Override
  public void putDecimal(BigDecimal value) {
    bytes(value.toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void putText(char[] chars, int offset, int length) {
    bytes(new String(chars, offset, length).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void putTimestamp(long epochMicros) {
    present().putLong(epochMicros);
  }

  @Override
  public void putDate(long epochDay) {
    present().putLong(epochDay);
  }

  @Override
  public void putTime(long micros) {
    present().putLong(micros);
  }

  @Override
  public void putBinary(byte[] value) {
    bytes(value);
  }

  @Override
  public void putJson(char[] chars, int offset, int length) {
    putText(chars, offset, length);
  }

  @Override
  public int putLoadId() {
    bytes(new byte[LoadId.LENGTH]);
    return requireNonNull(sink).position() - LoadId.LENGTH;
  }

  /** The rows of a block. */
  static List<Row> decode(Block block) {
    ByteBuffer in = ByteBuffer.wrap(block.bytes(), 0, block.length());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < block.rowCount(); i++) {
      long item = in.getLong();
      @Nullable Object[] values = new Object[block.layout().size()];
      for (int c = 0; c < values.length; c++) {
        Column column = block.layout().get(c);
        values[c] = in.get() == ABSENT ? null : value(column.type(), in);
      }
      rows.add(new Row(item, values));
    }
    if (in.hasRemaining()) {
      throw new IllegalStateException("%d bytes behind the last row".formatted(in.remaining()));
    }
    return rows;
  }

  private static Object value(DataType type, ByteBuffer in) {
    return switch (type) {
      case BOOL -> in.get() == 1;
      case BIGINT -> in.getLong();
      case DOUBLE -> Double.longBitsToDouble(in.getLong());
      case DECIMAL, WEI -> new BigDecimal(text(in));
      case TEXT, JSON -> text(in);
      case TIMESTAMP -> Instant.EPOCH.plus(in.getLong(), ChronoUnit.MICROS);
      case DATE -> LocalDate.ofEpochDay(in.getLong());
      case TIME -> LocalTime.ofNanoOfDay(in.getLong() * 1_000);
      case BINARY -> take(in);
    };
  }

  private static String text(ByteBuffer in) {
    return new String(take(in), StandardCharsets.UTF_8);
  }

  private static byte[] take(ByteBuffer in) {
    int length = in.getInt();
    if (length > in.remaining()) {
      throw new IllegalStateException("%d bytes announced behind the end".formatted(length));
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
