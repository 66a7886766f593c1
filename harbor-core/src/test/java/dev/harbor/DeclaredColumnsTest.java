package dev.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.error.SchemaContractException;
import dev.harbor.run.RunFailedException;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import dev.harbor.state.CheckpointKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DeclaredColumnsTest {
  enum Level {
    LOW
  }

  @SuppressWarnings("ArrayRecordComponent") // items may hold bytes
  record Post(
      String id,
      long score,
      Integer votes,
      boolean locked,
      double ratio,
      BigDecimal price,
      BigInteger supply,
      Instant created,
      Optional<LocalDate> day,
      Level level,
      UUID key,
      byte[] raw,
      List<String> tags,
      Map<String, Object> extra) {}

  record Unknown(StringBuilder text) {}

  private final InMemoryDestination memory = new InMemoryDestination();

  private TableSchema load(String json, UnaryOperator<Resource.Builder> hints) {
    return load(memory, json, hints);
  }

  private static TableSchema load(
      InMemoryDestination memory, String json, UnaryOperator<Resource.Builder> hints) {
    Resource items = hints.apply(Resource.builder("items", (c, out) -> out.emitJson(json))).build();
    Pipeline.builder("test").destination(memory).dataset("raw").build().run(Source.of("s", items));
    return memory
        .checkpoint(new CheckpointKey("raw", "test", "s", "items"))
        .orElseThrow()
        .tables()
        .get(0);
  }

  @Test
  void aDeclaredTypeStandsWhateverTheFirstValueIs() {
    TableSchema table =
        load(
            "{\"n\":1,\"m\":\"x\"}",
            items ->
                items.column("n", ColumnDeclaration.of(DataType.DECIMAL).withPrecision(12, 2)));

    Column n = table.column("n").orElseThrow();
    assertThat(n.type()).isEqualTo(DataType.DECIMAL);
    assertThat(n.precision()).isEqualTo(12);
    assertThat(n.scale()).isEqualTo(2);
    assertThat(memory.rows("raw", "items").get(0)).containsEntry("n", BigDecimal.ONE);
  }

  @Test
  void hintsOfAnUntypedColumnWaitForItsFirstValue() {
    TableSchema first =
        load("{\"a\":1}", items -> items.column("b", ColumnDeclaration.untyped().indexed()));
    TableSchema second =
        load(
            "{\"a\":1,\"b\":2}", items -> items.column("b", ColumnDeclaration.untyped().indexed()));

    assertThat(first.column("b")).isEmpty();
    assertThat(first.untyped()).containsKey("b");
    assertThat(second.column("b").orElseThrow().hints().index()).isTrue();
  }

  @Test
  void whatIsSaidOfAKnownColumnAddsToItsHints() {
    load("{\"a\":1}", items -> items.primaryKey("a"));

    TableSchema table =
        load(
            "{\"a\":2}",
            items ->
                items
                    .primaryKey("a")
                    .column("a", ColumnDeclaration.of(DataType.TEXT).describedAs("the key")));

    Column a = table.column("a").orElseThrow();
    assertThat(a.type()).isEqualTo(DataType.BIGINT);
    assertThat(a.hints().primaryKey()).isTrue();
    assertThat(a.hints().description()).isEqualTo("the key");
  }

  @Test
  void aRequiredColumnTakesNoNull() {
    assertThatThrownBy(
            () ->
                load(
                    "[{\"a\":1},{\"a\":null}]",
                    items -> items.column("a", ColumnDeclaration.of(DataType.BIGINT).required())))
        .isInstanceOf(RunFailedException.class)
        .hasCauseInstanceOf(SchemaContractException.class)
        .hasMessageContaining("column 'a' is null");
    assertThat(memory.tables("raw")).isEmpty();
  }

  @Test
  void aRequiredColumnMustBeThere() {
    assertThatThrownBy(
            () ->
                load(
                    "[{\"a\":1},{\"b\":1}]",
                    items -> items.column("a", ColumnDeclaration.of(DataType.BIGINT).required())))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("'a'");
    assertThat(memory.tables("raw")).isEmpty();
  }

  @Test
  void theFirstRowMakesTheTable() {
    for (WriteDisposition disposition : WriteDisposition.values()) {
      UnaryOperator<Resource.Builder> hints =
          items ->
              items
                  .primaryKey("id")
                  .disposition(disposition)
                  .column("id", DataType.BIGINT)
                  .column("t", DataType.TEXT);
      InMemoryDestination empty = new InMemoryDestination();

      load(empty, "[]", hints);
      assertThat(empty.tables("raw")).isEmpty();
      load(empty, "{\"id\":1}", hints);
      assertThat(empty.rows("raw", "items")).hasSize(1);
    }
  }

  @Test
  void aRecordDeclaresItsComponents() {
    Map<String, ColumnDeclaration> columns =
        Resource.builder("posts", (c, out) -> {}).columnsOf(Post.class).build().columns();

    assertThat(columns.keySet())
        .containsExactly(
            "id", "score", "votes", "locked", "ratio", "price", "supply", "created", "day", "level",
            "key", "raw");
    assertThat(columns.get("score")).isEqualTo(ColumnDeclaration.of(DataType.BIGINT).required());
    assertThat(columns.get("votes")).isEqualTo(ColumnDeclaration.of(DataType.BIGINT));
    assertThat(columns.get("day")).isEqualTo(ColumnDeclaration.of(DataType.DATE));
    assertThat(columns)
        .containsEntry("supply", ColumnDeclaration.of(DataType.DECIMAL).withPrecision(38, 0))
        .containsEntry("raw", ColumnDeclaration.of(DataType.BINARY))
        .containsEntry("level", ColumnDeclaration.of(DataType.TEXT));
  }

  @Test
  void aRecordOfSomethingThatItemsCannotHoldIsRefused() {
    assertThatThrownBy(() -> Resource.builder("posts", (c, out) -> {}).columnsOf(Unknown.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("component 'text'")
        .hasMessageContaining("java.lang.StringBuilder");
  }

  @Test
  void aWidthWithoutATypeIsRefused() {
    assertThatThrownBy(() -> ColumnDeclaration.untyped().withPrecision(3))
        .hasMessageContaining("no type");
    assertThatThrownBy(() -> ColumnDeclaration.of(DataType.DECIMAL).withPrecision(3, 4))
        .hasMessageContaining("its scale is 4");
  }
}
