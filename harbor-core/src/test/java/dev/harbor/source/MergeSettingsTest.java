package dev.harbor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.WriteDisposition;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which settings of a merge go together. */
class MergeSettingsTest {
  private static Resource.Builder merged() {
    return Resource.builder("posts", (context, emitter) -> {}).disposition(WriteDisposition.MERGE);
  }

  private static void assertRefused(Consumer<Resource.Builder> settings, String reason) {
    Resource.Builder builder = merged();
    assertThatThrownBy(
            () -> {
              settings.accept(builder);
              builder.build();
            })
        .hasMessage("Cannot build resource 'posts': " + reason);
  }

  @Test
  void theStrategyFollowsFromTheKeys() {
    assertThat(merged().primaryKey("id").build().strategy()).contains(MergeStrategy.UPSERT);
    assertThat(merged().mergeKey("day").build().strategy()).contains(MergeStrategy.DELETE_INSERT);
    assertThat(merged().primaryKey("id").mergeKey("day").build().strategy())
        .contains(MergeStrategy.DELETE_INSERT);
    assertThat(
            merged()
                .primaryKey("id")
                .mergeKey("day")
                .strategy(MergeStrategy.UPSERT)
                .build()
                .strategy())
        .contains(MergeStrategy.UPSERT);
  }

  @Test
  void aResourceThatIsNotMergedHasNoStrategyButKeepsItForARunThatMerges() {
    Resource appended =
        merged()
            .mergeKey("day")
            .strategy(MergeStrategy.DELETE_INSERT)
            .disposition(WriteDisposition.APPEND)
            .build();

    assertThat(appended.strategy()).isEmpty();
    assertThat(appended.toBuilder().disposition(WriteDisposition.MERGE).build().strategy())
        .contains(MergeStrategy.DELETE_INSERT);
  }

  @Test
  void declaredColumnsMayNameTheKeys() {
    Resource resource =
        merged()
            .column(
                "id", ColumnDeclaration.untyped().withHints(ColumnHints.none().withPrimaryKey()))
            .column("day", ColumnDeclaration.untyped().withHints(ColumnHints.none().withMergeKey()))
            .build();

    assertThat(resource.primaryKey()).containsExactly("id");
    assertThat(resource.mergeKey()).containsExactly("day");
    assertThat(resource.strategy()).contains(MergeStrategy.DELETE_INSERT);
  }

  @Test
  void aMergeWithoutTheKeyThatItNeedsIsRefused() {
    assertRefused(
        builder -> {}, "write disposition MERGE needs a primary key; call primaryKey(...)");
    assertRefused(
        builder -> builder.strategy(MergeStrategy.UPSERT).mergeKey("day"),
        "write disposition MERGE needs a primary key; call primaryKey(...)");
    assertRefused(
        builder -> builder.strategy(MergeStrategy.INSERT_ONLY),
        "merge strategy INSERT_ONLY needs a primary key; call primaryKey(...)");
    assertRefused(
        builder -> builder.strategy(MergeStrategy.DELETE_INSERT),
        "merge strategy DELETE_INSERT needs a primary key or a merge key; call primaryKey(...) or mergeKey(...)");
  }

  @Test
  void settingsOfAnotherStrategyAreRefused() {
    assertRefused(
        builder -> builder.primaryKey("id").strategy(MergeStrategy.INSERT_ONLY).updateIfNewer("at"),
        "updateIfNewer(...) goes with the strategy UPSERT, not with INSERT_ONLY");
    assertRefused(
        builder -> builder.primaryKey("id").dedupSort("at", RowOrder.UNORDERED),
        "dedupSort needs ASCENDING or DESCENDING, not UNORDERED");
  }

  @Test
  void onlyOneFieldDeletesAndOneSorts() {
    assertRefused(
        builder -> builder.primaryKey("id").hardDelete("a").hardDelete("b"),
        "hardDelete is set for [a, b], but only one field can have it");
    assertRefused(
        builder ->
            builder
                .primaryKey("id")
                .dedupSort("a", RowOrder.ASCENDING)
                .dedupSort("b", RowOrder.DESCENDING),
        "dedupSort is set for [a, b], but only one field can have it");
  }
}
