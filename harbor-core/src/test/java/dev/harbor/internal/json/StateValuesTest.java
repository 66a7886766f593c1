package dev.harbor.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harbor.error.DestinationException;
import dev.harbor.state.ResourceState;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateValuesTest {
  @Test
  void readsNumbersAsExactlyAsTheyStand() throws IOException {
    ObjectNode object =
        ExactJson.readObject(
            "{\"n\":[1,9223372036854775807,9223372036854775808,1.0,-0.0,1e+22,1.50,1e400]}");

    assertThat(StateValues.map(object).get("n"))
        .isEqualTo(
            List.of(
                1L,
                Long.MAX_VALUE,
                new BigInteger("9223372036854775808"),
                1.0,
                -0.0,
                1e22,
                new BigDecimal("1.50"),
                new BigDecimal("1e400")));
  }

  @Test
  void writesWhatItReads() throws IOException {
    Map<String, Object> values =
        Map.of(
            "values",
            List.of(1L, new BigInteger("9223372036854775808"), 0.1, 1e-7, true, "\uf0271", ""),
            "decimal",
            new BigDecimal("1.10"),
            "map",
            Map.of("deep", List.of(Map.of())));
    ObjectNode object = ExactJson.readObject("{}");

    StateValues.replace(object, values, "$");

    assertThat(StateValues.map(ExactJson.readObject(ExactJson.write(object)))).isEqualTo(values);
  }

  @Test
  void writesNumbersOfOtherClassesByTheirText() throws IOException {
    ObjectNode object = ExactJson.readObject("{}");

    StateValues.replace(
        object, ResourceState.of(Map.of("float", 0.1f)).with("short", (short) 3).values(), "$");

    assertThat(StateValues.map(object)).isEqualTo(Map.of("float", 0.1, "short", 3L));
  }

  @Test
  void leavesAloneWhatStaysTheSame() throws IOException {
    ObjectNode object =
        ExactJson.readObject("{\"z\":1e16,\"gone\":1,\"a\":{\"y\":1.50,\"x\":[1E5]},\"b\":1}");

    StateValues.replace(
        object,
        Map.of(
            "a",
            Map.of("x", List.of(new BigDecimal("1E5")), "y", new BigDecimal("1.50"), "new", 1L),
            "b",
            2L,
            "z",
            new BigDecimal("1e16")),
        "$");

    assertThat(ExactJson.write(object))
        .isEqualTo("{\"z\":1e16,\"a\":{\"y\":1.50,\"x\":[1E5],\"new\":1},\"b\":2}");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void refusesNumbersThatJsonDoesNotHave(double number) throws IOException {
    ObjectNode object = ExactJson.readObject("{}");
    Map<String, Object> values = Map.of("list", List.of(number));

    assertThatThrownBy(() -> StateValues.replace(object, values, "$.posts"))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot store the state at $.posts.list[0]: found "
                + number
                + ", expected a finite number");
  }

  @Test
  void refusesExponentsThatNoMemoryHolds() throws IOException {
    ObjectNode object = ExactJson.readObject("{\"n\":1e999999999}");

    assertThatThrownBy(() -> StateValues.map(object))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot read the state: found a number of 11 characters with an exponent beyond 9999");
  }
}
