package dev.harbor.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "1e2, 100.0",
    "1.10, 1.1",
    "1.0, 1.0",
    "-0.0, -0.0",
    "0.25, 0.25",
    "1E+16, 1e+16",
    "100.00, 100.0",
    "1e-7, 1e-7"
  })
  void standsAsDltStoresIt(String token, String stored) {
    assertThat(text(token)).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource({"0.12345678901234567890", "1e400", "1e-400", "12345678901234567.5"})
  void keepsTheTokenWhereADoubleWouldLoseDigits(String token) {
    assertThat(text(token)).isEqualTo(token);
  }

  @ParameterizedTest
  @CsvSource({"1e999999999999, '\"1e999999999999\"'", "1e-10001, '\"1e-10001\"'"})
  void becomesTextWhereItsDigitsWouldNotEnd(String token, String stored) {
    assertThat(text(token)).isEqualTo(stored);
  }

  private static String text(String token) {
    char[] chars = ("[" + token).toCharArray();
    return ColumnNumbers.text(chars, 1, token.length());
  }
}
