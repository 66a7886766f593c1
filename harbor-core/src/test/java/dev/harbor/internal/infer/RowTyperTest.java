package dev.harbor.internal.infer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import dev.harbor.state.CheckpointKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowTyperTest {
  private final InMemoryDestination memory = new InMemoryDestination();

  private void load(String json) {
    Source source =
        Source.of("s", Resource.builder("items", (c, out) -> out.emitJson(json)).build());
    Pipeline.builder("test").destination(memory).dataset("raw").build().run(source);
  }

  private Map<String, Column> columns(String table) {
    return memory.columns("raw", table).stream()
        .collect(Collectors.toMap(Column::name, column -> column));
  }

  private List<@Nullable Object> values(String column) {
    return memory.rows("raw", "items").stream().map(row -> row.get(column)).toList();
  }

  @Test
  void aVariantOfAnIntegerBeyond64BitsHasRoomForItsDigits() {
    load("{\"n\":1} {\"n\":9223372036854775808} {\"n\":123456789012345678901234567890123456}");

    assertThat(values("n")).containsExactly(1L, null, null);
    assertThat(values("n__v_decimal"))
        .containsExactly(
            null,
            new BigDecimal("9223372036854775808"),
            new BigDecimal("123456789012345678901234567890123456"));
    assertThat(columns("items").get("n__v_decimal"))
        .isNotNull()
        .extracting(Column::type, Column::precision, Column::scale)
        .containsExactly(DataType.DECIMAL, 38, 0);
  }

  @Test
  void aWholeValueOfAnotherTypeIsConvertedForAnIntegerColumn() {
    load("{\"n\":1} {\"n\":2.0} {\"n\":1e3} {\"n\":\" 4 \"} {\"n\":\"0xff\"} {\"n\":-7.0}");

    assertThat(values("n")).containsExactly(1L, 2L, 1000L, 4L, 255L, -7L);
  }

  @Test
  void aVariantKeepsTextAndJsonAsTheyCame() {
    load(
        "{\"n\":1,\"t\":1} {\"n\":\"a\\u00fc\",\"t\":\"\"} {\"n\":\"longer than before\",\"t\":true}");

    assertThat(values("n__v_text")).containsExactly(null, "a\u00fc", "longer than before");
    assertThat(values("t__v_text")).containsExactly(null, "", null);
    assertThat(values("t__v_bool")).containsExactly(null, null, true);
  }

  @Test
  void aListThatIsAlwaysEmptyMakesNoTable() {
    load("{\"n\":1,\"l\":[],\"m\":[2]}");

    CheckpointKey key = new CheckpointKey("raw", "test", "s", "items");
    assertThat(memory.checkpoint(key).orElseThrow().tables())
        .extracting(TableSchema::name)
        .containsExactly("items", "items__m");
  }

  @Test
  void aNumberBeyondADoubleKeepsItsValueInADecimalVariant() {
    load("{\"d\":1.5} {\"d\":1e400} {\"d\":-2.5e400} {\"d\":1e-5000}");

    assertThat(values("d")).containsExactly(1.5, null, null, 0.0);
    assertThat(values("d__v_decimal"))
        .containsExactly(null, new BigDecimal("1e400"), new BigDecimal("-2.5e400"), null);
    assertThat(columns("items").get("d__v_decimal"))
        .isNotNull()
        .extracting(Column::type, Column::precision, Column::scale)
        .containsExactly(DataType.DECIMAL, 401, 0);
  }

  @Test
  void aNumberOfMoreDigitsThanADecimalCanHaveStaysText() {
    String wide = "7".repeat(1_000);
    load("{\"a\":1e2000,\"b\":1,\"c\":%s} {\"a\":3,\"b\":1e99999,\"c\":1}".formatted(wide));

    assertThat(values("a")).containsExactly("1e2000", "3");
    assertThat(values("b__v_text")).containsExactly(null, "1e99999");
    assertThat(values("c")).containsExactly(new BigDecimal(wide), BigDecimal.ONE);
  }

  @Test
  void whatADecimalColumnHasNoDigitsForGoesToAVariant() {
    load("{\"n\":9223372036854775808} {\"n\":1.5} {\"n\":\"2.50\"} {\"n\":\"3.0\"}");
    load("{\"n\":%s}".formatted("9".repeat(50)));

    assertThat(values("n"))
        .containsExactly(
            new BigDecimal("9223372036854775808"), null, null, new BigDecimal("3.0"), null);
    assertThat(values("n__v_double")).containsExactly(null, 1.5, null, null, null);
    assertThat(values("n__v_text")).containsExactly(null, null, "2.50", null, null);
    assertThat(values("n__v_decimal"))
        .containsExactly(null, null, null, null, new BigDecimal("9".repeat(50)));
  }

  @Test
  void aDecimalThatDltsDefaultWouldRoundMakesItsColumnWider() {
    Map<String, BigDecimal> item = Map.of("price", new BigDecimal("0.12345678901234567890"));
    Source source = Source.of("s", Resource.builder("items", (c, out) -> out.emit(item)).build());
    Pipeline.builder("test").destination(memory).dataset("raw").build().run(source);

    assertThat(values("price")).containsExactly(item.get("price"));
    assertThat(columns("items").get("price"))
        .isNotNull()
        .extracting(Column::precision, Column::scale)
        .containsExactly(38, 19);
  }

  @Test
  void aDateTimeThatDoesNotFitItsColumnGoesToAVariantOfItsOwnType() {
    load("{\"v\":1} {\"v\":\"2024-02-29T10:00:00Z\"} {\"v\":\"text\"} {\"v\":4}");

    assertThat(values("v")).containsExactly(1L, null, null, 4L);
    assertThat(values("v__v_timestamp"))
        .containsExactly(null, Instant.parse("2024-02-29T10:00:00Z"), null, null);
    assertThat(values("v__v_text")).containsExactly(null, null, "text", null);
  }

  @Test
  void aVariantWhoseNameIsTakenGetsAColumnOfItsOwn() {
    load("{\"v\":1,\"v__v_text\":5} {\"v\":\"x\"} {\"v\":\"y\",\"v__v_text\":6}");

    assertThat(values("v__v_text")).containsExactly(5L, null, 6L);
    assertThat(values("v__v_text__v_text")).containsExactly(null, "x", "y");
  }

  @Test
  void aVariantNeverOverwritesAValueOfTheSameItem() {
    load("{\"v\":1,\"v__v_text\":\"mine\"} {\"v\":\"x\",\"v__v_text\":\"mine too\"}");

    assertThat(values("v__v_text")).containsExactly("mine", "mine too");
    assertThat(values("v__v_text__v_text")).containsExactly(null, "x");
  }
}
