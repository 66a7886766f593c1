package dev.harbor.postgres;

import dev.harbor.Pipeline;
import dev.harbor.destination.RowCounts;
import dev.harbor.run.RunReport;
import dev.harbor.run.TableReport;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Loads of JSON documents into table {@code items} of a dataset of its own, one after the other.
 */
final class JsonLoads {
  private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");

  private final String dataset = PostgresServer.emptyDataset();
  private final PostgresDestination destination;
  private int loads;

  JsonLoads() {
    this(PostgresDestination.of(PostgresServer.dataSource()));
  }

  JsonLoads(PostgresDestination destination) {
    this.destination = destination;
  }

  String dataset() {
    return dataset;
  }

  /** Settings of a merge. */
  static Consumer<Resource.Builder> merge(Consumer<Resource.Builder> settings) {
    return resource -> settings.accept(resource.disposition(WriteDisposition.MERGE));
  }

  /** Loads documents; the clock of the nth load stands at the nth day of 2024. */
  RunReport load(Consumer<Resource.Builder> settings, String... documents) {
    return pipeline().run(Source.of("shop", resource(settings, documents)));
  }

  Pipeline pipeline() {
    Instant now = FIRST.plusSeconds(86_400L * loads++);
    return Pipeline.builder("shop")
        .destination(destination)
        .dataset(dataset)
        .clock(Clock.fixed(now, ZoneOffset.UTC))
        .build();
  }

  static Resource resource(Consumer<Resource.Builder> settings, String... documents) {
    Resource.Builder builder =
        Resource.builder(
            "items", (context, emitter) -> emitter.emitJson(String.join("\n", documents)));
    settings.accept(builder);
    return builder.build();
  }

  /** Values of columns of a table, comma between, sorted. */
  List<String> rows(String columns, String table) {
    return query("SELECT concat_ws(',', " + columns + ") FROM %s." + table + " ORDER BY 1");
  }

  /** The first column of a query; {@code %s} is the dataset. */
  List<String> query(String sql) {
    return PostgresServer.query(sql.replace("%s", dataset)).stream()
        .map(row -> String.valueOf(row.get(0)))
        .toList();
  }

  /** Rows of the items and of tables below them. */
  String counts(String... tables) {
    return List.of(tables).stream()
        .map(table -> query("SELECT count(*) FROM %s." + table).get(0))
        .collect(Collectors.joining("/"));
  }

  /** Links that lead nowhere, over all nested tables. */
  long orphans(String child, String parent) {
    return Long.parseLong(
        query(
                "SELECT count(*) FROM %s.CHILD c WHERE NOT EXISTS (SELECT FROM %s.PARENT p WHERE p._dlt_id = c._dlt_parent_id)"
                    .replace("CHILD", child)
                    .replace("PARENT", parent))
            .get(0));
  }

  /** What a report says of a table. */
  static RowCounts counts(RunReport report, String table) {
    return report.resource("items").tables().stream()
        .filter(one -> one.table().equals(table))
        .map(TableReport::counts)
        .findFirst()
        .orElse(RowCounts.none());
  }
}
