package dev.harbor.internal.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.run.RunFailedException;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.DataType;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Nesting;
import dev.harbor.source.NestingRules;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestingRulesTest {
  private static final String POST =
      "{\"id\":1,\"at\":\"2024-02-29T10:00:00Z\",\"author\":{\"name\":\"ann\",\"flair\":{\"text\":\"x\"}},"
          + "\"comments\":[{\"score\":1,\"author\":{\"name\":\"bob\"},\"replies\":[{\"n\":1},{\"n\":2}]},{\"score\":2}],"
          + "\"last\":true}";

  private final InMemoryDestination memory = new InMemoryDestination();

  private void load(UnaryOperator<Resource.Builder> settings, String json) {
    Resource.Builder builder = Resource.builder("posts", (c, out) -> out.emitJson(json));
    Pipeline.builder("test")
        .destination(memory)
        .dataset("raw")
        .build()
        .run(Source.of("s", settings.apply(builder).build()));
  }

  private List<String> columns(String table) {
    return memory.columns("raw", table).stream()
        .map(Column::name)
        .filter(name -> !name.startsWith("_dlt"))
        .toList();
  }

  private List<@Nullable Object> values(String table, String column) {
    return memory.rows("raw", table).stream().map(row -> row.get(column)).toList();
  }

  @Test
  void jsonKeepsAPlaceInOneColumnAndLeavesTheOthers() {
    load(
        r -> r.nesting("author.flair", Nesting.JSON).nesting("comments.replies", Nesting.JSON),
        POST);

    assertThat(columns("posts"))
        .containsExactlyInAnyOrder("id", "at", "last", "author__name", "author__flair");
    assertThat(values("posts", "author__flair")).containsExactly("{\"text\":\"x\"}");
    assertThat(values("posts__comments", "replies")).containsExactly("[{\"n\":1},{\"n\":2}]", null);
    assertThat(memory.tables("raw")).containsExactlyInAnyOrder("posts", "posts__comments");
  }

  @Test
  void dropLeavesOutScalarsDictionariesAndListsWithAllBelow() {
    load(
        r ->
            r.nesting("at", Nesting.DROP)
                .nesting("author", Nesting.DROP)
                .nesting("comments.replies", Nesting.DROP)
                .nesting("comments.author.name", Nesting.DROP),
        POST);

    assertThat(columns("posts")).containsExactly("id", "last");
    assertThat(values("posts", "last")).containsExactly(true);
    assertThat(columns("posts__comments")).containsExactly("score");
    assertThat(memory.tables("raw")).containsExactlyInAnyOrder("posts", "posts__comments");
  }

  @Test
  void aDroppedValueMayHaveAnyForm() {
    load(
        r -> r.nesting("d", Nesting.DROP),
        "{\"d\":null,\"a\":1} {\"d\":1.5e400,\"a\":2} {\"d\":[[{\"d\":[]}],\"x\",[]],\"a\":3}"
            + " {\"d\":{\"a\":{\"d\":{}}},\"a\":4} {\"d\":\"\\u0000\",\"a\":5} {\"d\":[],\"a\":6} {\"d\":12345678901234567890,\"a\":7}");

    assertThat(columns("posts")).containsExactly("a");
    assertThat(values("posts", "a")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void aDictionaryMayBeARowOfATableOfItsOwn() {
    load(r -> r.nesting("author", Nesting.CHILD_TABLE), POST);

    assertThat(columns("posts")).containsExactly("id", "at", "last");
    assertThat(values("posts__author", "name")).containsExactly("ann");
    assertThat(values("posts__author", "flair__text")).containsExactly("x");
    assertThat(values("posts__author", "_dlt_list_idx")).containsExactly(0L);
    assertThat(values("posts__author", "_dlt_parent_id")).isEqualTo(values("posts", "_dlt_id"));
    assertThat(values("posts__comments", "author__name")).containsExactly("bob", null);
  }

  @Test
  void aRuleHoldsWhateverTheMaxNestingIs() {
    load(
        r ->
            r.maxNesting(0)
                .nesting("author", Nesting.FLATTEN)
                .nesting("comments", Nesting.CHILD_TABLE),
        POST);

    assertThat(columns("posts"))
        .containsExactlyInAnyOrder("id", "at", "last", "author__name", "author__flair");
    assertThat(values("posts", "author__flair")).containsExactly("{\"text\":\"x\"}");
    assertThat(values("posts__comments", "replies")).containsExactly("[{\"n\":1},{\"n\":2}]", null);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,2", "2,3", "3,4", "1000,4"})
  void maxNestingCountsTheLevelsOfTables(int levels, int tables) {
    load(r -> r.maxNesting(levels), "{\"a\":[{\"b\":[{\"c\":[{\"d\":1}]}]}]}");

    assertThat(memory.tables("raw")).hasSize(tables);
  }

  @Test
  void columnsOfNestedTablesAreDeclaredByPath() {
    NestingRules rules =
        NestingRules.none()
            .column("comments.score", ColumnDeclaration.of(DataType.TEXT))
            .column(
                "comments.replies.n", ColumnDeclaration.of(DataType.DECIMAL).withPrecision(10, 2));
    load(r -> r.nesting(rules), POST);

    assertThat(values("posts__comments", "score")).containsExactly("1", "2");
    assertThat(memory.columns("raw", "posts__comments__replies").get(0).precision()).isEqualTo(10);
    assertThatThrownBy(
            () -> NestingRules.none().column("score", ColumnDeclaration.of(DataType.TEXT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a path with a point");
  }

  @Test
  void chosenColumnsOfTheRootAreRepeatedInEveryNestedRow() {
    NestingRules rules =
        NestingRules.none()
            .propagating("at", "_post_at")
            .propagating("id", "score")
            .propagating("absent", "nowhere");
    load(r -> r.nesting(rules), POST);

    Instant at = Instant.parse("2024-02-29T10:00:00Z");
    assertThat(values("posts__comments", "_post_at")).containsExactly(at, at);
    assertThat(values("posts__comments__replies", "_post_at")).containsExactly(at, at);
    assertThat(values("posts__comments", "score")).containsExactly(1L, 2L);
    assertThat(values("posts__comments__replies", "score")).containsExactly(1L, 1L);
    assertThat(columns("posts__comments")).doesNotContain("nowhere");
  }

  @ParameterizedTest
  @CsvSource({
    "APPEND, , false",
    "APPEND, true, true",
    "REPLACE, , false",
    "MERGE, , true",
    "REPLACE, true, true",
    "APPEND, false, false",
    "MERGE, true, true"
  })
  void nestedRowsHaveTheIdOfTheirRootByRuleOrAsSaid(
      WriteDisposition disposition, @Nullable Boolean said, boolean expected) {
    load(
        r -> {
          r.disposition(disposition).primaryKey("id");
          return said == null ? r : r.nesting(NestingRules.none().withRootKey(said));
        },
        POST);

    assertThat(memory.columns("raw", "posts__comments__replies"))
        .extracting(Column::name)
        .satisfies(names -> assertThat(names.contains("_dlt_root_id")).isEqualTo(expected));
    if (expected) {
      assertThat(values("posts__comments__replies", "_dlt_root_id"))
          .containsOnly(values("posts", "_dlt_id").get(0));
    }
  }

  @Test
  void aMergeOfNestedRowsWithoutTheIdOfTheirRootIsRefused() {
    assertThatThrownBy(
            () ->
                load(
                    r ->
                        r.disposition(WriteDisposition.MERGE)
                            .primaryKey("id")
                            .nesting(NestingRules.none().withRootKey(false)),
                    POST))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("'posts__comments'")
        .hasMessageContaining("it has no root key");
  }

  @Test
  void aNestedTableThatHasTheIdOfTheRootKeepsIt() {
    load(r -> r.nesting(NestingRules.none().withRootKey(true)), POST);
    load(r -> r.nesting(NestingRules.none().withRootKey(false)), POST);

    assertThat(values("posts__comments", "_dlt_root_id")).hasSize(4).doesNotContainNull();
  }
}
