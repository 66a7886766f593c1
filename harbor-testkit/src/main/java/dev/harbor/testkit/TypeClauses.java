package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clauses about values: what goes in comes out, of every type that is declared. */
abstract class TypeClauses extends Clauses {
  TypeClauses(DestinationContract contract) {
    super(contract);
  }

  @Test
  @DisplayName("true, false and null of BOOL come back")
  void boolValues() throws Exception {
    comeBack(DataType.BOOL);
  }

  @Test
  @DisplayName("zero, both ends of 64 bits and null of BIGINT come back")
  void bigintValues() throws Exception {
    comeBack(DataType.BIGINT);
  }

  @Test
  @DisplayName("both zeros, extremes, infinities, NaN and null of DOUBLE come back")
  void doubleValues() throws Exception {
    comeBack(DataType.DOUBLE);
  }

  @Test
  @DisplayName("38 digits, zero and null of DECIMAL come back")
  void decimalValues() throws Exception {
    comeBack(DataType.DECIMAL);
  }

  @Test
  @DisplayName("a DECIMAL column with a precision and scale of its own keeps every digit")
  void decimalValuesOfAnotherScale() throws Exception {
    Column column = new Column("v", DataType.DECIMAL, true, 38, 20, null, ColumnHints.none());
    comeBack(
        column,
        List.of(
            new BigDecimal("123456789012345678.12345678901234567890"),
            new BigDecimal("-0.00000000000000000001")));
  }

  @Test
  @DisplayName("256 bits, zero and null of WEI come back")
  void weiValues() throws Exception {
    comeBack(DataType.WEI);
  }

  @Test
  @DisplayName("empty, blank, foreign and long TEXT comes back, surrogate pairs and null included")
  void textValues() throws Exception {
    comeBack(DataType.TEXT);
  }

  @Test
  @DisplayName("microseconds of TIMESTAMP come back, before 1970 and beyond 9999 too, and null")
  void timestampValues() throws Exception {
    comeBack(DataType.TIMESTAMP);
  }

  @Test
  @DisplayName("TIMESTAMP without zone comes back as the same instant in UTC")
  void timestampValuesWithoutZone() throws Exception {
    Column column =
        new Column("v", DataType.TIMESTAMP, true, null, null, false, ColumnHints.none());
    comeBack(
        column,
        List.of(
            Instant.parse("2026-03-29T02:30:00.123456Z"),
            Instant.parse("1969-12-31T23:59:59.999999Z")));
  }

  @Test
  @DisplayName("DATE comes back, before 1970 and beyond 9999 too, and null")
  void dateValues() throws Exception {
    comeBack(DataType.DATE);
  }

  @Test
  @DisplayName("both ends of the day and null of TIME come back")
  void timeValues() throws Exception {
    comeBack(DataType.TIME);
  }

  @Test
  @DisplayName("every byte, none, a megabyte and null of BINARY come back")
  void binaryValues() throws Exception {
    comeBack(DataType.BINARY);
  }

  @Test
  @DisplayName("every kind of JSON value and null come back")
  void jsonValues() throws Exception {
    comeBack(DataType.JSON);
  }

  private void comeBack(DataType type) throws Exception {
    comeBack(Column.optional("v", type), Values.of(type));
  }

  private void comeBack(Column column, List<Object> values) throws Exception {
    TableSchema table =
        KitTables.root("posts", APPEND, KitTables.key("id", DataType.BIGINT), column);
    if (!capabilities().dataTypes().contains(column.type())) {
      inEachForm(
          lane ->
              refuses(
                  lane,
                  table,
                  column.type().name(),
                  capabilities().dataTypes(),
                  1L,
                  values.get(0)));
      return;
    }
    inEachForm(
        lane -> {
          LoadPackages packages = lane.next();
          for (int i = 0; i < values.size(); i++) {
            packages.row(table, (long) i, values.get(i));
          }
          lane.load(packages.row(table, (long) values.size(), null));

          Map<Object, @Nullable Object> found = new HashMap<>();
          lane.values("posts", "id", "v")
              .forEach(row -> found.put(String.valueOf(row.get(0)), row.get(1)));
          assertThat(found).hasSize(values.size() + 1);
          for (int i = 0; i < values.size(); i++) {
            Object back = found.get(String.valueOf(i));
            assertThat(back)
                .as("value %d, %s", i, Preview.of(values.get(i)))
                .isInstanceOf(column.type().javaClass());
            assertThat(comparable(column, back))
                .as("value %d", i)
                .isEqualTo(comparable(column, values.get(i)));
          }
          assertThat(found.get(String.valueOf(values.size()))).isNull();
        });
  }

  /** Scale of decimals and white space of JSON are a destination's own affair. */
  private static @Nullable Object comparable(Column column, @Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (column.type() == DataType.JSON && value instanceof String json) {
      return json.replaceAll("\\s", "");
    }
    return value;
  }

  /** The beginning of a value, for messages. */
  private static final class Preview {
    private static final int MAX_LENGTH = 80;

    private static String of(Object value) {
      String text = String.valueOf(value);
      return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    }
  }
}
