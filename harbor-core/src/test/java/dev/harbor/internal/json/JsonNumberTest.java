package dev.harbor.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {
  @ParameterizedTest
  @ValueSource(strings = {"1.0", "-0.0", "-0", "1e400", "1E-7", "9223372036854775808"})
  void keepsTheTokenAsItWasWritten(String token) {
    var number = new JsonNumber(token);
    assertThat(number.token()).isEqualTo(token);
    assertThat(number).hasToString(token).isEqualTo(new JsonNumber(token));
    assertThat(number).hasSameHashCodeAs(new JsonNumber(token));
  }

  @Test
  void isNotEqualToANumberWrittenInAnotherWay() {
    assertThat(new JsonNumber("1.0")).isNotEqualTo(new JsonNumber("1")).isNotEqualTo(1.0);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "-0, true", "1.0, false", "1e3, false", "1E3, false"})
  void isAnIntegerWithoutFractionAndExponent(String token, boolean integer) {
    assertThat(new JsonNumber(token).isInteger()).isEqualTo(integer);
  }

  @Test
  void givesTheExactValue() {
    assertThat(new JsonNumber("1.10").decimal()).isEqualTo(new BigDecimal("1.10"));
    assertThat(new JsonNumber("1e400").decimal()).isEqualTo(new BigDecimal("1e400"));
    assertThat(new JsonNumber("9223372036854775808").bigInteger())
        .isEqualTo(new BigInteger("9223372036854775808"));
    assertThatThrownBy(() -> new JsonNumber("1.0").bigInteger())
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("Cannot read '1.0' as an integer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e10001", "1E-10001", "0e999999999999", "1e+99999999999999999999"})
  void refusesToExpandAnExponentBeyondTenThousand(String token) {
    assertThatThrownBy(() -> new JsonNumber(token).decimal())
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("Cannot expand a number: its exponent is beyond 10000 digits");
    assertThat(new JsonNumber("1e-10000").decimal().scale()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 9223372036854775807, 2147483647",
    "9223372036854775808, 9223372036854775807, 2147483647",
    "-9223372036854775809, -9223372036854775808, -2147483648",
    "1e400, 9223372036854775807, 2147483647",
    "-1.9, -1, -1",
    "9007199254740993, 9007199254740993, 2147483647",
    "-0, 0, 0"
  })
  void narrowsToTheNearest(String token, long asLong, int asInt) {
    assertThat(new JsonNumber(token).longValue()).isEqualTo(asLong);
    assertThat(new JsonNumber(token).intValue()).isEqualTo(asInt);
  }

  @Test
  void isInfiniteAsADoubleBeyondTheirRange() {
    assertThat(new JsonNumber("-1e400").doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(new JsonNumber("0.1").floatValue()).isEqualTo(0.1f);
  }
}
