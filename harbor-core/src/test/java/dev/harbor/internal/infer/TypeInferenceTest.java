package dev.harbor.internal.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunReport;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TypeDetector;
import dev.harbor.schema.TypeInference;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeInferenceTest {
  private final InMemoryDestination memory = new InMemoryDestination();

  private RunReport load(TypeInference inference, String json) {
    return run(inference, Resource.builder("items", (c, out) -> out.emitJson(json)).build());
  }

  private RunReport run(TypeInference inference, Resource resource) {
    return Pipeline.builder("test")
        .destination(memory)
        .dataset("raw")
        .inference(inference)
        .build()
        .run(Source.of("s", resource));
  }

  private Map<String, DataType> types() {
    return memory.columns("raw", "items").stream()
        .collect(Collectors.toMap(Column::name, Column::type));
  }

  private List<@Nullable Object> values(String column) {
    return memory.rows("raw", "items").stream().map(row -> row.get(column)).toList();
  }

  @Test
  void aColumnThatWasOnlyEverNullWaitsForItsFirstValue() {
    load(TypeInference.defaults(), "{\"id\":1,\"n\":null}");
    assertThat(types()).doesNotContainKey("n");

    load(TypeInference.defaults(), "{\"id\":2,\"n\":5}");
    assertThat(types()).containsEntry("n", DataType.BIGINT);
  }

  @Test
  void aSwitchCreatesAColumnThatWasOnlyEverNullAsText() {
    TypeInference inference = TypeInference.defaults().creatingNullsAsText();
    load(inference, "{\"id\":1,\"n\":null}");
    assertThat(types()).containsEntry("n", DataType.TEXT);

    load(inference, "{\"id\":2,\"n\":5}");
    assertThat(values("n")).containsExactly(null, "5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1975-05-21", "19750521", "1975-05", "1975", "1975/05/01"})
  void datesAreDetectedBySwitch(String text) {
    load(TypeInference.defaults(), "{\"d\":\"%s\"}".formatted(text));
    assertThat(types()).containsEntry("d", DataType.TEXT);

    load(
        TypeInference.defaults().withDetectors(TypeDetector.ISO_TIMESTAMP, TypeDetector.ISO_DATE),
        "{\"e\":\"%s\",\"at\":\"2024-02-29T10:00:00Z\"}".formatted(text));
    assertThat(types()).containsEntry("e", DataType.DATE).containsEntry("at", DataType.TIMESTAMP);
    assertThat((LocalDate) values("e").get(1)).hasYear(1975);
  }

  @ParameterizedTest
  @ValueSource(strings = {"197505", "75", "01-12", "10:30", "text", ""})
  void whatIsNoDateStaysText(String text) {
    load(
        TypeInference.defaults().withDetectors(TypeDetector.ISO_DATE),
        "{\"d\":\"%s\"}".formatted(text));

    assertThat(types()).containsEntry("d", DataType.TEXT);
  }

  @Test
  void secondsNearNowAreDetectedBySwitch() {
    long now = Instant.now().getEpochSecond();
    load(
        TypeInference.defaults().withDetectors(TypeDetector.EPOCH),
        "{\"a\":%d,\"b\":%d.25,\"c\":1,\"d\":%d,\"e\":\"2024-02-29T10:00:00Z\"}"
            .formatted(now, now, now + 6 * 31_536_000L));

    assertThat(types())
        .containsEntry("a", DataType.TIMESTAMP)
        .containsEntry("b", DataType.TIMESTAMP)
        .containsEntry("c", DataType.BIGINT)
        .containsEntry("d", DataType.BIGINT)
        .containsEntry("e", DataType.TEXT);
    assertThat(values("b")).containsExactly(Instant.ofEpochSecond(now, 250_000_000));
  }

  @Test
  void largeIntegersAreWeiBySwitch() {
    load(
        TypeInference.defaults().withDetectors(TypeDetector.LARGE_INTEGER),
        "{\"a\":9223372036854775808,\"b\":578960446186580977117854925043439539267,\"c\":-9223372036854775809,\"d\":7}");

    assertThat(types())
        .containsEntry("a", DataType.WEI)
        .containsEntry("b", DataType.TEXT)
        .containsEntry("c", DataType.DECIMAL)
        .containsEntry("d", DataType.BIGINT);
    assertThat(values("a")).containsExactly(new BigDecimal("9223372036854775808"));
    assertThat(values("b")).containsExactly("578960446186580977117854925043439539267");
  }

  @Test
  void unstorableTextIsReplacedAndCountedOrRefusedByChoice() {
    String json = "{\"a\":{\"b\":\"x\\u0000y\\ud800\"}}";
    assertThat(load(TypeInference.defaults(), json).resource("items").skipped())
        .containsExactly("characters: 2 NUL or lone surrogates became U+FFFD");
    assertThat(values("a__b")).containsExactly("x\ufffdy\ufffd");

    assertThatThrownBy(() -> load(TypeInference.defaults().refusingUnstorableText(), json))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("key 'b'")
        .hasMessageContaining("NUL or half a surrogate pair");
    assertThat(memory.rows("raw", "items")).hasSize(1);
  }

  @Test
  void nanAndInfinitiesKeepTheirValueBesideNumbersOfOtherTypes() {
    List<Double> odd = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    run(
        TypeInference.defaults(),
        Resource.builder(
                "items",
                (c, out) -> {
                  out.emit(Map.of("d", 1.5, "n", 1, "m", new BigDecimal("2.5")));
                  for (Double value : odd) {
                    out.emit(Map.of("d", value, "n", value, "m", value));
                  }
                })
            .build());

    assertThat(values("d").subList(1, 4)).containsExactlyElementsOf(odd);
    assertThat(values("n__v_double").subList(1, 4)).containsExactlyElementsOf(odd);
    assertThat(values("m__v_double").subList(1, 4)).containsExactlyElementsOf(odd);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,2024-03-31T02:30:00",
    "Europe/Berlin,2024-10-27T02:30:00",
    "America/New_York,2024-03-10T02:30:00",
    "America/New_York,2024-11-03T01:30:00",
    "Asia/Colombo,2024-06-01T00:00:00"
  })
  void aTimeWithoutAZoneIsInUtcWhateverTheJvmsZone(String zone, String time) {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      Map<String, Object> item = new HashMap<>();
      item.put("text", time);
      item.put("local", LocalDateTime.parse(time));
      run(TypeInference.defaults(), Resource.builder("items", (c, out) -> out.emit(item)).build());

      assertThat(values("text")).containsExactly(Instant.parse(time + "Z"));
      assertThat(values("local")).containsExactly(Instant.parse(time + "Z"));
    } finally {
      TimeZone.setDefault(before);
    }
  }
}
