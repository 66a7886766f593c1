package dev.harbor.internal.spool;

import dev.harbor.destination.ByteSink;
import dev.harbor.destination.Row;
import dev.harbor.destination.RowEncoder;
import dev.harbor.internal.normalize.Carriers;
import dev.harbor.state.LoadId;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * Harbor's own form of rows, for destinations without one of theirs: a tag and a value per column.
 * Confined to one thread.
 */
final class RowForm implements RowEncoder {
  private static final byte NULL = 0;
  private static final byte FALSE = 1;
  private static final byte TRUE = 2;
  private static final byte LONG = 3;
  private static final byte DOUBLE = 4;
  private static final byte DECIMAL = 5;
  private static final byte TEXT = 6;
  private static final byte TIMESTAMP = 7;
  private static final byte DATE = 8;
  private static final byte TIME = 9;
  private static final byte BINARY = 10;
  private static final byte LOAD_ID = 11;

  private ByteSink out = new ByteSink(0);

  @Override
  public void begin(ByteSink sink, long item) {
    this.out = sink;
    out.putLong(item);
  }

  @Override
  public void end() {}

  @Override
  public void putNull() {
    out.putByte(NULL);
  }

  @Override
  public void putBool(boolean value) {
    out.putByte(value ? TRUE : FALSE);
  }

  @Override
  public void putBigint(long value) {
    putTagged(LONG, value);
  }

  @Override
  public void putDouble(double value) {
    putTagged(DOUBLE, Double.doubleToRawLongBits(value));
  }

  @Override
  public void putDecimal(BigDecimal value) {
    putArray(DECIMAL, value.toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void putText(char[] chars, int offset, int length) {
    out.putByte(TEXT);
    int at = out.position();
    out.putInt(0);
    out.setInt(at, out.putUtf8(chars, offset, length));
  }

  @Override
  public void putTimestamp(long epochMicros) {
    putTagged(TIMESTAMP, epochMicros);
  }

  @Override
  public void putDate(long epochDay) {
    putTagged(DATE, epochDay);
  }

  @Override
  public void putTime(long micros) {
    putTagged(TIME, micros);
  }

  @Override
  public void putBinary(byte[] value) {
    putArray(BINARY, value);
  }

  @Override
  public void putJson(char[] chars, int offset, int length) {
    putText(chars, offset, length);
  }

  @Override
  public int putLoadId() {
    out.putByte(LOAD_ID);
    return -1;
  }

  private void putTagged(byte tag, long value) {
    out.putByte(tag);
    out.putLong(value);
  }

  private void putArray(byte tag, byte[] value) {
    out.putByte(tag);
    out.putInt(value.length);
    out.putBytes(value, 0, value.length);
  }

  /**
   * Reads the next row.
   *
   * @param places for each column of the layout its place in the row
   * @param size number of columns of the row
   */
  static Row read(ByteBuffer in, int[] places, int size, LoadId loadId) {
    long item = in.getLong();
    @Nullable Object[] values = new Object[size];
    for (int place : places) {
      values[place] = value(in, loadId);
    }
    return new Row(item, values);
  }

  private static @Nullable Object value(ByteBuffer in, LoadId loadId) {
    byte tag = in.get();
    return switch (tag) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case LONG -> in.getLong();
      case DOUBLE -> Double.longBitsToDouble(in.getLong());
      case DECIMAL -> new BigDecimal(new String(array(in), StandardCharsets.US_ASCII));
      case TEXT -> new String(array(in), StandardCharsets.UTF_8);
      case TIMESTAMP -> Carriers.instant(in.getLong());
      case DATE -> LocalDate.ofEpochDay(in.getLong());
      case TIME -> LocalTime.ofNanoOfDay(in.getLong() * 1_000);
      case BINARY -> array(in);
      case LOAD_ID -> loadId.text();
      default -> throw new IllegalStateException("Cannot read a spooled value: its tag is " + tag);
    };
  }

  private static byte[] array(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }
}
