package dev.harbor.internal.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harbor.internal.json.Vectors;
import dev.harbor.schema.DataType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
  private final Identifiers names = ofAtMost(63);

  @Test
  void agreesWithDlt() {
    Identifiers of20 = ofAtMost(20);
    Identifiers of9 = ofAtMost(9);
    for (JsonNode vector : Vectors.read(IdentifiersTest.class, "names.jsonl")) {
      String name = vector.get(0).textValue();
      // dlt counts characters; a database cuts what has too many bytes without a word.
      if (vector.get(1).textValue().chars().anyMatch(c -> c >= 0x80)) {
        continue;
      }
      assertThat(
              List.of(names.column(name), of20.column(name), of9.table(name), of20.dataset(name)))
          .as("'%s'", name)
          .containsExactly(
              vector.get(2).textValue(),
              vector.get(3).textValue(),
              vector.get(4).textValue(),
              vector.get(5).textValue());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Small__Love__Potion, small__love__potion",
    "Small___Love____Potion_____x, small___love__potion___x",
    "small___love__potion___x, small___love__potion___x",
    "e_vent__value_value2___, e_vent__value_value2__x",
    "_a_____b, _a___b",
    "trail3___, trail3__x",
    "__lead2, lead2"
  })
  void keepsTwoUnderscoresAsALevel(String key, String column) {
    assertThat(names.column(key)).isEqualTo(column);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u3000\t", "__", "____", "__ __"})
  void namesAKeyWithoutAnyCharacter(String key) {
    assertThat(names.column(key)).isEqualTo("_empty");
    assertThat(names.table(key)).isEqualTo("_empty");
  }

  @Test
  void cutsLongKeysInTheMiddleAroundATag() {
    String key = "a_very_long_key_that_goes_on_and_on_until_no_database_wants_it_any_longer";
    assertThat(names.column(key))
        .isEqualTo("a_very_long_key_that_goes_on_jblhxadatabase_wants_it_any_longer");
    assertThat(names.column(key + "_2"))
        .isEqualTo("a_very_long_key_that_goes_on_npdnbatabase_wants_it_any_longer_2");
    assertThat(names.columnPath(List.of(names.column(key + "_dict"), "x")))
        .isEqualTo("a_very_long_key_that_goes_on_naml7g_wants_it_any_longer_dict__x");
    assertThat(names.columnPath(List.of(names.column(key + "_dict"), names.column(key))))
        .isEqualTo("a_very_long_key_that_goes_on_bd5r1wdatabase_wants_it_any_longer");
    assertThat(names.tablePath(List.of("items", names.table(key + "_list"))))
        .isEqualTo("items__a_very_long_key_that_guriweqase_wants_it_any_longer_list");
  }

  @Test
  void tagsTheRawNameSoThatNamesThatNormaliseAlikeStayApart() {
    Identifiers narrow = ofAtMost(12);
    assertThat(narrow.column("someLongName")).isNotEqualTo(narrow.column("some-long-name"));
    assertThat(names.column("someLongName")).isEqualTo(names.column("some-long-name"));
  }

  @Test
  void joinsLevelsAndShortensTheWholePath() {
    var parts =
        List.of("the_first_level_with_a_long_name", "the_second_level_with_a_long_name", "x");
    assertThat(names.tablePath(parts))
        .isEqualTo("the_first_level_with_a_long_nxe4gband_level_with_a_long_name__x");
    assertThat(ofAtMost(20).tablePath(parts)).isEqualTo("the_firxe4gbaname__x");
    assertThat(ofAtMost(9).columnPath(parts)).isEqualTo("thxe4gbax");
    assertThat(names.columnPath(List.of("d", "_empty"))).isEqualTo("d___empty");
    assertThat(names.columnPath(List.of("a", ""))).isEqualTo("a");
  }

  @Test
  void namesVariantsAfterTheirType() {
    assertThat(names.variant("confidence", DataType.BOOL)).isEqualTo("confidence__v_bool");
    assertThat(ofAtMost(9).variant("confidence", DataType.BOOL)).isEqualTo("coevcf0al");
  }

  @Test
  void joinsTheWordsOfADataset() {
    assertThat(names.dataset("My__Data Set")).isEqualTo("my_data_set");
  }

  @Test
  void fillsTheShortestLengthWithTheTag() {
    assertThat(ofAtMost(7).column("aaaaaaaaaa")).isEqualTo("aagofxa");
  }

  @Test
  void refusesALengthBelowTheTags() {
    assertThatThrownBy(() -> ofAtMost(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot shorten identifiers to 5 characters: the tag that keeps them apart has 6");
  }

  private static Identifiers ofAtMost(int maxLength) {
    return new Identifiers(SnakeCase.CONVENTION, maxLength, Set.of());
  }
}
