package dev.harbor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.error.SourceException;
import dev.harbor.source.Extractor;
import dev.harbor.source.Incremental;
import dev.harbor.state.ResourceState;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordingEmitterTest {
  private final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
  private final RecordingEmitter recorded = new RecordingEmitter(clock);

  @Test
  void remembersWhatAnExtractorDoes() throws Exception {
    Extractor extractor =
        (context, emitter) -> {
          context.requested();
          context.requested();
          context.retried();
          context.waited(Duration.ofSeconds(2));
          context.waited(Duration.ofSeconds(3));
          emitter.emit(Map.of("id", 1L));
          context.setState(context.state().with("page", 2L));
          emitter.checkpoint();
          emitter.emit(List.of(Map.of("id", 2L), Map.of("id", 3L)));
          context.skipped("r/private", "it is private");
          context.moved("page", null, 2L);
          context.incomplete(new SourceException("Cannot read page 3"));
        };

    extractor.extract(recorded, recorded);

    assertThat(recorded.items())
        .containsExactly(Map.of("id", 1L), Map.of("id", 2L), Map.of("id", 3L));
    assertThat(recorded.safePoints())
        .containsExactly(new RecordingEmitter.SafePoint(1, ResourceState.of(Map.of("page", 2L))));
    assertThat(recorded.requests()).isEqualTo(2);
    assertThat(recorded.retries()).isEqualTo(1);
    assertThat(recorded.waitedTime()).isEqualTo(Duration.ofSeconds(5));
    assertThat(recorded.skipped()).containsExactly("r/private: it is private");
    assertThat(recorded.moved()).containsExactly("page: none -> 2");
    assertThat(recorded.incompleteCause())
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("Cannot read page 3");
    assertThat(recorded.clock()).isSameAs(clock);
  }

  @Test
  void beginsWhereARunBeforeEnded() {
    Incremental<Long> cursor = Incremental.ofLong("id").startingAt(5L);

    assertThat(recorded.startOf(Incremental.ofLong("other"))).isEmpty();
    assertThat(recorded.startOf(cursor)).contains(5L);
    recorded.startingAt(cursor, 9L).startingWith(ResourceState.of(Map.of("seen", true)));

    assertThat(recorded.startOf(cursor)).contains(9L);
    assertThat(recorded.state().values()).containsEntry("seen", true);
  }

  @Test
  void saysWhenNothingMoreCanBeInTheWindow() {
    recorded.stoppingAfter(2);

    assertThat(recorded.emit("a")).isTrue();
    assertThat(recorded.emit("b")).isFalse();
    assertThat(recorded.emitJson("\"c\"")).isFalse();
    assertThat(recorded.items()).containsExactly("a", "b", "c");
  }

  @Test
  void takesJsonAsDocumentListAndLines() {
    byte[] lines = "{\"id\":2}\n{\"id\":3}\n".getBytes(StandardCharsets.UTF_8);
    recorded.emitJson("{\"id\":1}");
    recorded.emitJson(lines);
    recorded.emitJson(
        new ByteArrayInputStream("[{\"id\":4},{\"id\":5}]".getBytes(StandardCharsets.UTF_8)));
    recorded.emitJson("  ");

    assertThat(recorded.items())
        .extracting(item -> ((Map<?, ?>) item).get("id"))
        .isEqualTo(List.of(1L, 2L, 3L, 4L, 5L));
  }

  @Test
  void readsEveryKindOfJsonValueExactly() {
    recorded.emitJson(
        """
        {"text": "a\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\u540D", "empty": "", "yes": true,
         "no": false, "none": null, "list": [], "map": {}, "deep": [[{"a": [1, {"b": -0}]}]],
         "long": -9223372036854775808, "integer": 9223372036854775808,
         "decimal": 0.10, "big": 1e400}
        """);

    Map<?, ?> item = (Map<?, ?>) recorded.items().get(0);
    assertThat(item.get("text")).isEqualTo("a\"\\/\b\f\n\r\t\u00e9\uD83D\uDE00\u540D");
    assertThat(item.get("empty")).isEqualTo("");
    assertThat(item.get("yes")).isEqualTo(true);
    assertThat(item.get("no")).isEqualTo(false);
    assertThat(item.containsKey("none")).isTrue();
    assertThat(item.get("none")).isNull();
    assertThat(item.get("list")).isEqualTo(List.of());
    assertThat(item.get("map")).isEqualTo(Map.of());
    assertThat(item.get("deep"))
        .isEqualTo(List.of(List.of(Map.of("a", List.of(1L, Map.of("b", 0L))))));
    assertThat(item.get("long")).isEqualTo(Long.MIN_VALUE);
    assertThat(item.get("integer")).isEqualTo(BigInteger.TWO.pow(63));
    assertThat(item.get("decimal")).isEqualTo(new BigDecimal("0.10"));
    assertThat(item.get("big")).isEqualTo(new BigDecimal("1e400"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{", "[1,", "[1 2]", "{\"a\"}", "{a:1}", "{\"a\":1,}", "\"open", "\"\\x\"", "\"\\u12\"",
        "tru", "nul", "01x", "-", "+1", "]", "\"tab\there\"", "{\"a\":}", "'a'"
      })
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> recorded.emitJson(text))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("Cannot read JSON: found ");
  }

  @Test
  void saysWhatItExpectedOfJson() {
    assertThatThrownBy(() -> recorded.emitJson("{\"a\" 1}"))
        .hasMessage("Cannot read JSON: found '1' at character 5, expected ':'");
    assertThatThrownBy(() -> recorded.emitJson("[1"))
        .hasMessage("Cannot read JSON: found its end at character 2, expected ']'");
    assertThatThrownBy(() -> recorded.emitJson("[".repeat(5_000)))
        .hasMessageContaining("at most 1000 levels");
  }

  /** A record is an item too. */
  private record Post(long id) {}

  /** Some value that cannot be an item. */
  private enum Kind {
    SELF
  }

  @Test
  void takesWhatHarborTakes() {
    recorded.emit(new Post(1));
    recorded.emit(Map.of("kind", Kind.SELF, "maybe", Optional.of(List.of(new byte[1]))));

    assertThat(recorded.items()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"$, 0", "$.a.b[1], 1", "'$.a, as a name', 2"})
  void refusesWhatCannotBeAnItem(String path, int shape) {
    Object unfit = new StringBuilder().getClass();
    Object item =
        switch (shape) {
          case 0 -> unfit;
          case 1 -> Map.of("a", Map.of("b", Arrays.asList("fine", unfit)));
          default -> Map.of("a", Collections.singletonMap(unfit, "b"));
        };

    assertThatThrownBy(() -> recorded.emit(item))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "Cannot take an item: found a value of class java.lang.Class at %s, expected a map, record, list or scalar"
                .formatted(path));
    assertThat(recorded.items()).isEmpty();
  }

  @Test
  void refusesNullAsAnItem() {
    assertThatThrownBy(() -> recorded.emit(Collections.singletonList(null)))
        .hasMessage("Cannot take an item: it is null at $[0]");
    assertThatThrownBy(() -> recorded.emitJson("null"))
        .hasMessage("Cannot take an item: it is null in JSON");
  }
}
