package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.ByteSink;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericWriterTest {
  private final ByteSink sink = new ByteSink(16);

  @ParameterizedTest
  @CsvSource({
    "12345.6789, 00030001000000040001 09291A85",
    "-0.00012300, 0002FFFF40000008 000108FC",
    "0.0001, 0001FFFF00000004 0001",
    "10000, 0001000100000000 0001",
    "1E+4, 0001000100000000 0001",
    "9223372036854775808, 0005000400000000 039A0D2C0170156516B0",
    "0, 0000000000000000",
    "0E-20, 0000000000000000",
    "-1.50, 0002000040000002 00011388",
    "1.500000000000000, 0002000000000001 00011388"
  })
  void writesGroupsOfFourDigits(String value, String expected) {
    new NumericWriter().put(sink, new BigDecimal(value), 38, 9);

    byte[] bytes = Arrays.copyOf(sink.array(), sink.position());
    String hex = expected.replace(" ", "");
    assertThat(HexFormat.of().withUpperCase().formatHex(bytes))
        .isEqualTo("%08X".formatted(hex.length() / 2) + hex);
  }

  @ParameterizedTest
  @CsvSource({"1000, 5, 2", "123.456, 5, 2", "1E+400000000, 38, 9", "-1E-400000000, 38, 9"})
  void refusesDigitsThatTheServerWouldRoundAway(String value, int precision, int scale) {
    assertThatThrownBy(() -> new NumericWriter().put(sink, new BigDecimal(value), precision, scale))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "it does not fit a decimal of %d digits, %d of them after the point"
                .formatted(precision, scale));
    assertThat(sink.position()).isZero();
  }
}
