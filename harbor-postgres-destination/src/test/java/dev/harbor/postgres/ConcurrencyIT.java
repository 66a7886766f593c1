package dev.harbor.postgres;

import static dev.harbor.postgres.Tables.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.error.DestinationException;
import dev.harbor.error.StaleCheckpointException;
import dev.harbor.schema.MergeOptions;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.CheckpointKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConcurrencyIT {
  private final String dataset = PostgresServer.emptyDataset();

  @RepeatedTest(3)
  void ofTwoFirstLoadsAtOnceExactlyOneWins() throws Exception {
    CheckpointKey key = Tables.key(dataset);
    TableSchema items = Tables.items(WriteDisposition.MERGE);
    PostgresDestination destination = PostgresDestination.of(PostgresServer.dataSource());

    List<Object> outcomes =
        together(
            List.of(
                () -> destination.load(TestPackage.first(key).rows(items, item(1L, "a"))),
                () -> destination.load(TestPackage.first(key).rows(items, item(2L, "b")))));

    assertThat(outcomes).hasAtLeastOneElementOfType(LoadReceipt.class);
    assertThat(outcomes).hasAtLeastOneElementOfType(StaleCheckpointException.class);
    assertThat(PostgresServer.query("SELECT count(*) FROM %s.items".formatted(dataset)))
        .containsExactly(List.of(1L));
  }

  @RepeatedTest(3)
  void tenLanesAtOnceKeepTenCheckpoints() throws Exception {
    // Fewer connections than lanes: those that wait for one must not take it for a dead server.
    try (PostgresDestination destination =
        PostgresDestination.builder().url(PostgresServer.url()).poolSize(3).build()) {
      for (int round = 1; round <= 3; round++) {
        List<Callable<Object>> lanes = new ArrayList<>();
        for (int lane = 0; lane < 10; lane++) {
          CheckpointKey key = lane(lane);
          long seen = round;
          lanes.add(
              () ->
                  destination.load(
                      new TestPackage(key, destination.checkpoint(key))
                          .rows(table(key.resource()), item(seen, "x"))
                          .state("seen", seen)));
        }
        assertThat(together(lanes)).hasOnlyElementsOfType(LoadReceipt.class);
      }
      for (int lane = 0; lane < 10; lane++) {
        var checkpoint = destination.checkpoint(lane(lane)).orElseThrow();
        assertThat(checkpoint.state().number("seen")).contains(3L);
        assertThat(checkpoint.tables()).extracting(TableSchema::name).containsExactly("t" + lane);
      }
    }
    assertThat(
            PostgresServer.query(
                "SELECT count(*), count(DISTINCT load_id), count(DISTINCT inserted_at) FROM %s._dlt_loads"
                    .formatted(dataset)))
        .containsExactly(List.of(30L, 30L, 30L));
  }

  @Test
  void stateRowsArePruned() {
    PostgresDestination destination = PostgresDestination.of(PostgresServer.dataSource());
    for (long i = 0; i < 30; i++) {
      destination.load(new TestPackage(lane(0), destination.checkpoint(lane(0))).state("seen", i));
    }

    assertThat(
            PostgresServer.query(
                "SELECT count(*), max(version) - min(version) FROM %s._dlt_pipeline_state"
                    .formatted(dataset)))
        .containsExactly(List.of(20L, 19L));
    assertThat(destination.checkpoint(lane(0)).orElseThrow().state().number("seen")).contains(29L);
  }

  private CheckpointKey lane(int lane) {
    return new CheckpointKey(dataset, "pipe", "src", "t" + lane);
  }

  private static TableSchema table(String name) {
    return new TableSchema(
        name,
        name,
        null,
        Tables.items(WriteDisposition.APPEND).columns(),
        Map.of(),
        WriteDisposition.APPEND,
        null,
        null,
        MergeOptions.none(),
        null);
  }

  /** Results of calls that start at once; exceptions of the destination are results too. */
  private static List<Object> together(List<Callable<Object>> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<Future<Object>> running = new ArrayList<>();
      for (Callable<Object> call : calls) {
        running.add(
            threads.submit(
                () -> {
                  start.await(30, TimeUnit.SECONDS);
                  return call.call();
                }));
      }
      List<Object> outcomes = new ArrayList<>();
      for (Future<Object> one : running) {
        try {
          outcomes.add(one.get());
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof DestinationException)) {
            throw e;
          }
          outcomes.add(e.getCause());
        }
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }
}
