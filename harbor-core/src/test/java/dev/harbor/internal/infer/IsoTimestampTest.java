package dev.harbor.internal.infer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harbor.internal.json.Vectors;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimestampTest {
  private final IsoTimestamp timestamp = new IsoTimestamp();

  @Test
  void takesWhatDltTakesForATimestamp() {
    List<JsonNode> vectors = Vectors.read(IsoTimestampTest.class, "iso-texts.jsonl");
    assertThat(vectors).hasSizeGreaterThan(450);
    for (JsonNode vector : vectors) {
      String text = vector.get(0).textValue();
      boolean expected = vector.get(1).textValue().equals("t");
      assertThat(parses(text)).as("'%s'", text).isEqualTo(expected);
      if (expected) {
        assertThat(timestamp.hasOffset()).as(text).isEqualTo(vector.get(2).booleanValue());
        assertThat(timestamp.epochMicros()).as(text).isEqualTo(vector.get(3).longValue());
      }
    }
  }

  @Test
  void tellsDatesAndTimesApart() {
    var iso = new IsoText();
    for (JsonNode vector : Vectors.read(IsoTimestampTest.class, "iso-texts.jsonl")) {
      String text = vector.get(0).textValue();
      String found =
          switch (iso.read(text.toCharArray(), 0, text.length())) {
            case NONE -> "n";
            case DATE -> "d " + LocalDate.ofEpochDay(iso.epochDay());
            case TIME -> "c " + LocalTime.ofNanoOfDay(iso.microsOfDayInUtc() * 1000);
            case DATE_TIME -> "t " + iso.hasOffset() + " " + iso.epochMicros();
          };
      assertThat(found).as("'%s'", text).isEqualTo(expected(vector));
    }
  }

  private static String expected(JsonNode vector) {
    return switch (vector.get(1).textValue()) {
      case "n" -> "n";
      case "d" -> "d " + vector.get(2).textValue();
      case "c" -> "c " + LocalTime.parse(vector.get(2).textValue());
      default -> "t " + vector.get(2).booleanValue() + " " + vector.get(3).longValue();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "1975-05-21T22:00:00Z, 1975-05-21T22:00:00Z",
    "2022-06-01T00:48:35.040Z, 2022-06-01T00:48:35.040Z",
    "2021-07-24 10:51, 2021-07-24T10:51:00Z",
    "2024-W09-4T10:00:00Z, 2024-02-29T10:00:00Z",
    "2024-060T10:00:00Z, 2024-02-29T10:00:00Z",
    "20240229T100000Z, 2024-02-29T10:00:00Z",
    "2024-02-29T23:59:59.999999999Z, 2024-02-29T23:59:59.999999Z",
    "1969-12-31T23:59:59.9999999Z, 1969-12-31T23:59:59.999999Z",
    "'2024-02-29T10:00:00,5Z', 2024-02-29T10:00:00.5Z",
    "2024-02-29T23:59:59-0530, 2024-03-01T05:29:59Z",
    "2024-02-29T10:00:00+02, 2024-02-29T08:00:00Z",
    "2024/02/29 10:00:00, 2024-02-29T10:00:00Z"
  })
  void isCutAtTheMicrosecondAndBroughtToUtc(String text, Instant instant) {
    assertThat(parses(text)).isTrue();
    assertThat(Instant.EPOCH.plus(timestamp.epochMicros(), ChronoUnit.MICROS)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1975-05-21",
        "22:00:00",
        "1975-05-01T27:00:00Z",
        "",
        "2024-02-29T24:00:00Z",
        "2024-02-29T23:59:60Z",
        "2024-02-29t10:00:00z",
        " 2024-02-29T10:00:00Z",
        "10000-01-01T00:00:00Z",
        "1709200000",
        "2024-01-01/2024-02-01",
        "a perfectly plain text",
        "2024 was a good year",
        "2024-02-29T10:00:00+24:00"
      })
  void refusesOtherTexts(String text) {
    assertThat(parses(text)).isFalse();
  }

  @Test
  void readsInsideALargerArrayAndForgetsTheTextBefore() {
    char[] chars = "x2024-02-29T10:00:00+02:00y".toCharArray();
    assertThat(timestamp.parse(chars, 1, chars.length - 2)).isTrue();
    assertThat(timestamp.hasOffset()).isTrue();
    assertThat(timestamp.parse(chars, 1, 19)).isTrue();
    assertThat(timestamp.hasOffset()).isFalse();
    assertThat(timestamp.epochMicros()).isEqualTo(1_709_200_800_000_000L);
    assertThat(timestamp.parse(chars, 0, chars.length)).isFalse();
  }

  private boolean parses(String text) {
    return timestamp.parse(text.toCharArray(), 0, text.length());
  }
}
