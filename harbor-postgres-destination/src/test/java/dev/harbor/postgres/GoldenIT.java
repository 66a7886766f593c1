package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.Pipeline;
import dev.harbor.run.PipelineListener;
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
          "025-all-documents-empty",
          "026-empty-among-others",
          "030-integer-then-text",
          "031-text-then-others",
          "032-double-then-integer",
          "033-integer-then-double",
          "034-bool-then-others",
          "035-integer-then-bool",
          "036-timestamp-then-others",
          "037-text-then-timestamp",
          "038-several-variants",
          "039-variant-across-loads",
          "040-scalar-then-dictionary",
          "041-dictionary-then-scalar",
          "042-list-and-scalar",
          "043-list-and-dictionary",
          "044-variant-in-nested-table",
          "045-variant-name-taken",
          "050-dictionary-levels",
          "051-column-order",
          "052-lists-of-scalars",
          "053-lists-of-dictionaries",
          "054-lists-of-lists",
          "055-mixed-list",
          "056-empty-list-and-dictionary",
          "057-empty-key",
          "058-deep-nesting",
          "060-max-nesting-0",
          "061-max-nesting-1",
          "062-max-nesting-2",
          "063-max-nesting-later",
          "064-json-content",
          "065-scalars-as-items",
          "066-lists-as-items",
          "067-lists-in-lists-as-items",
          "068-wide-document",
          "069-json-hint",
          "070-camel-case-and-capitals",
          "071-punctuation",
          "072-digits-and-underscores",
          "073-unicode-keys",
          "074-one-unicode-key-each",
          "075-long-keys",
          "076-long-nested-names",
          "077-reserved-words",
          "079-double-underscore-in-key",
          "081-same-name-across-documents",
          "084-own-dlt-id",
          "085-table-name",
          "087-nested-and-flat-name-meet",
          "088-duplicate-json-key",
          "090-new-columns",
          "091-new-child-table",
          "092-column-missing",
          "093-new-column-in-child",
          "094-second-table",
          "095-null-then-type-across-loads",
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
          "185-incremental-nested-path",
          "186-incremental-missing-cursor",
          "187-incremental-null-cursor",
          "188-incremental-nothing-new",
          "189-incremental-duplicates-in-load",
          "190-incremental-replace",
          "191-incremental-cursor-changes",
          "192-incremental-mixed-types",
          "193-incremental-doubles",
          "200-contract-tables-discard-row",
          "201-contract-tables-discard-value",
          "202-contract-columns-discard-row",
          "203-contract-columns-discard-value",
          "204-contract-data-type-discard-row",
          "205-contract-data-type-discard-value",
          "206-contract-tables-freeze",
          "207-contract-columns-freeze",
          "208-contract-data-type-freeze",
          "209-contract-evolve",
          "210-contract-discard-row-all",
          "211-contract-discard-value-all",
          "212-contract-freeze-known",
          "213-contract-freeze-then-evolve",
          "214-contract-first-load-columns",
          "215-contract-first-load-tables",
          "216-contract-first-load-tables-discard",
          "217-contract-null-in-new-column",
          "218-contract-discard-row-in-dictionary",
          "219-contract-merge-discard-row",
          "230-declared-types",
          "232-declared-order",
          "233-timestamp-precision-and-zone",
          "234-declared-variant",
          "235-not-null-violated",
          "236-wei",
          "237-unique-hint",
          "238-decimal-of-doubles");

  /**
   * Cases in which Harbor does what their settings say instead; each has a test in
   * GoldenDifferencesIT.
   */
  static final List<String> WHERE_DLT_ERRS =
      List.of(
          "003-integer-2-to-63",
          "004-integer-beyond-64-bits",
          "016-nul-in-text",
          "027-timestamp-as-variant",
          "028-timestamp-then-text-as-variant",
          "029-nan-text-in-double",
          "046-variant-name-clashes",
          "047-huge-double-in-integer",
          "048-negative-zero",
          "049-number-beyond-double",
          "059-key-of-two-underscores",
          "078-system-column-names",
          "080-same-name-in-one-document",
          "082-same-name-by-flattening",
          "083-keys-like-system-columns",
          "086-same-list-name-in-one-document",
          "089-lone-surrogate",
          "099-own-dlt-id-in-nested",
          "182-incremental-timestamps",
          "183-incremental-timestamps-offsets",
          "245-epoch-out-of-range",
          "246-list-of-empty-key",
          "247-digits-beyond-64-bits-in-text");

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
    listed.addAll(GoldenMergeIT.MET_EXACTLY);
    listed.addAll(GoldenMergeIT.WHERE_DLT_ERRS);
    try (Stream<Path> files = Files.list(GoldenCase.resources())) {
      assertThat(files.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(listed);
    }
    assertThat(MET_EXACTLY).noneMatch(name -> GoldenCase.named(name).isDefectOfDlt());
    assertThat(WHERE_DLT_ERRS).allMatch(name -> GoldenCase.named(name).isDefectOfDlt());
  }

  private static Pipeline pipeline(GoldenCase golden) {
    return LoadedGolden.pipeline(golden, new PipelineListener() {});
  }
}
