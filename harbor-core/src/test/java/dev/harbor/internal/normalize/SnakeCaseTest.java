package dev.harbor.internal.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harbor.internal.json.Vectors;
import dev.harbor.schema.NamingConvention;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnakeCaseTest {
  private static final long SEED = 20241122L;
  private static final String[] PIECES = {
    "a", "b", "Z", "I", "i", "X1", "Foo", "HTTP", "user", "0", "9", "_", "__", "___", " ", "-", "+",
    "*", "@", "|", ".", "/", "é", "İ", "ı", "ß", "日本", "🚀", "٣", "𝟗", "\t", "\u00a0", "\u0000",
    "\ud800", "'", "$"
  };

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "event value, event_value",
        "event-.!:*<>value, event_x_value",
        "1event_n', _1event_nx",
        "123event_n', _123event_nx",
        "123BaNaNa, _123_ba_na_na",
        "+-!$*@#=|:, x_xa_lx",
        "event__value_value2____, event_value_value2xxxx",
        "BANANA, banana",
        "BAN_ANA, ban_ana",
        "BANaNA, ba_na_na",
        "\" Small Love Potion \", small_love_potion",
        "BANANA_, bananax",
        "BANANA____, bananaxxxx",
        "+1, x1",
        "-1, _1",
        "\"\", _empty",
        "\"  \", _empty"
      })
  void readsTheCasesOfDltsOwnSuite(String name, String identifier) {
    assertThat(NamingConvention.snakeCase().normalize(name)).isEqualTo(identifier);
  }

  @Test
  void agreesWithDlt() {
    List<JsonNode> vectors = Vectors.read(SnakeCaseTest.class, "names.jsonl");
    assertThat(vectors).hasSizeGreaterThan(500);
    for (JsonNode vector : vectors) {
      assertThat(SnakeCase.CONVENTION.normalize(vector.get(0).textValue()))
          .as("'%s'", vector.get(0))
          .isEqualTo(vector.get(1).textValue());
    }
  }

  @Test
  void isIdempotent() {
    var random = new Random(SEED);
    var names = new Identifiers(SnakeCase.CONVENTION, 16, Set.of());
    for (int i = 0; i < 100_000; i++) {
      String name = name(random);
      String identifier = SnakeCase.CONVENTION.normalize(name);
      String column = names.column(name);
      assertThat(SnakeCase.CONVENTION.normalize(identifier))
          .as("seed %d, name %d: '%s'", SEED, i, name)
          .isEqualTo(identifier)
          .isNotBlank();
      assertThat(names.column(column))
          .as("seed %d, column %d: '%s'", SEED, i, name)
          .isEqualTo(column)
          .isNotBlank()
          .satisfies(c -> assertThat(c.codePointCount(0, c.length())).isLessThanOrEqualTo(16));
    }
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    int pieces = 1 + random.nextInt(8);
    for (int i = 0; i < pieces; i++) {
      name.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return name.toString();
  }
}
