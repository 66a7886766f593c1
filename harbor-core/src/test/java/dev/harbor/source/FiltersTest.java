package dev.harbor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FiltersTest {
  record Post(String title, Optional<String> selftext, int score) {}

  private final Predicate<Object> wanted =
      Filters.anyContains(List.of("title", "selftext"), List.of("can't", "Straße", "ΟΔΟΣ", "café"));

  private boolean title(String text) {
    return wanted.test(Map.of("title", text));
  }

  @Test
  void letsThroughWhatContainsAWordInAnyField() {
    assertThat(title("I can't build")).isTrue();
    assertThat(wanted.test(Map.of("title", "x", "selftext", "you can't"))).isTrue();
    assertThat(title("I can")).isFalse();
    assertThat(wanted.test(Map.of("body", "can't"))).isFalse();
  }

  @Test
  void takesEveryApostropheForTheSame() {
    assertThat(title("CAN\u2019T")).isTrue();
    assertThat(title("can\u02BCt")).isTrue();
    assertThat(
            Filters.anyContains(List.of("title"), List.of("don\u2019t"))
                .test(Map.of("title", "don't")))
        .isTrue();
  }

  @Test
  void takesUpperAndLowerCaseOfAllScriptsForTheSame() {
    assertThat(title("STRASSE")).isTrue();
    assertThat(title("οδος")).isTrue();
    assertThat(title("οδοσ")).isTrue();
    assertThat(title("CAFE\u0301")).isTrue();
  }

  @Test
  void readsRecordsAndPassesOverWhatIsNoText() {
    assertThat(wanted.test(new Post("x", Optional.of("Can't"), 1))).isTrue();
    assertThat(wanted.test(new Post("x", Optional.empty(), 1))).isFalse();
    assertThat(wanted.test(Map.of("title", 7))).isFalse();
    assertThat(wanted.test(List.of("can't"))).isFalse();
  }

  @Test
  void refusesNoFieldNoWordAndABlankWord() {
    assertThatThrownBy(() -> Filters.anyContains(List.of(), List.of("a")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Filters.anyContains(List.of("a"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Filters.anyContains(List.of("a"), List.of(" ")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
