package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type, stored by COPY BINARY and read back, as the server prints it and as Harbor reads it.
 */
class TypesIT {
  private final PostgresDestination destination =
      PostgresDestination.of(PostgresServer.dataSource());
  private final String dataset = PostgresServer.emptyDataset();

  static Stream<Arguments> values() {
    String nines = "9".repeat(29) + "." + "9".repeat(9);
    String wei = "9".repeat(78) + "." + "9".repeat(78);
    String astral = "\uD83D\uDE00 é € \u0001 ' \" \\";
    return Stream.of(
        value(DataType.BOOL, true, "true"),
        value(DataType.BOOL, false, "false"),
        value(DataType.BIGINT, 0L, "0"),
        value(DataType.BIGINT, Long.MIN_VALUE, "-9223372036854775808"),
        value(DataType.BIGINT, Long.MAX_VALUE, "9223372036854775807"),
        value(DataType.DOUBLE, 0.1, "0.1"),
        value(DataType.DOUBLE, -0.0, "-0"),
        value(DataType.DOUBLE, Double.MIN_VALUE, "5e-324"),
        value(DataType.DOUBLE, Double.MAX_VALUE, "1.7976931348623157e+308"),
        value(DataType.DOUBLE, Double.NaN, "NaN"),
        value(DataType.DOUBLE, Double.POSITIVE_INFINITY, "Infinity"),
        value(DataType.DOUBLE, Double.NEGATIVE_INFINITY, "-Infinity"),
        value(DataType.DECIMAL, new BigDecimal("0.000000000"), "0.000000000"),
        value(DataType.DECIMAL, new BigDecimal("-0.000000001"), "-0.000000001"),
        value(DataType.DECIMAL, new BigDecimal(nines), nines),
        value(DataType.DECIMAL, new BigDecimal("10000.500000000"), "10000.500000000"),
        value(DataType.WEI, new BigDecimal("-" + wei), "-" + wei),
        value(DataType.TEXT, "", ""),
        value(DataType.TEXT, astral, astral),
        value(DataType.TEXT, "x".repeat(1_000_000), "x".repeat(1_000_000)),
        value(
            DataType.TIMESTAMP,
            Instant.parse("2024-02-29T10:00:00.123456Z"),
            "2024-02-29 10:00:00.123456+00"),
        value(
            DataType.TIMESTAMP,
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            "1969-12-31 23:59:59.999999+00"),
        value(
            DataType.TIMESTAMP, Instant.parse("+12024-01-01T00:00:00Z"), "12024-01-01 00:00:00+00"),
        value(
            DataType.TIMESTAMP,
            Instant.parse("-0043-03-15T00:00:00Z"),
            "0044-03-15 00:00:00+00 BC"),
        value(DataType.DATE, LocalDate.of(1900, 2, 28), "1900-02-28"),
        value(DataType.DATE, LocalDate.of(12024, 1, 1), "12024-01-01"),
        value(DataType.DATE, LocalDate.of(-43, 3, 15), "0044-03-15 BC"),
        value(DataType.TIME, LocalTime.MIDNIGHT, "00:00:00"),
        value(DataType.TIME, LocalTime.of(23, 59, 59, 999_999_000), "23:59:59.999999"),
        value(DataType.JSON, "{\"a\": [1, null, 1.10]}", "{\"a\": [1, null, 1.10]}"),
        value(DataType.JSON, "\"\\\\u0000\"", "\"\\\\u0000\""),
        value(DataType.JSON, "null", "null"));
  }

  private static Arguments value(DataType type, Object value, String printed) {
    return Arguments.of(type, value, printed);
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsBackWhatItStored(DataType type, Object value, String printed) {
    TableSchema table = Tables.one(Column.optional("v", type));

    store(table, value);

    assertThat(printed()).isEqualTo(printed);
    assertThat(readBack(table)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("types")
  void readsBackNull(DataType type) {
    TableSchema table = Tables.one(Column.optional("v", type));

    store(table, null);

    assertThat(PostgresServer.query("SELECT v IS NULL FROM %s.items".formatted(dataset)))
        .containsExactly(List.of(true));
    assertThat(readBack(table)).isNull();
  }

  static Stream<DataType> types() {
    return Stream.of(DataType.values());
  }

  @Test
  void readsBackBytes() {
    TableSchema table = Tables.one(Column.optional("v", DataType.BINARY));

    store(table, new byte[] {0, -1, 127});

    assertThat(printed()).isEqualTo("\\x00ff7f");
    assertThat(readBack(table)).isEqualTo(new byte[] {0, -1, 127});
  }

  static Stream<Arguments> variants() {
    return Stream.of(
        variant(DataType.BIGINT, 16, null, null, -32_768L, "smallint", "-32768"),
        variant(DataType.BIGINT, 32, null, null, 2_147_483_647L, "integer", "2147483647"),
        variant(DataType.BIGINT, 64, null, null, 7L, "bigint", "7"),
        variant(
            DataType.DECIMAL,
            10,
            2,
            null,
            new BigDecimal("-12345678.90"),
            "numeric(10,2)",
            "-12345678.90"),
        variant(DataType.DECIMAL, 6, 0, null, new BigDecimal("1E+5"), "numeric(6,0)", "100000"),
        variant(
            DataType.TEXT, 2, null, null, "\uD83D\uDE00a", "character varying(2)", "\uD83D\uDE00a"),
        variant(
            DataType.TIMESTAMP,
            3,
            null,
            null,
            Instant.parse("2024-02-29T10:00:00.123Z"),
            "timestamp(3) with time zone",
            "2024-02-29 10:00:00.123+00"),
        variant(
            DataType.TIMESTAMP,
            null,
            null,
            false,
            Instant.parse("2024-02-29T10:00:00.5Z"),
            "timestamp without time zone",
            "2024-02-29 10:00:00.5"),
        variant(
            DataType.TIMESTAMP,
            0,
            null,
            false,
            Instant.parse("2024-02-29T10:00:00Z"),
            "timestamp(0) without time zone",
            "2024-02-29 10:00:00"),
        variant(
            DataType.TIME,
            3,
            null,
            null,
            LocalTime.of(1, 2, 3, 4_000_000),
            "time(3) without time zone",
            "01:02:03.004"));
  }

  private static Arguments variant(@Nullable Object... parts) {
    Column column =
        new Column(
            "v",
            (DataType) java.util.Objects.requireNonNull(parts[0]),
            true,
            (Integer) parts[1],
            (Integer) parts[2],
            (Boolean) parts[3],
            ColumnHints.none());
    return Arguments.of(column, parts[4], parts[5], parts[6]);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void keepsPrecisionScaleAndZone(Column column, Object value, String type, String printed) {
    TableSchema table = Tables.one(column);

    store(table, value);

    assertThat(PostgresServer.columns(dataset, "items")).containsEntry("v", type);
    assertThat(printed()).isEqualTo(printed);
    Object back = readBack(table);
    assertThat(back instanceof BigDecimal number ? number.compareTo((BigDecimal) value) : back)
        .isEqualTo(back instanceof BigDecimal ? 0 : value);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refusal(DataType.BIGINT, 16, 32_768L, "it does not fit an integer of 16 bits"),
        refusal(DataType.BIGINT, 32, 1L << 31, "it does not fit an integer of 32 bits"),
        refusal(DataType.TEXT, 2, "abc", "it does not fit a text of 2 characters"),
        refusal(DataType.TEXT, null, "a\u0000b", "it has the character U+0000"),
        refusal(DataType.TEXT, null, "a\uD800", "it has half of a surrogate pair"),
        refusal(DataType.TEXT, null, "\uDC00a", "it has half of a surrogate pair"),
        refusal(
            DataType.JSON,
            null,
            "\"\\u0000\"",
            "it does not fit JSON without the character U+0000"),
        refusal(
            DataType.DECIMAL,
            null,
            new BigDecimal("1E+29"),
            "it does not fit a decimal of 38 digits, 9 of them after the point"),
        refusal(
            DataType.DECIMAL,
            null,
            new BigDecimal("1E-10"),
            "it does not fit a decimal of 38 digits, 9 of them after the point"),
        refusal(
            DataType.TIMESTAMP,
            null,
            Instant.parse("-4714-01-01T00:00:00Z"),
            "it does not fit a timestamp from 4714-11-24 BC on"),
        refusal(DataType.TIMESTAMP, null, Instant.MAX, "it does not fit a timestamp"),
        refusal(
            DataType.DATE,
            null,
            LocalDate.MAX,
            "it does not fit a date from 4714-11-24 BC to 5874897-12-31"));
  }

  private static Arguments refusal(
      DataType type, @Nullable Integer precision, Object value, String reason) {
    return Arguments.of(
        new Column("v", type, true, precision, null, null, ColumnHints.none()), value, reason);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatTheServerWouldChangeOrReject(Column column, Object value, String reason) {
    assertThatThrownBy(() -> store(Tables.one(column), value))
        .isInstanceOf(DestinationException.class)
        .hasMessage("Cannot load a value of item 0 into column 'v' of table 'items': " + reason);
  }

  private void store(TableSchema table, @Nullable Object value) {
    destination.load(
        TestPackage.first(Tables.key(dataset))
            .rows(table, new @Nullable Object[] {value, TestPackage.LOAD, "r1"})
            .inHarborsForm());
  }

  private String printed() {
    // The driver sets the zone of the JVM; the text must not depend on it.
    return String.valueOf(
        PostgresServer.value(
            "SELECT v::text FROM %s.items, set_config('TimeZone', 'UTC', false)"
                .formatted(dataset)));
  }

  private @Nullable Object readBack(TableSchema table) {
    var id = destination.checkpoint(Tables.key(dataset)).orElseThrow().loadId();
    try (RowReader rows = destination.openRows(dataset, List.of(table), List.of(id))) {
      Row row = rows.next();
      assertThat(rows.hasNext()).isFalse();
      return row.value(0);
    }
  }
}
