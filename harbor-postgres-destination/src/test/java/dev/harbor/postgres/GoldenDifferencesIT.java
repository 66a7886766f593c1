package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where dlt's outcome is a defect, Harbor does what the case's settings say instead. */
class GoldenDifferencesIT {
  private static final String TABLE = "items";

  @Test
  void anIntegerBeyond64BitsBesideSmallerOnesGoesToADecimalVariant() {
    LoadedGolden golden = LoadedGolden.of("003-integer-2-to-63");

    assertThat(golden.columns(TABLE))
        .containsExactly("id bigint", "n bigint", "n__v_decimal numeric(38,0)");
    assertThat(golden.values(TABLE, "id", "n", "n__v_decimal"))
        .containsExactlyInAnyOrder("[1,1,null]", "[2,null,\"9223372036854775808\"]");
    assertThat(Json.line(golden.column(TABLE, "n__v_decimal")))
        .isEqualTo("{\"data_type\":\"decimal\",\"precision\":38,\"scale\":0,\"variant\":true}");
  }

  @Test
  void anIntegerBeyond64BitsKeepsAllItsDigits() {
    LoadedGolden golden = LoadedGolden.of("004-integer-beyond-64-bits");

    assertThat(golden.columns(TABLE)).containsExactly("id bigint", "n numeric(38,0)");
    assertThat(golden.values(TABLE, "id", "n"))
        .containsExactly("[1,\"123456789012345678901234567890\"]");
  }

  @Test
  void aNulInTextBecomesAReplacementCharacterAndIsCounted() {
    LoadedGolden golden = LoadedGolden.of("016-nul-in-text");

    assertThat(golden.values(TABLE, "id", "s"))
        .containsExactlyInAnyOrder("[1,\"a\"]", "[2,\"a\ufffdb\"]");
    assertThat(golden.notes())
        .containsExactly("characters: 1 NUL or lone surrogates became U+FFFD");
  }

  @Test
  void aDateTimeThatDoesNotFitGoesToATimestampVariant() {
    LoadedGolden golden = LoadedGolden.of("027-timestamp-as-variant");

    assertThat(golden.columns(TABLE))
        .containsExactly("id bigint", "v bigint", "v__v_timestamp timestamp with time zone");
    assertThat(golden.values(TABLE, "id", "v", "v__v_timestamp"))
        .containsExactlyInAnyOrder("[1,1,null]", "[2,null,\"2024-02-29T10:00:00Z\"]", "[3,4,null]");
  }

  @Test
  void aDateTimeAndATextThatDoNotFitGoToTwoVariants() {
    LoadedGolden golden = LoadedGolden.of("028-timestamp-then-text-as-variant");

    assertThat(golden.values(TABLE, "id", "v", "v__v_timestamp", "v__v_text"))
        .containsExactlyInAnyOrder(
            "[1,1,null,null]", "[2,null,\"2024-02-29T10:00:00Z\",null]", "[3,null,null,\"text\"]");
  }

  @Test
  void nanAndInfinitiesInTextAreStoredInADoubleColumn() {
    LoadedGolden golden = LoadedGolden.of("029-nan-text-in-double");

    assertThat(golden.columns(TABLE)).containsExactly("id bigint", "v double precision");
    assertThat(golden.values(TABLE, "id", "v"))
        .containsExactlyInAnyOrder(
            "[1,1.5]", "[2,\"NaN\"]", "[3,\"-Infinity\"]", "[4,\"Infinity\"]");
  }

  @Test
  void aVariantWhoseNameIsTakenGetsAColumnOfItsOwn() {
    LoadedGolden golden = LoadedGolden.of("046-variant-name-clashes");

    assertThat(golden.columns(TABLE))
        .containsExactly(
            "id bigint", "v bigint", "v__v_text bigint", "v__v_text__v_text character varying");
    assertThat(golden.values(TABLE, "id", "v", "v__v_text", "v__v_text__v_text"))
        .containsExactlyInAnyOrder("[1,1,5,null]", "[2,null,null,\"x\"]");
  }

  @Test
  void aWholeDoubleBeyond64BitsGoesToADoubleVariant() {
    LoadedGolden golden = LoadedGolden.of("047-huge-double-in-integer");

    assertThat(golden.values(TABLE, "id", "v", "v__v_double"))
        .containsExactlyInAnyOrder("[1,1,null]", "[2,null,1.0E30]");
  }

  @Test
  void negativeZeroKeepsItsSign() {
    LoadedGolden golden = LoadedGolden.of("048-negative-zero");

    assertThat(golden.values(TABLE, "id", "d")).containsExactlyInAnyOrder("[1,-0.0]", "[2,0.0]");
  }

  @Test
  void aNumberBeyondADoubleGoesToADecimalVariant() {
    LoadedGolden golden = LoadedGolden.of("049-number-beyond-double");

    assertThat(golden.columns(TABLE))
        .containsExactly("id bigint", "d double precision", "d__v_decimal numeric(401,0)");
    assertThat(golden.values(TABLE, "id", "d", "d__v_decimal"))
        .containsExactlyInAnyOrder("[1,1.5,null]", "[2,null,\"1%s\"]".formatted("0".repeat(400)));
  }

  @Test
  void aKeyOfTwoUnderscoresGetsANameAsEveryOtherDoes() {
    LoadedGolden golden = LoadedGolden.of("059-key-of-two-underscores");

    assertThat(golden.columns(TABLE))
        .containsExactly("id bigint", "_empty bigint", "a___empty bigint");
    assertThat(golden.values(TABLE, "id", "_empty", "a___empty"))
        .containsExactlyInAnyOrder("[1,1,null]", "[2,null,2]");
  }

  @Test
  void halfASurrogatePairBecomesAReplacementCharacterAndIsCounted() {
    LoadedGolden golden = LoadedGolden.of("089-lone-surrogate");

    assertThat(golden.values(TABLE, "id", "s").toString()).contains("\ufffd");
    assertThat(golden.notes())
        .containsExactly("characters: 1 NUL or lone surrogates became U+FFFD");
  }

  @Test
  void aNestedRowWithAnIdOfItsOwnIsLinkedToItsParent() {
    LoadedGolden golden = LoadedGolden.of("099-own-dlt-id-in-nested");

    assertThat(golden.values("items__l", "_dlt_id", "a", "_dlt_parent_id", "_dlt_list_idx"))
        .containsExactly("[\"third\",1,\"first\",0]");
  }

  @Test
  void numbersThatAreNoTimeGoToAVariant() {
    LoadedGolden golden = LoadedGolden.of("245-epoch-out-of-range");

    assertThat(golden.values(TABLE, "id", "at", "at__v_bigint"))
        .containsExactlyInAnyOrder(
            "[1,\"2024-02-29T10:00:00Z\",null]",
            "[2,null,9223372036854775807]",
            "[3,null,-9223372036854775808]");
  }

  @Test
  void aListUnderAnEmptyKeyGetsATableOfItsOwn() {
    LoadedGolden golden = LoadedGolden.of("246-list-of-empty-key");

    assertThat(golden.values("items___empty", "value", "_dlt_list_idx"))
        .containsExactlyInAnyOrder("[1,0]", "[2,1]");
  }

  @Test
  void digitsBeyond64BitsInTextStayText() {
    LoadedGolden golden = LoadedGolden.of("247-digits-beyond-64-bits-in-text");

    assertThat(golden.values(TABLE, "id", "v", "v__v_text"))
        .containsExactlyInAnyOrder("[1,1,null]", "[2,null,\"99505518562715323000\"]");
  }

  @Test
  void aKeyLikeAColumnThatPostgresHasItselfGetsANameThatCanBeAColumn() {
    LoadedGolden golden = LoadedGolden.of("078-system-column-names");

    String ctid = golden.tagged(TABLE, "ctid");
    String xmin = golden.tagged(TABLE, "xmin");
    assertThat(golden.columns(TABLE))
        .containsExactly("id bigint", ctid + " bigint", xmin + " bigint");
    assertThat(golden.values(TABLE, "id", ctid, xmin)).containsExactly("[1,1,2]");
    assertThat(golden.notes()).hasSize(2).allMatch(note -> note.startsWith("names: key '"));
  }

  @Test
  void ofTwoKeysWithOneNameTheSecondGetsATaggedNameOfItsOwn() {
    LoadedGolden golden = LoadedGolden.of("080-same-name-in-one-document");

    String own = golden.tagged(TABLE, "user_id");
    assertThat(golden.columns(TABLE))
        .containsExactly("id bigint", "user_id bigint", own + " bigint");
    assertThat(golden.values(TABLE, "id", "user_id", own))
        .containsExactlyInAnyOrder("[1,1,2]", "[2,4,3]");
    assertThat(golden.notes()).singleElement().asString().contains("'user_id'", "'" + own + "'");
  }

  @Test
  void aKeyAndADictionaryThatFlattensToItAreBothKept() {
    LoadedGolden golden = LoadedGolden.of("082-same-name-by-flattening");

    String own = golden.tagged(TABLE, "a__b");
    assertThat(golden.values(TABLE, "id", "a__b", own)).containsExactly("[1,1,2]");
    assertThat(golden.notes()).hasSize(1);
  }

  @Test
  void keysLikeTheColumnsThatLinkRowsAreKeptUnderOtherNames() {
    LoadedGolden golden = LoadedGolden.of("083-keys-like-system-columns");

    assertThat(
            golden.values(
                TABLE,
                "id",
                golden.tagged(TABLE, "_dlt_load_id"),
                golden.tagged(TABLE, "_dlt_parent_id"),
                golden.tagged(TABLE, "_dlt_list_idx"),
                "_dlt_load_id"))
        .containsExactly("[1,\"mine\",\"p\",7,1]");
    assertThat(golden.columns(TABLE)).hasSize(4);
  }

  @Test
  void theElementsOfTwoListsWithOneNameAreKeptApart() {
    LoadedGolden golden = LoadedGolden.of("086-same-list-name-in-one-document");

    String own =
        golden.stored().tables().keySet().stream()
            .filter(name -> name.startsWith("items__tag_list_"))
            .findFirst()
            .orElseThrow();
    assertThat(golden.values("items__tag_list", "value", "_dlt_list_idx"))
        .containsExactlyInAnyOrder("[1,0]", "[2,1]");
    assertThat(golden.values(own, "value", "_dlt_list_idx")).containsExactly("[3,0]");
    assertThat(golden.notes()).hasSize(1);
  }

  @Test
  void aFractionOfASecondIsLaterThanTheSecond() {
    LoadedGolden golden = LoadedGolden.of("182-incremental-timestamps");

    assertThat(golden.values(TABLE, "id", "at"))
        .containsExactlyInAnyOrder(
            "[1,\"2024-01-01T00:00:00Z\"]",
            "[2,\"2024-01-02T00:00:00Z\"]",
            "[3,\"2024-01-02T00:00:00.5Z\"]");
  }

  @Test
  void dateTimesOfDifferentOffsetsAreComparedAsInstants() {
    LoadedGolden golden = LoadedGolden.of("183-incremental-timestamps-offsets");

    assertThat(golden.values(TABLE, "id", "at"))
        .containsExactlyInAnyOrder("[1,\"2024-01-01T08:00:00Z\"]", "[2,\"2024-01-01T09:00:00Z\"]");
  }
}
