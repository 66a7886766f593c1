package dev.harbor.internal.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowIdsTest {
  private final RowIds ids = new RowIds();

  @Test
  void makesDltsIdOfANestedRow() {
    assertThat(ids.nested("parent", "items__größe🚀", 12)).isEqualTo("YTzH1n0KX5+Sdg");
  }

  @Test
  void makesDltsIdOfATextOfAnyLength() {
    assertThat(ids.ofText("x".repeat(3000) + "é🚀")).isEqualTo("PdJjPCM1dAPA3A");
    assertThat(ids.ofText("x".repeat(1021) + "é🚀")).isEqualTo("NNNlLSDgbJMcwQ");
    assertThat(ids.ofText("x".repeat(1020) + "é🚀")).isEqualTo("bDMBd/58FxEy6w");
  }

  @Test
  void makesDltsHashesOfTheEdgeInBothForms() {
    assertThat(ids.boundaryHash("7")).isEqualTo("+ZB5qOrG8FH6");
    assertThat(ids.oldBoundaryHash("7")).isEqualTo("+ZB5qOrG8FH6xOYrF/a8");
    assertThat(ids.boundaryHash("{\"a\":\"ü\",\"b\":1}")).isEqualTo("hWjDLsshXWpj");
    assertThat(ids.oldBoundaryHash("{\"a\":\"ü\",\"b\":1}")).isEqualTo("hWjDLsshXWpju1Pwv/IC");
    assertThat(ids.boundaryHash("[\"a\",2]")).isEqualTo("9EBaC13zYgAs");
  }

  @Test
  void takesHalfASurrogatePairForTheReplacementCharacter() {
    assertThat(ids.ofText("a\ud800b")).isEqualTo(ids.ofText("a\ufffdb"));
    assertThat(ids.ofText("a\udc00")).isEqualTo(ids.ofText("a\ufffd"));
  }

  @Test
  void drawsRandomIdsThatDoNotRepeat() {
    var other = new RowIds();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      assertThat(seen.add(ids.random())).isTrue();
      assertThat(seen.add(other.random())).isTrue();
    }
    assertThat(seen).allMatch(id -> id.matches("[A-Za-z0-9+/]{13}[AQgw]"));
  }

  @Test
  void drawsEveryBitAboutAsOftenAsNot() {
    int[] ones = new int[80];
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      byte[] bytes = Base64.getDecoder().decode(ids.random() + "==");
      for (int bit = 0; bit < 80; bit++) {
        ones[bit] += bytes[bit >> 3] >> (bit & 7) & 1;
      }
    }
    // Ten standard deviations: it does not fail by chance.
    for (int count : ones) {
      assertThat(count).isBetween(9300, 10_700);
    }
  }
}
