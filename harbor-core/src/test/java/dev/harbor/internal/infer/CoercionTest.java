package dev.harbor.internal.infer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harbor.internal.json.JsonNumber;
import dev.harbor.internal.json.Vectors;
import dev.harbor.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoercionTest {
  @Test
  void agreesWithDlt() {
    List<JsonNode> vectors = Vectors.read(CoercionTest.class, "coercions.jsonl");
    assertThat(vectors).hasSizeGreaterThan(1500);
    for (JsonNode vector : vectors) {
      DataType to = DataType.ofDocumentName(vector.get(0).textValue());
      DataType from = DataType.ofDocumentName(vector.get(1).textValue());
      Object expected = vector.get(3).isNull() ? null : carrier(to, vector.get(3).textValue());
      assertThat(Coercion.coerce(to, from, carrier(from, vector.get(2).textValue())))
          .as("%s from %s %s", to, from, vector.get(2))
          .isEqualTo(expected);
    }
  }

  @Test
  void givesTheCarrierOfTheColumn() {
    Set<DataType> seen = EnumSet.noneOf(DataType.class);
    for (JsonNode vector : Vectors.read(CoercionTest.class, "coercions.jsonl")) {
      DataType to = DataType.ofDocumentName(vector.get(0).textValue());
      DataType from = DataType.ofDocumentName(vector.get(1).textValue());
      Object value = Coercion.coerce(to, from, carrier(from, vector.get(2).textValue()));
      if (value != null && !(to == DataType.BIGINT && value instanceof BigInteger)) {
        assertThat(value).isInstanceOf(to.javaClass());
        seen.add(to);
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(DataType.values());
  }

  @ParameterizedTest
  @CsvSource({
    "DOUBLE, 1.10, 1.1",
    "TEXT, 1.10, 1.1",
    "TEXT, 3.0, 3.0",
    "TEXT, -0.0, -0.0",
    "TEXT, 1e400, 1e400",
    "DECIMAL, 1.10, 1.10",
    "DECIMAL, 0.1000000000000000055, 0.1000000000000000055",
    "WEI, 1e2, 1E+2",
    "BIGINT, 2.0, 2",
    "BIGINT, 9007199254740993.0, 9007199254740993",
    "BIGINT, 1e30, 1000000000000000000000000000000",
    "BOOL, 0.0, false",
    "BOOL, 0.5, true",
    "TIMESTAMP, 1709200000.25, 2024-02-29T09:46:40.250Z",
    "DATE, 1709200000.25, 2024-02-29"
  })
  void takesATokenWithAllItsDigits(DataType to, String token, String text) {
    assertThat(Coercion.coerce(to, DataType.DOUBLE, new JsonNumber(token))).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "BIGINT, 9223372036854775807, 9223372036854775807",
    "BIGINT, 9223372036854775808, 9223372036854775808",
    "DOUBLE, 9007199254740993, 9.007199254740992E15",
    "TEXT, 18446744073709551616, 18446744073709551616"
  })
  void takesATokenForAnInteger(DataType to, String token, String text) {
    assertThat(Coercion.coerce(to, DataType.BIGINT, new JsonNumber(token))).hasToString(text);
  }

  @Test
  void makesNoInfinityByAccident() {
    assertThat(Coercion.coerce(DataType.DOUBLE, DataType.DOUBLE, new JsonNumber("1e400"))).isNull();
    assertThat(Coercion.coerce(DataType.DOUBLE, DataType.TEXT, "-1e400")).isNull();
    assertThat(Coercion.coerce(DataType.DOUBLE, DataType.DECIMAL, new BigDecimal("1e400")))
        .isNull();
    assertThat(Coercion.coerce(DataType.DOUBLE, DataType.BIGINT, BigInteger.TEN.pow(400))).isNull();
    assertThat(Coercion.coerce(DataType.DOUBLE, DataType.TEXT, "-Infinity"))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void makesNoDecimalOfWhatIsNone() {
    assertThat(Coercion.coerce(DataType.DECIMAL, DataType.TEXT, "NaN")).isNull();
    assertThat(Coercion.coerce(DataType.WEI, DataType.DOUBLE, Double.NaN)).isNull();
    assertThat(Coercion.coerce(DataType.DECIMAL, DataType.DOUBLE, Double.POSITIVE_INFINITY))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+999999999", "1E-999999999", "-1E+10001"})
  void doesNotExpandExponentsWithoutEnd(String number) {
    assertThat(Coercion.coerce(DataType.BIGINT, DataType.DECIMAL, new BigDecimal(number))).isNull();
    assertThat(Coercion.coerce(DataType.BIGINT, DataType.DOUBLE, new JsonNumber(number))).isNull();
    assertThat(Coercion.coerce(DataType.DECIMAL, DataType.DOUBLE, new JsonNumber(number))).isNull();
    assertThat(Coercion.coerce(DataType.DECIMAL, DataType.TEXT, number)).isNull();
  }

  @Test
  void givesLargeIntegersToTheCaller() {
    BigInteger large = BigInteger.TWO.pow(63);
    assertThat(Coercion.coerce(DataType.BIGINT, DataType.TEXT, large.toString())).isEqualTo(large);
    assertThat(Coercion.coerce(DataType.BIGINT, DataType.BIGINT, BigInteger.ONE)).isEqualTo(1L);
  }

  private static Object carrier(DataType type, String text) {
    return switch (type) {
      case BOOL -> Boolean.valueOf(text);
      case BIGINT -> {
        BigInteger number = new BigInteger(text);
        yield number.bitLength() > 63 ? number : (Object) number.longValue();
      }
      case DOUBLE ->
          switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.valueOf(text);
          };
      case DECIMAL, WEI -> new BigDecimal(text);
      case TEXT, JSON -> text;
      case TIMESTAMP -> Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS);
      case DATE -> LocalDate.parse(text);
      case TIME -> LocalTime.parse(text);
      case BINARY -> HexFormat.of().parseHex(text);
    };
  }
}
