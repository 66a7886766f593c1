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
}
