package dev.harbor.postgres;

import dev.harbor.destination.ByteSink;
import dev.harbor.destination.RowEncoder;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.LoadId;
import java.math.BigDecimal;
import java.util.List;

/**
 * Rows in the form of COPY BINARY, by Harbor's own column types. Rows of merged tables begin with a
 * hidden field, {@value #SEQUENCE}, the ordinal of their item. Confined to one thread.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, Binary Format</a>
 */
final class CopyEncoder implements RowEncoder {
  /** Hidden first column of merged tables while they are staged. */
  static final String SEQUENCE = "_h_seq";

  private static final long EPOCH_MICROS = 946_684_800_000_000L;
  private static final long EPOCH_DAYS = 10_957;
  private static final long MIN_TIMESTAMP = -211_813_488_000_000_000L;
  private static final long MIN_DATE = -2_451_545;
  private static final long MAX_DATE = 2_145_031_948;
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final byte[] LOAD_ID_PLACE = new byte[LoadId.LENGTH];

  private final Column[] columns;
  private final boolean sequenced;
  private final NumericWriter numerics = new NumericWriter();
  private ByteSink out = new ByteSink(0);
  private int next;

  CopyEncoder(WriteDisposition disposition, List<Column> layout) {
    this.columns = layout.toArray(Column[]::new);
    this.sequenced = isSequenced(disposition);
  }

  /** Whether rows of tables under a disposition begin with {@value #SEQUENCE}. */
  static boolean isSequenced(WriteDisposition disposition) {
    return disposition == WriteDisposition.MERGE;
  }

  @Override
  public void begin(ByteSink sink, long item) {
    out = sink;
    next = 0;
    if (sequenced) {
      out.putShort(columns.length + 1);
      out.putInt(8);
      out.putLong(item);
    } else {
      out.putShort(columns.length);
    }
  }

  @Override
  public void end() {
    if (next != columns.length) {
      throw new IllegalStateException(
          "Cannot end a row after %d of %d values".formatted(next, columns.length));
    }
  }

  @Override
  public void putNull() {
    next++;
    out.putInt(-1);
  }

  @Override
  public void putBool(boolean value) {
    next(DataType.BOOL);
    out.putInt(1);
    out.putByte(value ? 1 : 0);
  }

  @Override
  public void putBigint(long value) {
    int width = SqlTypes.integerBytes(next(DataType.BIGINT));
    out.putInt(width);
    if (width == 8) {
      out.putLong(value);
    } else if (width == 4) {
      requireFits(value == (int) value, "an integer of 32 bits");
      out.putInt((int) value);
    } else {
      requireFits(value == (short) value, "an integer of 16 bits");
      out.putShort((int) value);
    }
  }

  @Override
  public void putDouble(double value) {
    next(DataType.DOUBLE);
    out.putInt(8);
    out.putLong(Double.doubleToLongBits(value));
  }

  @Override
  public void putDecimal(BigDecimal value) {
    Column column = columns[next];
    if (column.type() != DataType.WEI) {
      next(DataType.DECIMAL);
    } else {
      next++;
    }
    numerics.put(out, value, SqlTypes.precision(column), SqlTypes.scale(column));
  }

  @Override
  public void putText(char[] chars, int offset, int length) {
    Column column = next(DataType.TEXT);
    int start = out.position();
    out.putInt(0);
    putUtf8(chars, offset, length);
    out.setInt(start, out.position() - start - 4);

    Integer longest = column.precision();
    if (longest != null
        && length > longest
        && Character.codePointCount(chars, offset, length) > longest) {
      throw new IllegalArgumentException("it does not fit a text of " + longest + " characters");
    }
  }

  @Override
  public void putTimestamp(long epochMicros) {
    next(DataType.TIMESTAMP);
    requireFits(epochMicros >= MIN_TIMESTAMP + EPOCH_MICROS, "a timestamp from 4714-11-24 BC on");
    out.putInt(8);
    out.putLong(epochMicros - EPOCH_MICROS);
  }

  @Override
  public void putDate(long epochDay) {
    next(DataType.DATE);
    requireFits(
        epochDay - EPOCH_DAYS >= MIN_DATE && epochDay - EPOCH_DAYS <= MAX_DATE,
        "a date from 4714-11-24 BC to 5874897-12-31");
    out.putInt(4);
    out.putInt((int) (epochDay - EPOCH_DAYS));
  }

  @Override
  public void putTime(long micros) {
    next(DataType.TIME);
    requireFits(micros >= 0 && micros <= DAY_MICROS, "a time within one day");
    out.putInt(8);
    out.putLong(micros);
  }

  @Override
  public void putBinary(byte[] value) {
    next(DataType.BINARY);
    out.putInt(value.length);
    out.putBytes(value, 0, value.length);
  }

  @Override
  public void putJson(char[] chars, int offset, int length) {
    next(DataType.JSON);
    int start = out.position();
    out.putInt(0);
    out.putByte(1);
    putUtf8(chars, offset, length);
    requireFits(!hasEscapedNul(chars, offset, length), "JSON without the character U+0000");
    out.setInt(start, out.position() - start - 4);
  }

  @Override
  public int putLoadId() {
    next(DataType.TEXT);
    out.putInt(LoadId.LENGTH);
    int place = out.position();
    out.putBytes(LOAD_ID_PLACE, 0, LoadId.LENGTH);
    return place;
  }

  private Column next(DataType given) {
    Column column = columns[next++];
    if (column.type() != given) {
      // The same width in another type would be stored as garbage.
      throw new IllegalStateException(
          "Cannot put a value of type %s into column '%s' of type %s"
              .formatted(given, column.name(), column.type()));
    }
    return column;
  }

  private static void requireFits(boolean fits, String what) {
    if (!fits) {
      throw new IllegalArgumentException("it does not fit " + what);
    }
  }

  /** jsonb cannot hold the escape either; {@code \\u0000} behind an escaped backslash is text. */
  private static boolean hasEscapedNul(char[] chars, int offset, int length) {
    for (int i = offset; i < offset + length - 5; i++) {
      if (chars[i] == '\\') {
        if (chars[i + 1] == 'u'
            && chars[i + 2] == '0'
            && chars[i + 3] == '0'
            && chars[i + 4] == '0'
            && chars[i + 5] == '0') {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private void putUtf8(char[] chars, int offset, int length) {
    byte[] target = out.ensure(Math.multiplyExact(length, 3));
    int start = out.position();
    int at = start;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      char c = chars[i];
      // Anything but 1 to 127; U+0000 becomes the greatest int and is met below.
      if (Integer.compareUnsigned(c - 1, 0x7F) < 0) {
        target[at++] = (byte) c;
      } else if (c < 0x80) {
        throw new IllegalArgumentException("it has the character U+0000");
      } else if (c < 0x800) {
        target[at++] = (byte) (0xC0 | (c >> 6));
        target[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        target[at++] = (byte) (0xE0 | (c >> 12));
        target[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        target[at++] = (byte) (0x80 | (c & 0x3F));
      } else {
        if (!Character.isHighSurrogate(c)
            || i + 1 == end
            || !Character.isLowSurrogate(chars[i + 1])) {
          throw new IllegalArgumentException("it has half of a surrogate pair");
        }
        int point = Character.toCodePoint(c, chars[++i]);
        target[at++] = (byte) (0xF0 | (point >> 18));
        target[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        target[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        target[at++] = (byte) (0x80 | (point & 0x3F));
      }
    }
    out.advance(at - start);
  }
}
