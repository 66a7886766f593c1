package dev.harbor.postgres;

import static dev.harbor.postgres.JsonLoads.merge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.RowCounts;
import dev.harbor.run.RunReport;
import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.source.Resource;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The indexes that are made, and what a merge writes that finds most of its rows unchanged. */
class IndexesIT {
  private static final int ROWS = 100_000;

  private final JsonLoads loads = new JsonLoads();

  @Test
  void columnsThatAskForAnIndexGetOneUnderAnyDisposition() {
    Consumer<Resource.Builder> hinted =
        resource ->
            resource
                .column("at", ColumnDeclaration.untyped().indexed())
                .column("code", ColumnDeclaration.untyped().unique());
    loads.load(hinted, "{\"at\":1,\"code\":\"a\"}");
    loads.load(hinted, "{\"at\":1,\"code\":\"b\"}");

    assertThat(indexes("items")).containsExactly("(at)", "(code) unique");
    assertThatThrownBy(() -> loads.load(hinted, "{\"at\":2,\"code\":\"b\"}"))
        .hasMessageContaining("a row breaks the unique index");
    assertThatThrownBy(
            () ->
                loads.load(
                    resource -> resource.column("at", ColumnDeclaration.untyped().unique()),
                    "{\"at\":2,\"code\":\"c\"}"))
        .hasMessageContaining("1 keys of [at] stand in several of its rows");
  }

  @Test
  void everyStrategyHasTheIndexesThatItRestsOn() {
    loads.load(
        merge(
            resource ->
                resource
                    .strategy(MergeStrategy.DELETE_INSERT)
                    .primaryKey("a", "b")
                    .mergeKey("day")),
        "{\"a\":1,\"b\":1,\"day\":1,\"l\":[1]}");

    assertThat(indexes("items")).containsExactly("(_dlt_id) unique", "(a, b)", "(day)");
    assertThat(indexes("items__l")).containsExactly("(_dlt_id) unique", "(_dlt_root_id)");

    loads.load(
        merge(resource -> resource.primaryKey("a", "b")), "{\"a\":1,\"b\":1,\"day\":1,\"l\":[1]}");
    assertThat(indexes("items"))
        .containsExactly("(_dlt_id) unique", "(a, b)", "(a, b) unique", "(day)");
    loads.load(resource -> resource.primaryKey("a", "b"), "{\"a\":1,\"b\":1,\"day\":2}");
    assertThat(indexes("items")).containsExactly("(_dlt_id) unique", "(a, b)", "(day)");
  }

  @Test
  void versionsAreFoundByTheirHashAndMergeKey() {
    loads.load(
        merge(resource -> resource.strategy(MergeStrategy.SCD2).mergeKey("nk")),
        "{\"nk\":1,\"l\":[1]}");

    assertThat(indexes("items")).containsExactly("(_dlt_id)", "(nk)");
    assertThat(indexes("items__l")).containsExactly("(_dlt_id) unique");
  }

  @Test
  void aMergeWritesTheChangedRowsOnly() {
    Consumer<Resource.Builder> byId = merge(resource -> resource.primaryKey("id"));
    loads.load(byId, rows(ROWS, 0));
    // The first look at a row writes that it is committed, with its page if pages have checksums.
    PostgresServer.execute("VACUUM " + loads.dataset() + ".items");
    long unchanged = walOf(() -> loads.load(byId, rows(ROWS, 0)), ROWS, 0);
    long tenth = walOf(() -> loads.load(byId, rows(ROWS, ROWS / 10)), ROWS, ROWS / 10);
    long all = walOf(() -> loads.load(byId, rows(ROWS, ROWS)), ROWS, ROWS);

    assertThat(unchanged).isLessThan(1_000_000);
    assertThat(tenth).isLessThan(all / 5);
  }

  private static long walOf(java.util.function.Supplier<RunReport> load, int rows, int changed) {
    Object before = PostgresServer.value("SELECT pg_current_wal_insert_lsn()::text");
    RunReport report = load.get();
    assertThat(JsonLoads.counts(report, "items"))
        .isEqualTo(new RowCounts(0, changed, 0, rows - changed, 0));
    return ((Number)
            PostgresServer.value(
                "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '" + before + "')::bigint"))
        .longValue();
  }

  private static String[] rows(int count, int changed) {
    String[] documents = new String[count];
    for (int i = 0; i < count; i++) {
      documents[i] =
          "{\"id\":%d,\"v\":%d,\"text\":\"some words that make the row a little longer, number %d\"}"
              .formatted(i, i < changed ? i + changed : i, i);
    }
    return documents;
  }

  private List<String> indexes(String table) {
    return PostgresServer.query(
            "SELECT substring(indexdef from '\\(.*\\)') || CASE WHEN indexdef LIKE '%%UNIQUE%%' THEN ' unique' ELSE '' END FROM pg_indexes WHERE schemaname = '%s' AND tablename = '%s' ORDER BY 1"
                .formatted(loads.dataset(), table))
        .stream()
        .map(row -> String.valueOf(row.get(0)))
        .toList();
  }
}
