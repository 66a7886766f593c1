package dev.harbor.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  @Test
  void agreesWithOrjson() {
    List<JsonNode> vectors = Vectors.read(CanonicalJsonTest.class, "canonical.jsonl");
    assertThat(vectors).hasSizeGreaterThan(250);
    for (JsonNode vector : vectors) {
      String document = vector.get(0).textValue();
      assertThat(CanonicalJson.sorted(Vectors.tree(document)))
          .as("sorted %s", document)
          .isEqualTo(vector.get(1).textValue());
      assertThat(JsonTree.compact(document))
          .as("ordered %s", document)
          .contains(vector.get(2).textValue());
    }
  }

  @Test
  void writesFloatsAsPythonsStrDoes() {
    int floats = 0;
    for (JsonNode vector : Vectors.read(CanonicalJsonTest.class, "canonical.jsonl")) {
      if (vector.has(3)) {
        assertThat(PythonForm.of(Double.parseDouble(vector.get(0).textValue())))
            .isEqualTo(vector.get(3).textValue());
        floats++;
      }
    }
    assertThat(floats).isGreaterThan(30);
    assertThat(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY))
        .extracting(PythonForm::of)
        .containsExactly("nan", "inf", "-inf");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-0, 0",
    "1.10, 1.1",
    "1e3, 1000.0",
    "-0.0, -0.0",
    "1E23, 1e+23",
    "1e400, null",
    "123456789012345678901234567890, 123456789012345678901234567890",
    "1e-400, 0.0"
  })
  void takesATokenWithFractionOrExponentForADouble(String token, String json) {
    assertThat(CanonicalJson.sorted(new JsonNumber(token))).isEqualTo(json);
  }

  @Test
  void writesValuesOfJavaAsDltsEncoderDoes() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("a", Instant.parse("2024-01-02T03:04:05Z"));
    values.put("b", Instant.parse("0024-01-02T03:04:05.000006999Z"));
    values.put("c", LocalDate.of(5, 1, 1));
    values.put("d", LocalTime.of(3, 4));
    values.put("e", LocalTime.of(3, 4, 5, 10_999));
    values.put("f", new byte[] {0, -1});
    values.put("g", new UUID(0, 5));
    values.put("h", new BigDecimal("1E+3"));
    values.put("i", new BigDecimal("1.50"));
    values.put("j", new BigInteger("18446744073709551616"));
    values.put("k", Double.NaN);
    values.put("l", 0.1f);
    assertThat(CanonicalJson.ordered(values))
        .isEqualTo(
            "{\"a\":\"2024-01-02T03:04:05+00:00\",\"b\":\"0024-01-02T03:04:05.000006+00:00\","
                + "\"c\":\"0005-01-01\",\"d\":\"03:04:00\",\"e\":\"03:04:05.000010\","
                + "\"f\":\"AP8=\",\"g\":\"00000000-0000-0000-0000-000000000005\","
                + "\"h\":\"1E+3\",\"i\":\"1.50\",\"j\":18446744073709551616,\"k\":null,\"l\":0.1}");
  }

  @Test
  void writesInstantsForHashesAsDltDoes() {
    var value =
        List.of(Instant.parse("1969-12-31T23:59:59.5Z"), Instant.parse("9999-12-31T00:00:00Z"));
    assertThat(CanonicalJson.ofBoundary(value)).isEqualTo("[-500000,253402214400000000]");
    assertThat(CanonicalJson.ofOldBoundary(value))
        .isEqualTo("[\"1969-12-31T23:59:59.500000Z\",\"9999-12-31T00:00:00Z\"]");
  }

  @Test
  void sortsMembersByCodePointAtEveryLevel() {
    Map<String, Object> inner = new HashMap<>();
    inner.put("\uffff", 1);
    inner.put("\ud83d\ude80", 2);
    inner.put("a", 3);
    inner.put("", 4);
    assertThat(CanonicalJson.sorted(List.of(inner)))
        .isEqualTo("[{\"\":4,\"a\":3,\"\uffff\":1,\"\ud83d\ude80\":2}]");
  }

  @Test
  void replacesHalfASurrogatePair() {
    assertThat(CanonicalJson.sorted("a\ud800b\udc00")).isEqualTo("\"a\ufffdb\ufffd\"");
  }

  @Test
  void appendsToWhatIsThere() {
    var out = new StringBuilder("id:");
    CanonicalJson.appendSorted(out, Map.of("a", true));
    assertThat(out).hasToString("id:{\"a\":true}");
  }

  @Test
  void writesAnyDepth() {
    Object value = 1;
    for (int i = 0; i < 100_000; i++) {
      List<Object> list = new ArrayList<>();
      list.add(value);
      value = list;
    }
    assertThat(CanonicalJson.sorted(value)).hasSize(200_001);
  }

  @Test
  void refusesAClassItDoesNotKnow() {
    assertThatThrownBy(() -> CanonicalJson.sorted(Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot write a value of class java.util.Optional as JSON: expected maps,"
                + " collections, text, booleans, numbers or times");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\"}",
        "01",
        "+1",
        "1.",
        ".5",
        "NaN",
        "nul",
        "'a'",
        "1 2",
        "\"a",
        "\"\\ud800\"",
        "{\"\\udc00\":1}",
        "1e400",
        "\ufeff1",
        "\"\t\"",
        "[1]]",
        "\"\\x\"",
        "{a:1}"
      })
  void readsOnlyJson(String text) {
    assertThat(JsonTree.compact(text)).isEmpty();
  }
}
