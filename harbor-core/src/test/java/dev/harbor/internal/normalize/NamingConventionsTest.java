package dev.harbor.internal.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.error.SchemaContractException;
import dev.harbor.schema.NamingConvention;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import dev.harbor.state.CheckpointKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NamingConventionsTest {
  private static final long SEED = 20261122L;
  private static final int NAMES = 100_000;
  private static final String[] PIECES = {
    "a",
    "b",
    "Z",
    "I",
    "Foo",
    "HTTP",
    "user",
    "0",
    "9",
    "_",
    "__",
    "___",
    " ",
    "-",
    "+",
    "\n",
    "\"",
    "'",
    "\u25b6",
    ".",
    "\u00e9",
    "\u0130",
    "\u65e5\u672c",
    "\ud83d\ude80",
    "\u0663",
    "\u0000",
    "\ud800"
  };

  static Stream<NamingConvention> conventions() {
    return Stream.of(
        NamingConvention.snakeCase(),
        NamingConvention.duckCase(),
        NamingConvention.direct(),
        NamingConvention.sqlCaseSensitive(),
        NamingConvention.sqlCaseInsensitive(),
        name -> name.replace(' ', '-').toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "event-.!:*<>value, event_value, event_value",
        "1event_n', _1event_n, _1event_n",
        "+-!$*@#=|:, _, _",
        "_, _, _",
        "+1, _1, _1",
        "-1, _1, _1",
        "123BaNaNa, _123BaNaNa, _123banana",
        "Small Love Potion, Small_Love_Potion, small_love_potion",
        "BANaNA, BANaNA, banana",
        "event_value_value2____, event_value_value2, event_value_value2"
      })
  void sqlConventionsReadTheCasesOfDltsOwnSuite(String name, String sensitive, String lower) {
    assertThat(NamingConvention.sqlCaseSensitive().normalize(name)).isEqualTo(sensitive);
    assertThat(NamingConvention.sqlCaseInsensitive().normalize(name)).isEqualTo(lower);
    assertThat(names(NamingConvention.sqlCaseSensitive(), 63).column("___a___b"))
        .isEqualTo("_a___b");
  }

  @Test
  void duckCaseAndDirectReplaceNoMoreThanAFewCharacters() {
    NamingConvention duck = NamingConvention.duckCase();
    assertThat(List.of("+1", "-1", "1-1", "\ud83e\udd86", "it's"))
        .allSatisfy(name -> assertThat(duck.normalize(name)).isEqualTo(name));
    assertThat(duck.normalize(" a\n\r\"b ")).isEqualTo("a_b");
    assertThat(NamingConvention.direct().normalize("a__'\"\nB \u25b6")).isEqualTo("a_____B _");
    assertThat(names(NamingConvention.direct(), 63).columnPath(List.of("a", "B__c")))
        .isEqualTo("a\u25b6B__c");
    assertThat(names(NamingConvention.direct(), 63).tablePath(List.of("Items", "tags")))
        .isEqualTo("Items\u25b6tags");
  }

  @ParameterizedTest
  @MethodSource("conventions")
  void fitsIsIdempotentAndNeverCollidesOver100000Names(NamingConvention convention) {
    var random = new Random(SEED);
    int unstable = 0;
    for (int maxLength : new int[] {24, 63}) {
      Map<String, String> whole = new HashMap<>();
      Identifiers names = names(convention, maxLength);
      Identifiers unlimited = names(convention, 100_000);
      for (int i = 0; i < NAMES / 2; i++) {
        String key = key(random);
        String column = names.column(key);
        assertThat(column.getBytes(StandardCharsets.UTF_8).length)
            .as("%d of %s", i, key)
            .isBetween(1, maxLength);
        // dlt's cut may fall into a separator: such a name reads as another one, in dlt too.
        if (!names.column(column).equals(column)) {
          assertThat(unlimited.column(key))
              .as("%d: '%s'", i, key)
              .hasSizeGreaterThan(maxLength / 4);
          unstable++;
        }
        String before = whole.putIfAbsent(column, unlimited.column(key));
        assertThat(before == null || before.equals(unlimited.column(key)))
            .as("'%s' of '%s' and '%s'", column, key, before)
            .isTrue();
      }
    }
    assertThat(unstable).isLessThan(NAMES / 200);
  }

  @Test
  void anOwnConventionThatMakesNothingOfANameIsNamed() {
    Identifiers names = names(name -> "", 63);

    assertThatThrownBy(() -> names.column("a"))
        .isInstanceOf(SchemaContractException.class)
        .hasMessageContaining("'a'")
        .hasMessageContaining("made nothing of it");
  }

  @Test
  void tablesAndColumnsAreNamedByTheConventionOfThePipeline() {
    InMemoryDestination memory = new InMemoryDestination();
    Source source =
        Source.of(
            "s",
            Resource.builder(
                    "My Items",
                    (c, out) -> out.emitJson("{\"Id\":1,\"A b\":{\"c\":\"x\"},\"Tags\":[1]}"))
                .build());
    Pipeline.builder("test")
        .destination(memory)
        .dataset("raw")
        .naming(NamingConvention.direct())
        .build()
        .run(source);

    assertThat(memory.tables("raw")).containsExactlyInAnyOrder("My Items", "My Items\u25b6Tags");
    assertThat(memory.columns("raw", "My Items"))
        .extracting(column -> column.name())
        .containsExactly("Id", "A b\u25b6c", "_dlt_load_id", "_dlt_id");
    assertThat(
            memory
                .checkpoint(new CheckpointKey("raw", "test", "s", "My Items"))
                .orElseThrow()
                .naming())
        .isEqualTo("direct");
  }

  private static String key(Random random) {
    StringBuilder name = new StringBuilder();
    int pieces = 1 + random.nextInt(30);
    for (int i = 0; i < pieces; i++) {
      name.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return name.toString();
  }

  private static Identifiers names(NamingConvention convention, int maxLength) {
    return new Identifiers(convention, maxLength, Set.of());
  }
}
