package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.Pipeline;
import dev.harbor.run.PipelineListener;
import dev.harbor.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Harbor stores of small documents is what the real dlt 1.31 stored of them. */
class GoldenIT {
  /** Cases whose record is met exactly; one that is in no list has no folder here. */
  static final List<String> MET_EXACTLY =
      List.of(
          "001-plain-scalars",
          "002-integers-32-and-64-bits",
          "005-doubles",
          "006-exponent-without-fraction",
          "007-booleans",
          "008-timestamps-with-zone",
          "009-timestamps-without-zone",
          "010-timestamp-fraction-beyond-micros",
          "011-which-strings-are-timestamps",
          "012-dates-and-times-stay-text",
          "013-numbers-in-text-stay-text",
          "014-empty-and-blank-strings",
          "015-unicode-text",
          "017-long-text",
          "018-epoch-numbers-stay-numbers",
          "019-column-named-like-a-type",
          "020-null-first-then-value",
          "021-always-null",
          "022-null-in-nested",
          "023-null-in-list",
          "024-null-later",
          "050-dictionary-levels",
          "051-column-order",
          "052-lists-of-scalars",
          "053-lists-of-dictionaries",
          "054-lists-of-lists",
          "055-mixed-list",
          "056-empty-list-and-dictionary",
          "057-empty-key",
          "058-deep-nesting",
          "100-append-twice",
          "101-append-nothing",
          "102-append-nothing-first",
          "110-replace",
          "111-replace-by-nothing",
          "112-replace-new-columns",
          "120-upsert",
          "124-upsert-three-loads",
          "180-incremental-integers",
          "181-incremental-with-key",
          "184-incremental-merge",
          "188-incremental-nothing-new");

  /** Cases in which Harbor does what their settings say instead; each has a test of its own. */
  static final List<String> WHERE_DLT_ERRS =
      List.of("003-integer-2-to-63", "004-integer-beyond-64-bits", "016-nul-in-text");

  @ParameterizedTest
  @FieldSource("MET_EXACTLY")
  void storesWhatDltStores(String name) {
    GoldenCase golden = GoldenCase.named(name);
    Pipeline pipeline = pipeline(golden);
    List<String> outcomes = golden.loadInto(pipeline);

    assertMeets(golden, outcomes, CanonicalDataset.stored(pipeline.dataset()));
  }

  /** In the order in which a difference is easiest to understand. */
  static void assertMeets(GoldenCase golden, List<String> outcomes, CanonicalDataset stored) {
    Map<String, Object> expected = golden.expected();
    CanonicalDataset recorded = CanonicalDataset.recorded(expected);
    List<Map<String, Object>> perLoad = Json.elements(expected, "perLoad");
    assertThat(outcomes).isEqualTo(perLoad.stream().map(load -> load.get("outcome")).toList());
    assertThat(stored.shape()).isEqualTo(recorded.shape());
    assertThat(stored.rows()).isEqualTo(recorded.rows());
    assertThat(stored.trees(recorded.ids())).isEqualTo(recorded.trees(recorded.ids()));
    assertThat(stored.loads()).isEqualTo(recorded.loads());
    assertThat(Json.lines(stored.schema())).isEqualTo(Json.lines(recorded.schema()));
    assertThat(Json.line(stored.cursors())).isEqualTo(Json.line(recorded.cursors()));
  }

  @Test
  void anIntegerBeyond64BitsBesideSmallerOnesGoesToADecimalVariant() {
    CanonicalDataset stored = loaded("003-integer-2-to-63");

    assertThat(columns(stored))
        .containsExactly(
            "id bigint",
            "n bigint",
            "_dlt_load_id character varying",
            "_dlt_id character varying",
            "n__v_decimal numeric(38,0)");
    assertThat(values(stored, "id", "n", "n__v_decimal"))
        .containsExactlyInAnyOrder("[1,1,null]", "[2,null,\"9223372036854775808\"]");
    assertThat(Json.line(column(stored, "n__v_decimal")))
        .isEqualTo("{\"data_type\":\"decimal\",\"precision\":38,\"scale\":0,\"variant\":true}");
  }

  @Test
  void anIntegerBeyond64BitsKeepsAllItsDigits() {
    CanonicalDataset stored = loaded("004-integer-beyond-64-bits");

    assertThat(columns(stored))
        .containsExactly(
            "id bigint",
            "n numeric(38,0)",
            "_dlt_load_id character varying",
            "_dlt_id character varying");
    assertThat(values(stored, "id", "n")).containsExactly("[1,\"123456789012345678901234567890\"]");
  }

  @Test
  void aNulInTextBecomesAReplacementCharacterAndIsCounted() {
    GoldenCase golden = GoldenCase.named("016-nul-in-text");
    List<String> skipped = new ArrayList<>();
    Pipeline pipeline =
        pipeline(
            golden,
            new PipelineListener() {
              @Override
              public void runFinished(RunReport report) {
                skipped.addAll(report.resource("items").skipped());
              }
            });

    assertThat(golden.loadInto(pipeline)).containsExactly("loaded");
    assertThat(values(CanonicalDataset.stored(pipeline.dataset()), "id", "s"))
        .containsExactlyInAnyOrder("[1,\"a\"]", "[2,\"a\ufffdb\"]");
    assertThat(skipped).containsExactly("characters: 1 NUL or lone surrogates became U+FFFD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_dlt_loads", "_dlt_version", "_dlt_pipeline_state"})
  void systemTablesHaveDltsColumns(String table) {
    GoldenCase golden = GoldenCase.named("001-plain-scalars");
    Pipeline pipeline = pipeline(golden);
    golden.loadInto(pipeline);

    Map<String, Object> recorded =
        Json.object(GoldenCase.text(GoldenCase.resources().resolve("system-tables.json")));
    assertThat(CanonicalDataset.columns(pipeline.dataset(), table))
        .isEqualTo(Json.elements(recorded, table));
  }

  @Test
  void everyCaseOfTheFolderIsInOneOfTheLists() throws IOException {
    List<String> listed = new ArrayList<>(MET_EXACTLY);
    listed.addAll(WHERE_DLT_ERRS);
    try (Stream<Path> files = Files.list(GoldenCase.resources())) {
      assertThat(files.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(listed);
    }
    assertThat(MET_EXACTLY).noneMatch(name -> GoldenCase.named(name).isDefectOfDlt());
    assertThat(WHERE_DLT_ERRS).allMatch(name -> GoldenCase.named(name).isDefectOfDlt());
  }

  private static Pipeline pipeline(GoldenCase golden) {
    return pipeline(golden, new PipelineListener() {});
  }

  private static Pipeline pipeline(GoldenCase golden, PipelineListener listener) {
    Pipeline pipeline =
        Pipeline.builder(golden.name())
            .destination(PostgresDestination.of(PostgresServer.dataSource()))
            .dataset(golden.name())
            .listener(listener)
            .build();
    PostgresServer.execute("DROP SCHEMA IF EXISTS \"" + pipeline.dataset() + "\" CASCADE");
    return pipeline;
  }

  private static CanonicalDataset loaded(String name) {
    GoldenCase golden = GoldenCase.named(name);
    Pipeline pipeline = pipeline(golden);
    assertThat(golden.loadInto(pipeline)).containsOnly("loaded");
    return CanonicalDataset.stored(pipeline.dataset());
  }

  private static CanonicalDataset.Table items(CanonicalDataset stored) {
    assertThat(stored.tables()).containsOnlyKeys("items");
    return stored.tables().values().iterator().next();
  }

  private static List<String> columns(CanonicalDataset stored) {
    return items(stored).columns().stream()
        .map(column -> column.get("name") + " " + column.get("type"))
        .toList();
  }

  private static Map<String, Object> column(CanonicalDataset stored, String name) {
    Map<String, Object> columns = Json.member(Json.member(stored.schema(), "items"), "columns");
    return Json.member(columns, name);
  }

  private static List<String> values(CanonicalDataset stored, String... columns) {
    CanonicalDataset.Table items = items(stored);
    return items.rows().stream()
        .map(
            row ->
                Json.line(
                    Stream.of(columns).map(name -> row.get(items.names().indexOf(name))).toList()))
        .toList();
  }
}
