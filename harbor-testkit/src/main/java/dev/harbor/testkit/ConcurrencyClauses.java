package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static dev.harbor.schema.WriteDisposition.MERGE;
import static dev.harbor.schema.WriteDisposition.REPLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.error.StaleCheckpointException;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.CheckpointKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clauses about several loads at once, and about what a load must give back. */
abstract class ConcurrencyClauses extends Clauses {
  private static final int LANES = 10;
  private static final int LOADS_PER_LANE = 3;

  ConcurrencyClauses(DestinationContract contract) {
    super(contract);
  }

  private static TableSchema posts(WriteDisposition disposition) {
    return KitTables.root("posts", disposition, KitTables.key("id", DataType.BIGINT));
  }

  private static TableSchema tags(WriteDisposition disposition) {
    return KitTables.nested(posts(disposition), "tags", Column.optional("value", DataType.TEXT));
  }

  @Test
  @DisplayName("two keys load at once")
  void twoKeysLoadAtOnce() throws Exception {
    inEachForm(
        lane -> {
          CheckpointKey key = lane.key();
          Lane other =
              lane.at(
                  new CheckpointKey(
                      key.dataset() + "_b", key.pipeline(), key.source(), key.resource()));
          CyclicBarrier start = new CyclicBarrier(2);
          FutureTask<Set<String>> one = loads(lane, posts(APPEND), start);
          FutureTask<Set<String>> two = loads(other, posts(APPEND), start);

          assertThat(one.get(HeldLoad.PATIENCE_SECONDS, TimeUnit.SECONDS)).hasSize(LOADS_PER_LANE);
          assertThat(two.get(HeldLoad.PATIENCE_SECONDS, TimeUnit.SECONDS)).hasSize(LOADS_PER_LANE);
          assertThat(lane.values("posts", "id")).hasSize(LOADS_PER_LANE);
          assertThat(other.values("posts", "id")).hasSize(LOADS_PER_LANE);
        });
  }

  @Test
  @DisplayName("ten lanes of one pipeline that commit at once keep ten checkpoints")
  void tenLanesKeepTenCheckpoints() throws Exception {
    inEachForm(
        lane -> {
          CyclicBarrier start = new CyclicBarrier(LANES);
          List<FutureTask<Set<String>>> runs = new ArrayList<>();
          for (int i = 0; i < LANES; i++) {
            TableSchema table =
                KitTables.root("lane_" + i, APPEND, KitTables.key("id", DataType.BIGINT));
            runs.add(loads(lane.resource("lane_" + i), table, start));
          }

          Set<String> ids = new TreeSet<>();
          for (FutureTask<Set<String>> run : runs) {
            ids.addAll(run.get(HeldLoad.PATIENCE_SECONDS, TimeUnit.SECONDS));
          }
          assertThat(ids).as("load ids, all different").hasSize(LANES * LOADS_PER_LANE);
          for (int i = 0; i < LANES; i++) {
            Lane mine = lane.resource("lane_" + i);
            assertThat(mine.values("lane_" + i, "id")).hasSize(LOADS_PER_LANE);
            assertThat(mine.checkpoint().orElseThrow().state().number("loads"))
                .contains((long) LOADS_PER_LANE);
            assertThat(mine.checkpoint().orElseThrow().tables())
                .extracting(TableSchema::name)
                .containsExactly("lane_" + i);
          }
        });
  }

  /** Some loads of a lane, one after the other, on a thread of their own; gives their load ids. */
  private static FutureTask<Set<String>> loads(Lane lane, TableSchema table, CyclicBarrier start) {
    return HeldLoad.start(
        () -> {
          start.await(HeldLoad.PATIENCE_SECONDS, TimeUnit.SECONDS);
          Set<String> ids = new TreeSet<>();
          for (long i = 1; i <= LOADS_PER_LANE; i++) {
            LoadPackages packages = lane.next();
            HandMadePackage load =
                lane.made(packages.state(lane.stateWith("loads", i)).row(table, i));
            LoadReceipt receipt = lane.load(load);
            assertThat(lane.checkpoint()).contains(load.checkpoint());
            ids.add(receipt.loadId().text());
          }
          return ids;
        });
  }

  @Test
  @DisplayName("every reader is closed when a load ends, well or not")
  void everyReaderIsClosed() throws Exception {
    for (WriteDisposition disposition : List.of(APPEND, REPLACE, MERGE)) {
      if (supports(posts(disposition))) {
        inEachForm(lane -> everyReaderIsClosed(lane, disposition));
      }
    }
  }

  private static void everyReaderIsClosed(Lane lane, WriteDisposition disposition) {
    TableSchema posts = posts(disposition);
    TableSchema tags = tags(disposition);
    HandMadePackage loaded = lane.made(lane.next().row(posts, 1L).nested(tags, "x").row(posts, 2L));
    lane.load(loaded);
    assertThat(loaded.openReaders()).as("after a load").isZero();
    lane.load(loaded);
    assertThat(loaded.openReaders()).as("after it was loaded again").isZero();

    for (String table : List.of("posts", "posts__tags")) {
      HandMadePackage broken =
          lane.made(
              lane.next()
                  .row(posts, 3L)
                  .nested(tags, "y")
                  .beforeRow(
                      table,
                      0,
                      () -> {
                        throw new IllegalStateException("The source broke");
                      }));
      assertThatThrownBy(() -> lane.load(broken)).isInstanceOf(RuntimeException.class);
      assertThat(broken.openReaders()).as("after a failure in " + table).isZero();
    }

    HandMadePackage stale =
        lane.made(lane.first().id(loaded.id().after(loaded.id())).row(posts, 4L));
    assertThatThrownBy(() -> lane.load(stale)).isInstanceOf(StaleCheckpointException.class);
    assertThat(stale.openReaders()).as("after a refusal").isZero();
  }

  @Test
  @DisplayName("an interrupt while rows are read leaves nothing behind, and the next load works")
  void anInterruptLeavesNothingBehind() throws Exception {
    inEachForm(
        lane -> {
          lane.load(lane.next().row(posts(APPEND), 1L).nested(tags(APPEND), "x"));
          Lane.Sight before = lane.look("posts", "posts__tags");
          LoadPackages packages =
              lane.next().row(posts(APPEND), 2L).nested(tags(APPEND), "y").row(posts(APPEND), 3L);

          try (HeldLoad held = new HeldLoad(lane, packages, "posts__tags", 0)) {
            FutureTask<LoadReceipt> outcome = held.interrupt();
            assertThatThrownBy(outcome::get).isInstanceOf(ExecutionException.class);
          }

          assertThat(lane.look("posts", "posts__tags")).isEqualTo(before);
          assertThat(lane.openReaders()).isZero();
          lane.load(lane.next().row(posts(APPEND), 4L));
          assertThat(lane.values("posts", "id"))
              .containsExactlyInAnyOrder(Lane.row(1L), Lane.row(4L));
        });
  }

  @Test
  @DisplayName("a load on an interrupted thread is done whole or not at all")
  void aLoadOnAnInterruptedThread() throws Exception {
    inEachForm(
        lane -> {
          HandMadePackage load =
              lane.made(lane.next().row(posts(APPEND), 1L).nested(tags(APPEND), "x"));
          FutureTask<LoadReceipt> task =
              HeldLoad.start(
                  () -> {
                    Thread.currentThread().interrupt();
                    return destination().load(load);
                  });
          try {
            task.get(HeldLoad.PATIENCE_SECONDS, TimeUnit.SECONDS);
          } catch (ExecutionException refused) {
            assertThat(refused.getCause()).isInstanceOf(RuntimeException.class);
          }
          int rows = lane.values("posts", "id").size();
          assertThat(lane.checkpoint().isPresent()).isEqualTo(rows == 1);
          assertThat(lane.values("posts__tags", "value")).hasSize(rows);

          lane.load(load);

          assertThat(lane.values("posts", "id")).containsExactly(Lane.row(1L));
          assertThat(lane.values("posts__tags", "value")).containsExactly(Lane.row("x"));
        });
  }
}
