package dev.harbor.postgres;

import static dev.harbor.postgres.Tables.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.harbor.destination.Block;
import dev.harbor.destination.BlockReader;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.RowReader;
import dev.harbor.destination.TableRows;
import dev.harbor.error.DestinationException;
import dev.harbor.error.Retryable;
import dev.harbor.error.RetryableDestinationException;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.CheckpointKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FailureIT {
  private static final TableSchema ITEMS = Tables.items(WriteDisposition.APPEND);

  // One connection: whatever a failure leaves behind on it, the next call meets.
  private final PostgresDestination destination =
      PostgresDestination.builder()
          .url(PostgresServer.url())
          .poolSize(1)
          .lockTimeout(Duration.ofMillis(200))
          .build();
  private final String dataset = PostgresServer.emptyDataset();
  private final CheckpointKey key = Tables.key(dataset);

  @AfterEach
  void close() {
    destination.close();
  }

  @Test
  void aLostAnswerToCommitIsRecognisedByTheRetry() throws IOException {
    int port = (Integer) PostgresServer.value("SELECT inet_server_port()");
    try (CuttingProxy proxy = new CuttingProxy(port);
        PostgresDestination far =
            PostgresDestination.fromUrl(
                PostgresServer.url().replace(":" + port, ":" + proxy.port()))) {
      TestPackage load = next().rows(ITEMS, item(1L, "Ada"));
      proxy.cutNextCommit();

      assertThatThrownBy(() -> far.load(load))
          .isInstanceOf(RetryableDestinationException.class)
          .hasMessage(
              "Cannot tell whether the load was committed: the connection was lost while the answer was awaited. Hand the same package over again");
      assertThat(far.load(load)).isEqualTo(LoadReceipt.alreadyLoaded(load.id()));
      assertThat(ids()).containsExactly(1L);
    }
  }

  @Test
  void aSourceOfRowsThatFailsLeavesNothingBehind() {
    TestPackage load = next().rows(ITEMS, item(1L, "Ada"), item(2L, "Ben"), item(3L, "Cem"));
    FailingRows failing =
        new FailingRows(
            load.tables().get(0),
            () -> {
              throw new IllegalStateException("boom");
            });

    assertThatThrownBy(() -> destination.load(load.with(failing)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("boom");
    assertThat(datasetExists()).isFalse();

    destination.load(next().rows(ITEMS, item(4L, "Dag")));
    assertThat(ids()).containsExactly(4L);
  }

  @Test
  void anInterruptBetweenBlocksRollsBackAndKeepsTheFlag() {
    TestPackage load = next().rows(ITEMS, item(1L, "Ada"), item(2L, "Ben"), item(3L, "Cem"));
    FailingRows interrupting =
        new FailingRows(load.tables().get(0), () -> Thread.currentThread().interrupt());

    Throwable thrown = catchThrowable(() -> destination.load(load.with(interrupting)));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown)
        .isInstanceOf(DestinationException.class)
        .isNotInstanceOf(Retryable.class)
        .hasMessage(
            "Cannot load table 'items': the thread was interrupted. The transaction is rolled back");
    assertThat(datasetExists()).isFalse();
    assertThat(destination.load(next().rows(ITEMS, item(4L, "Dag"))).outcome())
        .isEqualTo(LoadReceipt.Outcome.LOADED);
  }

  @Test
  void aBackendKilledInsideCopyIsRetryableAndTheConnectionIsReplaced() {
    TestPackage load = next().rows(ITEMS, item(1L, "Ada"), item(2L, "Ben"), item(3L, "Cem"));
    FailingRows killing =
        new FailingRows(
            load.tables().get(0),
            () ->
                PostgresServer.query(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'harbor/pipe' AND query LIKE 'COPY%'"));

    assertThatThrownBy(() -> destination.load(load.with(killing)))
        .isInstanceOf(RetryableDestinationException.class)
        .hasMessageStartingWith("Cannot load table 'items': ");
    assertThat(destination.load(next().rows(ITEMS, item(4L, "Dag"))).outcome())
        .isEqualTo(LoadReceipt.Outcome.LOADED);
    assertThat(ids()).containsExactly(4L);
  }

  @Test
  void aLockThatIsNotGrantedIsRetryable() throws Exception {
    destination.load(next().rows(ITEMS, item(1L, "Ada")));
    try (var other = PostgresServer.dataSource().getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE %s.items IN SHARE MODE".formatted(dataset));

      assertThatThrownBy(() -> destination.load(next().rows(ITEMS, item(2L, "Ben"))))
          .isInstanceOf(RetryableDestinationException.class)
          .hasMessage(
              "Cannot load table 'items': a lock was not granted in time: another session uses the table. Try again");
    }
  }

  @Test
  void aRefusedRowIsNamedByItsNumberAndNotQuoted() {
    destination.load(next().rows(ITEMS, item(1L, "Ada")));
    PostgresServer.execute(
        "ALTER TABLE %s.items ADD CONSTRAINT short CHECK (length(name) < 6)".formatted(dataset));

    Throwable thrown =
        catchThrowable(
            () -> destination.load(next().rows(ITEMS, item(2L, "ok"), item(3L, "s3cret value"))));

    assertThat(thrown)
        .isInstanceOf(DestinationException.class)
        .isNotInstanceOf(Retryable.class)
        .hasMessage(
            "Cannot load table 'items': a row breaks the check 'short' in row 2 of those sent");
    assertThat(thrown.getCause()).message().doesNotContain("s3cret");
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void rowsThatATriggerDropsFailTheValidation() {
    destination.load(next().rows(ITEMS, item(1L, "Ada")));
    trigger("IF NEW.id = 2 THEN RETURN NULL; END IF; RETURN NEW;");

    assertThatThrownBy(() -> destination.load(next().rows(ITEMS, item(2L, "Ben"), item(3L, "Cem"))))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot load table 'items': 2 rows were sent, the server stored 1. Look for a trigger that drops rows");
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void updatesThatATriggerSuppressesFailTheValidationOfAMerge() {
    TableSchema merged = Tables.items(WriteDisposition.MERGE);
    destination.load(next().rows(merged, item(1L, "Ada"), item(2L, "Ben")));
    PostgresServer.execute(
        "CREATE TRIGGER quiet BEFORE UPDATE ON %s.items FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
            .formatted(dataset));
    destination.load(next().rows(merged, item(1L, "Ada L.")));
    PostgresServer.execute(
        "CREATE FUNCTION %1$s.g() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
            .formatted(dataset));
    PostgresServer.execute(
        "CREATE TRIGGER g BEFORE UPDATE ON %1$s.items FOR EACH ROW EXECUTE FUNCTION %1$s.g()"
            .formatted(dataset));

    assertThatThrownBy(() -> destination.load(next().rows(merged, item(1L, "x"), item(2L, "Ben"))))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot load table 'items': 2 rows were staged, but 1 unchanged. Look for triggers or rules that drop rows");
    assertThat(PostgresServer.value("SELECT name FROM %s.items WHERE id = 1".formatted(dataset)))
        .isEqualTo("Ada L.");
  }

  @Test
  void noticesOfATriggerDoNotBlockTheLoad() {
    destination.load(next().rows(ITEMS, item(1L, "Ada")));
    trigger("RAISE NOTICE '%', repeat('x', 1000); RETURN NEW;");
    @Nullable Object[][] many = new @Nullable Object[20_000][];
    for (int i = 0; i < many.length; i++) {
      many[i] = item(i + 10L, "n");
    }

    destination.load(next().rows(ITEMS, many));

    assertThat(ids()).hasSize(20_001);
  }

  private void trigger(String body) {
    PostgresServer.execute(
        "CREATE FUNCTION %s.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s END $$"
            .formatted(dataset, body));
    PostgresServer.execute(
        "CREATE TRIGGER f BEFORE INSERT ON %1$s.items FOR EACH ROW EXECUTE FUNCTION %1$s.f()"
            .formatted(dataset));
  }

  private TestPackage next() {
    return new TestPackage(key, destination.checkpoint(key));
  }

  private boolean datasetExists() {
    return !PostgresServer.query(
            "SELECT 1 FROM pg_namespace WHERE nspname = '%s'".formatted(dataset))
        .isEmpty();
  }

  private List<Object> ids() {
    List<Object> ids = new ArrayList<>();
    PostgresServer.query("SELECT id FROM %s.items".formatted(dataset))
        .forEach(row -> ids.add(String.valueOf(row.get(0))));
    return ids.stream().map(id -> (Object) Long.valueOf((String) id)).toList();
  }

  /** Blocks of a table; something happens before the second. */
  private record FailingRows(TableRows rows, Runnable happening) implements TableRows {
    @Override
    public TableSchema schema() {
      return rows.schema();
    }

    @Override
    public long rowCount() {
      return rows.rowCount();
    }

    @Override
    public boolean isNative() {
      return true;
    }

    @Override
    public RowReader openRows() {
      return rows.openRows();
    }

    @Override
    public BlockReader openBlocks() {
      BlockReader blocks = rows.openBlocks();
      int[] read = {0};
      return new BlockReader() {
        @Override
        public @Nullable Block next() {
          if (read[0]++ == 1) {
            happening.run();
          }
          return blocks.next();
        }

        @Override
        public void close() {
          blocks.close();
        }
      };
    }
  }
}
