package dev.harbor.examples.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.examples.support.UsageException;
import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.source.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the options of JsonToPostgres make of its resource. */
class ResourceOptionsTest {
  private static Resource resource(String... options) {
    String[] arguments = new String[options.length + 1];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = "-";
    return new ResourceOptions(JsonToPostgres.commandLine().parse(arguments))
        .applyTo(Resource.builder("items", (context, emitter) -> {}));
  }

  @ParameterizedTest
  @CsvSource({
    "upsert, UPSERT",
    "delete-insert, DELETE_INSERT",
    "insert-only, INSERT_ONLY",
    "scd2, SCD2"
  })
  void everyStrategyOfAMergeCanBeNamed(String word, MergeStrategy strategy) {
    assertThat(
            resource("--disposition", "merge", "--primary-key", "id", "--strategy", word)
                .strategy())
        .contains(strategy);
  }

  @Test
  void aMergeKeyNamesTheSlices() {
    Resource resource = resource("--disposition", "merge", "--merge-key", "day,region");

    assertThat(resource.mergeKey()).containsExactly("day", "region");
    assertThat(resource.strategy()).contains(MergeStrategy.DELETE_INSERT);
  }

  @Test
  void hintsOfColumnsSayWhatDeletesAndWhatSorts() {
    Resource resource =
        resource(
            "--disposition",
            "merge",
            "--primary-key",
            "id",
            "--columns",
            "{\"gone\":{\"hard_delete\":true},\"at\":{\"dedup_sort\":\"desc\"},\"day\":{\"merge_key\":true}}");

    assertThat(hints(resource, "gone").hints().hardDelete()).isTrue();
    assertThat(hints(resource, "at").hints().dedupSort()).isEqualTo("desc");
    assertThat(resource.mergeKey()).containsExactly("day");
  }

  private static ColumnDeclaration hints(Resource resource, String field) {
    return java.util.Objects.requireNonNull(resource.columns().get(field));
  }

  @Test
  void whatCannotBeMergedIsAMistakeOfTheCall() {
    assertThatThrownBy(() -> resource("--disposition", "merge", "--strategy", "delete-insert"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "Cannot build resource 'items': merge strategy DELETE_INSERT needs a primary key or a merge key; call primaryKey(...) or mergeKey(...)");
    assertThatThrownBy(() -> resource("--columns", "{\"at\":{\"dedup_sort\":\"newest\"}}"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "Cannot use hint 'dedup_sort' of column 'at' in --columns: it is \"newest\", expected \"asc\" or \"desc\"");
  }
}
