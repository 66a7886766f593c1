package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.Pipeline;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What Harbor's dispositions make of small documents, beside what the real dlt 1.31 made. */
class GoldenMergeIT {
  /** Cases whose record is met exactly. */
  static final List<String> MET_EXACTLY =
      List.of(
          "103-append-with-key",
          "113-append-replace-append",
          "117-key-written-differently-delete-insert",
          "119-compound-key-with-separator",
          "121-delete-insert",
          "122-insert-only",
          "125-delete-insert-three-loads",
          "126-compound-key",
          "127-compound-key-delete-insert",
          "128-compound-key-that-joins-alike",
          "129-merge-key-only",
          "130-merge-key-and-primary-key",
          "134-null-in-key",
          "135-key-missing-in-one",
          "136-key-never-there",
          "138-key-name-normalised",
          "139-nested-key",
          "140-upsert-value-types",
          "141-upsert-null-overwrites",
          "142-upsert-new-column",
          "143-append-then-merge",
          "146-merge-then-append",
          "147-merge-then-replace",
          "148-merge-with-nothing",
          "150-hard-delete",
          "151-hard-delete-upsert",
          "153-hard-delete-unmatched-delete-insert",
          "154-hard-delete-by-timestamp",
          "155-hard-delete-insert-only",
          "156-dedup-sort-descending",
          "157-dedup-sort-ascending",
          "158-dedup-sort-and-hard-delete",
          "160-dedup-sort-across-loads",
          "170-scd2",
          "171-scd2-children",
          "172-scd2-reappears",
          "173-scd2-merge-key",
          "176-scd2-new-column");

  /** Cases in which Harbor does what their settings say instead; each is in a test below. */
  static final List<String> WHERE_DLT_ERRS =
      List.of(
          "118-key-written-differently",
          "123-insert-only-children",
          "131-duplicates-delete-insert",
          "132-duplicates-upsert-first-load",
          "133-duplicates-upsert-later-load",
          "137-merge-without-key",
          "144-append-then-merge-nested",
          "145-append-then-upsert-nested",
          "149-key-becomes-text",
          "152-hard-delete-unmatched",
          "159-dedup-sort-null",
          "174-scd2-compound-merge-key",
          "175-scd2-duplicates");

  @ParameterizedTest
  @FieldSource("MET_EXACTLY")
  void storesWhatDltStores(String name) {
    GoldenCase golden = GoldenCase.named(name);
    Pipeline pipeline = pipeline(golden);
    List<String> outcomes = golden.loadInto(pipeline);

    GoldenIT.assertMeets(golden, outcomes, CanonicalDataset.stored(pipeline.dataset()));
  }

  /** A row is its values, comma between; nested rows begin with the key of their root. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          118-key-written-differently      | id, v            | 1,b                     | 1,3
          123-insert-only-children         | id, name         | 1,Ada 2,Ben 3,Cem 4,Dag |
          131-duplicates-delete-insert     | id, v            | 1,c 2,b                 | 1,2 1,3
          132-duplicates-upsert-first-load | id, v            | 1,b                     | 1,2 1,3
          133-duplicates-upsert-later-load | id, v            | 1,c                     |
          144-append-then-merge-nested     | id, _dlt_load_id | 1,1 2,2 3,2             | 1,1 2,3 2,4 3,5
          145-append-then-upsert-nested    | id, _dlt_load_id | 1,1 2,2                 | 1,1 2,3 2,4
          152-hard-delete-unmatched        | id, v            | 1,a                     |
          159-dedup-sort-null              | id, v            | 1,b                     |
          """)
  void storesWhatItsSettingsSay(String name, String columns, String rows, String nested) {
    GoldenCase golden = GoldenCase.named(name);
    Pipeline pipeline = pipeline(golden);

    assertThat(golden.loadInto(pipeline)).containsOnly("loaded");
    assertThat(rows(pipeline.dataset(), columns)).containsExactly(rows.split(" "));
    if (nested != null) {
      assertThat(nested(pipeline.dataset())).containsExactly(nested.split(" "));
    }
  }

  @Test
  void insertOnlyLeavesTheNestedRowsOfExistingRowsAlone() {
    GoldenCase golden = GoldenCase.named("123-insert-only-children");
    Pipeline pipeline = pipeline(golden);
    golden.loadInto(pipeline);

    assertThat(
            strings(
                "SELECT i.id || ',' || t.value FROM %1$s.items__tags t JOIN %1$s.items i ON i._dlt_id = t._dlt_root_id ORDER BY 1",
                pipeline.dataset()))
        .containsExactly("1,a", "1,b", "2,c", "4,e");
    assertThat(strings("SELECT title FROM %1$s.items__jobs ORDER BY 1", pipeline.dataset()))
        .containsExactly("x");
  }

  @Test
  void aMergeWithoutAnyKeyIsRefusedWhenTheResourceIsBuilt() {
    GoldenCase golden = GoldenCase.named("137-merge-without-key");
    Pipeline pipeline = pipeline(golden);

    assertThatThrownBy(() -> golden.loadInto(pipeline))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot build resource 'items': merge strategy DELETE_INSERT needs a primary key or a merge key; call primaryKey(...) or mergeKey(...)");
  }

  @Test
  void aKeyOfAnotherTypeIsRefusedAndNothingIsWritten() {
    GoldenCase golden = GoldenCase.named("149-key-becomes-text");
    Pipeline pipeline = pipeline(golden);

    assertThat(golden.loadInto(pipeline)).containsExactly("loaded", "error");
    assertThat(rows(pipeline.dataset(), "id, v")).containsExactly("1,1");
    assertThat(GoldenCase.lastFailure())
        .hasMessageContaining(
            "column 'id' is BIGINT and part of the key, but holds 'x' of type TEXT");
  }

  @Test
  void compoundMergeKeysOfVersionsAreComparedColumnByColumn() {
    GoldenCase golden = GoldenCase.named("174-scd2-compound-merge-key");
    Pipeline pipeline = pipeline(golden);

    assertThat(golden.loadInto(pipeline)).containsOnly("loaded");
    assertThat(rows(pipeline.dataset(), "a, b, v, (_dlt_valid_to IS NULL)::text"))
        .containsExactly("1,11,1,false", "1,11,10,true", "11,1,2,true");
  }

  @Test
  void aVersionThatComesTwiceIsStoredOnce() {
    GoldenCase golden = GoldenCase.named("175-scd2-duplicates");
    Pipeline pipeline = pipeline(golden);

    assertThat(golden.loadInto(pipeline)).containsOnly("loaded");
    assertThat(rows(pipeline.dataset(), "id, v")).containsExactly("1,a", "2,b");
  }

  private static Pipeline pipeline(GoldenCase golden) {
    Pipeline pipeline =
        Pipeline.builder(golden.name())
            .destination(PostgresDestination.of(PostgresServer.dataSource()))
            .dataset(golden.name())
            .build();
    PostgresServer.execute("DROP SCHEMA IF EXISTS \"" + pipeline.dataset() + "\" CASCADE");
    return pipeline;
  }

  /** Rows of the items; load ids as the number of the load. */
  private static List<String> rows(String dataset, String columns) {
    String values =
        Stream.of(columns.split(", "))
            .map(
                column ->
                    column.equals("_dlt_load_id")
                        ? "(SELECT count(*) FROM %1$s._dlt_loads l WHERE l.load_id <= i._dlt_load_id)"
                        : column)
            .reduce((left, right) -> left + ", " + right)
            .orElseThrow();
    return strings("SELECT concat_ws(',', " + values + ") FROM %1$s.items i ORDER BY 1", dataset);
  }

  private static List<String> nested(String dataset) {
    return strings(
        "SELECT i.id || ',' || l.value FROM %1$s.items__l l LEFT JOIN %1$s.items i ON i._dlt_id = l._dlt_parent_id ORDER BY 1",
        dataset);
  }

  private static List<String> strings(String sql, String dataset) {
    return PostgresServer.query(sql.replace("%1$s", '"' + dataset + '"')).stream()
        .map(row -> String.valueOf(row.get(0)))
        .toList();
  }
}
