package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.error.StaleCheckpointException;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.LoadId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clauses about two runs of one pipeline, and about the order of loads. */
abstract class StalenessClauses extends Clauses {
  private static final TableSchema POSTS =
      KitTables.root("posts", APPEND, KitTables.key("id", DataType.BIGINT));
  private static final TableSchema COMMENTS =
      KitTables.root("comments", APPEND, Column.optional("body", DataType.TEXT));

  StalenessClauses(DestinationContract contract) {
    super(contract);
  }

  private static void assertStale(Lane lane, HandMadePackage load) {
    Lane.Sight before = lane.look("posts", "posts__tags");

    assertThatThrownBy(() -> lane.load(load))
        .as("a load from a checkpoint that is not the current one")
        .isInstanceOfSatisfying(
            StaleCheckpointException.class, stale -> assertThat(stale.key()).isEqualTo(lane.key()));

    assertThat(lane.look("posts", "posts__tags")).isEqualTo(before);
  }

  @Test
  @DisplayName("a package with an outdated base is refused, and nothing is written")
  void anOutdatedBase() throws Exception {
    inEachForm(
        lane -> {
          TableSchema tags =
              KitTables.nested(POSTS, "tags", Column.optional("value", DataType.TEXT));
          lane.load(lane.next().row(POSTS, 1L));
          HandMadePackage late = lane.made(lane.next().row(POSTS, 2L).nested(tags, "x"));
          // An id apart from the winner's: a package is known by its load id.
          lane.load(lane.next().id(late.id().after(late.id())).row(POSTS, 3L));

          assertStale(lane, late);
        });
  }

  @Test
  @DisplayName("a package without a base is refused if there is a checkpoint")
  void anAbsentBase() throws Exception {
    inEachForm(
        lane -> {
          HandMadePackage late =
              lane.made(
                  lane.first().id(LoadId.at(Instant.parse("2027-01-01T00:00:00Z"))).row(POSTS, 2L));
          lane.load(lane.next().row(POSTS, 1L));

          assertStale(lane, late);
        });
  }

  @Test
  @DisplayName("a package with a base is refused if there is no checkpoint")
  void aBaseThatIsGone() throws Exception {
    inEachForm(
        lane -> {
          HandMadePackage first = lane.made(lane.first().row(POSTS, 1L));

          assertStale(lane, lane.made(lane.first().base(first.checkpoint()).row(POSTS, 2L)));
        });
  }

  @Test
  @DisplayName("of two first loads at once exactly one wins")
  void twoFirstLoadsAtOnce() throws Exception {
    inEachForm(
        lane -> {
          Lane other = lane.on(reopened());
          CyclicBarrier start = new CyclicBarrier(2);
          List<FutureTask<LoadReceipt>> runs = new ArrayList<>();
          for (long run = 1; run <= 2; run++) {
            Lane mine = run == 1 ? lane : other;
            LoadId id = LoadId.at(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(run));
            HandMadePackage load = lane.made(mine.first().id(id).row(POSTS, run));
            runs.add(
                HeldLoad.start(
                    () -> {
                      start.await(HeldLoad.PATIENCE_SECONDS, TimeUnit.SECONDS);
                      return mine.load(load);
                    }));
          }

          List<LoadReceipt> won = new ArrayList<>();
          List<Throwable> lost = new ArrayList<>();
          for (FutureTask<LoadReceipt> run : runs) {
            try {
              won.add(run.get(HeldLoad.PATIENCE_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
              lost.add(e.getCause());
            }
          }
          assertThat(won).as("winners; the others failed with " + lost).hasSize(1);
          assertThat(lost).singleElement().isInstanceOf(StaleCheckpointException.class);
          assertThat(lane.values("posts", KitTables.LOAD_ID))
              .containsExactly(Lane.row(won.get(0).loadId().text()));
          assertThat(lane.checkpoint().orElseThrow().loadId()).isEqualTo(won.get(0).loadId());
        });
  }

  @Test
  @DisplayName("a load id is greater than all before it in the dataset, on rows and checkpoint too")
  void aLoadIdIsGreaterThanAllBefore() throws Exception {
    inEachForm(
        lane -> {
          Lane comments = lane.resource("comments");
          LoadId newer = LoadId.at(Instant.parse("2027-01-01T00:00:00Z"));
          LoadId older = LoadId.at(Instant.parse("2020-01-01T00:00:00Z"));
          comments.load(comments.next().id(newer).row(COMMENTS, "hi"));
          HandMadePackage late = lane.made(lane.next().id(older).row(POSTS, 1L));

          LoadReceipt receipt = lane.load(late);

          assertThat(receipt.loadId()).isGreaterThan(newer).isEqualTo(late.id());
          assertThat(lane.checkpoint().orElseThrow().loadId()).isEqualTo(receipt.loadId());
          assertThat(lane.values("posts", KitTables.LOAD_ID))
              .containsExactly(Lane.row(receipt.loadId().text()));

          LoadReceipt next = comments.load(comments.next().row(COMMENTS, "again"));
          assertThat(next.loadId()).isGreaterThan(receipt.loadId());
        });
  }

  @Test
  @DisplayName("a load id that is greater already stays as it is")
  void aGreaterLoadIdStays() throws Exception {
    inEachForm(
        lane -> {
          lane.load(lane.next().row(POSTS, 1L));
          LoadId newer = LoadId.at(Instant.parse("2027-01-01T00:00:00Z"));

          LoadReceipt receipt = lane.load(lane.next().id(newer).row(POSTS, 2L));

          assertThat(receipt.loadId()).isEqualTo(newer);
          assertThat(lane.values("posts", "id", KitTables.LOAD_ID))
              .contains(Lane.row(2L, newer.text()));
        });
  }
}
