package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.Pipeline;
import dev.harbor.run.RunFailedException;
import dev.harbor.schema.NamingConvention;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamingIT {
  private final String dataset = PostgresServer.emptyDataset();

  private void load(NamingConvention naming, String json) {
    Pipeline.builder("naming")
        .destination(PostgresDestination.of(PostgresServer.dataSource()))
        .dataset(dataset)
        .naming(naming)
        .build()
        .run(Source.of("s", Resource.builder("Items", (c, out) -> out.emitJson(json)).build()));
  }

  @Test
  void theSchemaDocumentNamesTheConvention() {
    load(NamingConvention.direct(), "{\"My Id\":1,\"Tags\":[{\"it's \\\"x\\\"\":2}]}");

    assertThat(PostgresServer.columns(dataset, "Items")).containsKey("My Id");
    assertThat(PostgresServer.columns(dataset, "Items\u25b6Tags")).containsKey("it_s _x_");
    assertThat(convention()).isEqualTo("direct");
  }

  @Test
  void aDatasetKeepsTheConventionThatItWasBegunWith() {
    load(NamingConvention.sqlCaseSensitive(), "{\"MyId\":1}");
    assertThat(convention()).isEqualTo("sql_cs_v1");

    assertThatThrownBy(() -> load(NamingConvention.snakeCase(), "{\"MyId\":2}"))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining(
            "Cannot name the tables of source 's' by convention 'snake_case': table 'Items' was named by 'sql_cs_v1'");
    load(NamingConvention.sqlCaseSensitive(), "{\"MyId\":3}");
    assertThat(
            PostgresServer.query("SELECT \"MyId\" FROM \"" + dataset + "\".\"Items\" ORDER BY 1"))
        .containsExactly(List.of(1L), List.of(3L));
  }

  @Test
  void namesAreCutByBytesNotByCharacters() {
    String key = "\u65e5\u672c\u8a9e".repeat(15);
    load(NamingConvention.duckCase(), "{\"%s\":1,\"%s2\":2}".formatted(key, key));

    assertThat(PostgresServer.columns(dataset, "Items").keySet())
        .hasSize(4)
        .filteredOn(name -> name.startsWith("\u65e5\u672c"))
        .hasSize(2);
  }

  private String convention() {
    Object document =
        PostgresServer.query(
                "SELECT schema FROM \"" + dataset + "\"._dlt_version ORDER BY inserted_at DESC")
            .get(0)
            .get(0);
    Map<String, Object> normalizers =
        Json.member(Json.object(String.valueOf(document)), "normalizers");
    return String.valueOf(normalizers.get("names"));
  }
}
