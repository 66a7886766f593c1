package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.Pipeline;
import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.DataType;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a resource says of its columns, as the catalog shows it afterwards. */
class DeclaredColumnsIT {
  private final PostgresDestination destination =
      PostgresDestination.of(PostgresServer.dataSource());
  private final String dataset = PostgresServer.emptyDataset();

  private void load(String json, UnaryOperator<Resource.Builder> hints) {
    Resource items = hints.apply(Resource.builder("items", (c, out) -> out.emitJson(json))).build();
    Pipeline.builder("test")
        .destination(destination)
        .dataset(dataset)
        .build()
        .run(Source.of("s", items));
  }

  @Test
  void typesAndWidthsAreThoseDeclared() {
    load(
        "{\"price\":1,\"small\":2,\"code\":\"ab\",\"seen\":\"2024-01-02T03:04:05\",\"at\":\"2024-01-02T03:04:05Z\"}",
        items ->
            items
                .column("price", ColumnDeclaration.of(DataType.DECIMAL).withPrecision(12, 2))
                .column("small", ColumnDeclaration.of(DataType.BIGINT).withPrecision(16))
                .column("code", ColumnDeclaration.of(DataType.TEXT).withPrecision(3).required())
                .column("seen", ColumnDeclaration.of(DataType.TIMESTAMP).withoutTimezone())
                .column("at", ColumnDeclaration.of(DataType.TIMESTAMP).withPrecision(3)));

    assertThat(PostgresServer.columns(dataset, "items"))
        .contains(
            Map.entry("price", "numeric(12,2)"),
            Map.entry("small", "smallint"),
            Map.entry("code", "character varying(3) NOT NULL"),
            Map.entry("seen", "timestamp without time zone"),
            Map.entry("at", "timestamp(3) with time zone"));
    assertThat(rows("SELECT price::text, small, code, seen::text FROM %s.items"))
        .containsExactly(List.of("1.00", (Object) 2, "ab", "2024-01-02 03:04:05"));
  }

  @ParameterizedTest
  @EnumSource(WriteDisposition.class)
  void theFirstRowMakesTheTable(WriteDisposition disposition) {
    UnaryOperator<Resource.Builder> hints =
        items ->
            items
                .primaryKey("id")
                .disposition(disposition)
                .column("id", DataType.BIGINT)
                .column("t", DataType.TEXT);

    load("[]", hints);
    assertThat(rows("SELECT to_regclass('%s.items') IS NULL")).containsExactly(List.of(true));
    load("{\"id\":1,\"t\":\"a\"}", hints);
    assertThat(rows("SELECT id, t FROM %s.items")).containsExactly(List.of(1L, "a"));
    load("[]", hints);
    assertThat(rows("SELECT count(*) FROM %s.items"))
        .containsExactly(List.of(disposition == WriteDisposition.REPLACE ? 0L : 1L));
  }

  private List<List<@Nullable Object>> rows(String sql) {
    return PostgresServer.query(sql.formatted(dataset));
  }
}
