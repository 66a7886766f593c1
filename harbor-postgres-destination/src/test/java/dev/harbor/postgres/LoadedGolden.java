package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.Pipeline;
import dev.harbor.run.PipelineListener;
import dev.harbor.run.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Harbor made of a golden case, to look into.
 *
 * @param notes what the run reports say was left out or changed
 */
record LoadedGolden(String dataset, CanonicalDataset stored, List<String> notes) {
  /** Loads a case, none of whose loads fails. */
  static LoadedGolden of(String name) {
    GoldenCase golden = GoldenCase.named(name);
    List<String> notes = new ArrayList<>();
    Pipeline pipeline =
        pipeline(
            golden,
            new PipelineListener() {
              @Override
              public void runFinished(RunReport report) {
                report.resources().forEach(resource -> notes.addAll(resource.skipped()));
              }
            });
    assertThat(golden.loadInto(pipeline)).containsOnly("loaded");
    return new LoadedGolden(pipeline.dataset(), CanonicalDataset.stored(pipeline.dataset()), notes);
  }

  /** A pipeline into a dataset of the case's name, which is empty. */
  static Pipeline pipeline(GoldenCase golden, PipelineListener listener) {
    Pipeline pipeline =
        Pipeline.builder(golden.name())
            .destination(PostgresDestination.of(PostgresServer.dataSource()))
            .dataset(golden.name())
            .listener(listener)
            .build();
    PostgresServer.execute("DROP SCHEMA IF EXISTS \"" + pipeline.dataset() + "\" CASCADE");
    return pipeline;
  }

  /** Name and type of each column that does not begin with {@code _dlt}. */
  List<String> columns(String table) {
    return table(table).columns().stream()
        .map(column -> column.get("name") + " " + column.get("type"))
        .filter(column -> !column.matches("_dlt(_load)?_id .*"))
        .toList();
  }

  /** The column that is a name and a tag. */
  String tagged(String table, String name) {
    return table(table).names().stream()
        .filter(column -> column.matches(name + "_[a-z0-9]{6}"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no column " + name + " with a tag"));
  }

  /** What the schema document says of a column. */
  Map<String, Object> column(String table, String name) {
    return Json.member(Json.member(Json.member(stored.schema(), table), "columns"), name);
  }

  /** Values of some columns, a JSON list a row. */
  List<String> values(String table, String... columns) {
    List<String> names = table(table).names();
    return table(table).rows().stream()
        .map(row -> Json.line(Stream.of(columns).map(c -> row.get(names.indexOf(c))).toList()))
        .toList();
  }

  private CanonicalDataset.Table table(String name) {
    assertThat(stored.tables()).containsKey(name);
    return java.util.Objects.requireNonNull(stored.tables().get(name));
  }
}
