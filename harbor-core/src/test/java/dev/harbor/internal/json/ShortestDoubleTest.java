package dev.harbor.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestDoubleTest {
  @Test
  void writesDoublesAsDltWritesThem() {
    SoftAssertions softly = new SoftAssertions();
    Documents.file("dlt/doubles.txt")
        .lines()
        .forEach(
            line -> {
              double value = Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(line, 0, 16));
              softly.assertThat(ShortestDouble.text(value)).isEqualTo(line.substring(17));
            });
    softly.assertAll();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "1, 1.0",
    "0.00001, 0.00001",
    "0.000001, 1e-6",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "2e23, 2e+23",
    "-1.5e300, -1.5e+300",
    "4.9e-324, 5e-324"
  })
  void turnsToAnExponentWhereOrjsonDoes(double value, String text) {
    assertThat(ShortestDouble.text(value)).isEqualTo(text);
  }
}
