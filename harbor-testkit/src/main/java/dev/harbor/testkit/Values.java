package dev.harbor.testkit;

import dev.harbor.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** Values that a column of a type must keep exactly: ordinary ones, zero, extremes. */
final class Values {
  private static final int MEGABYTE = 1 << 20;

  private Values() {}

  static List<Object> of(DataType type) {
    return switch (type) {
      case BOOL -> List.of(true, false);
      case BIGINT -> List.of(42L, 0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE);
      case DOUBLE ->
          List.of(
              1.5,
              0.0,
              -0.0,
              0.1 + 0.2,
              Double.MAX_VALUE,
              -Double.MAX_VALUE,
              Double.MIN_VALUE,
              Double.POSITIVE_INFINITY,
              Double.NEGATIVE_INFINITY,
              Double.NaN);
      case DECIMAL -> decimals();
      case WEI ->
          List.of(
              BigDecimal.ONE,
              BigDecimal.ZERO,
              new BigDecimal(BigInteger.TWO.pow(256).subtract(BigInteger.ONE)),
              new BigDecimal(BigInteger.TWO.pow(256).subtract(BigInteger.ONE).negate()));
      case TEXT -> texts();
      case TIMESTAMP -> instants();
      case DATE -> dates();
      case TIME ->
          List.of(
              LocalTime.of(12, 30),
              LocalTime.MIDNIGHT,
              LocalTime.of(23, 59, 59, 999_999_000),
              LocalTime.of(0, 0, 0, 1_000));
      case BINARY -> List.of(new byte[] {1, 2, 3}, new byte[0], everyByte(), new byte[MEGABYTE]);
      case JSON -> documents();
    };
  }

  private static List<Object> decimals() {
    return List.of(
        new BigDecimal("1.5"),
        BigDecimal.ZERO,
        new BigDecimal("-0.000000001"),
        new BigDecimal("12345678901234567890123456789.123456789"),
        new BigDecimal("99999999999999999999999999999.999999999"),
        new BigDecimal("-99999999999999999999999999999.999999999"));
  }

  private static List<Object> texts() {
    return List.of(
        "text",
        "",
        " ",
        "quotes \" ' ` and \\ backslashes \\n",
        "lines\nand\r\ntabs\t\u0001\u007F",
        "\\N",
        "NULL",
        "Gr\u00FC\u00DFe \u540D\u524D \u0130\u0131",
        "surrogates \uD83D\uDE00\uD834\uDD1E \uFFFD \uFFFF",
        "x".repeat(MEGABYTE));
  }

  private static List<Object> instants() {
    return List.of(
        Instant.parse("2026-01-01T00:00:00.123456Z"),
        Instant.EPOCH,
        Instant.parse("1969-12-31T23:59:59.999999Z"),
        Instant.parse("1900-01-01T00:00:00.000001Z"),
        Instant.parse("0001-01-01T00:00:00Z"),
        Instant.parse("9999-12-31T23:59:59.999999Z"),
        Instant.parse("+12345-06-07T08:09:10.000011Z"));
  }

  private static List<Object> dates() {
    return List.of(
        LocalDate.of(2026, 2, 28),
        LocalDate.EPOCH,
        LocalDate.of(1969, 12, 31),
        LocalDate.of(1582, 10, 10),
        LocalDate.of(1, 1, 1),
        LocalDate.of(9999, 12, 31),
        LocalDate.of(12345, 6, 7));
  }

  private static List<Object> documents() {
    return List.of(
        "{\"a\":1}",
        "{}",
        "[]",
        "null",
        "\"text\"",
        "0",
        "true",
        "[1,[2,{\"b\":null}],\"\\\"quoted\\\"\",\"\uD83D\uDE00\"]",
        "12345678901234567890.123456789");
  }

  private static byte[] everyByte() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
