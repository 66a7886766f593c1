package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.error.RetryableDestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clauses about packages that come again. */
abstract class IdempotenceClauses extends Clauses {
  private static final TableSchema POSTS =
      KitTables.root("posts", APPEND, KitTables.key("id", DataType.BIGINT));
  private static final TableSchema TAGS =
      KitTables.nested(POSTS, "tags", Column.optional("value", DataType.TEXT));

  IdempotenceClauses(DestinationContract contract) {
    super(contract);
  }

  private static HandMadePackage twoPosts(Lane lane) {
    return lane.made(lane.next().row(POSTS, 1L).nested(TAGS, "x").row(POSTS, 2L));
  }

  private static void assertCountedOnce(Lane lane, HandMadePackage load) {
    assertThat(lane.values("posts", "id")).containsExactlyInAnyOrder(Lane.row(1L), Lane.row(2L));
    assertThat(lane.values("posts__tags", "value")).containsExactly(Lane.row("x"));
    assertThat(lane.checkpoint()).contains(load.checkpoint());
  }

  @Test
  @DisplayName("a package that comes twice counts once, and the second call says so")
  void aPackageThatComesTwice() throws Exception {
    inEachForm(
        lane -> {
          HandMadePackage load = twoPosts(lane);

          LoadReceipt first = lane.load(load);
          LoadReceipt second = lane.load(load);

          assertThat(first.outcome()).isEqualTo(LoadReceipt.Outcome.LOADED);
          assertThat(second).isEqualTo(LoadReceipt.alreadyLoaded(first.loadId()));
          assertCountedOnce(lane, load);
        });
  }

  @Test
  @DisplayName("a package whose first answer was lost counts once when it comes again")
  void aPackageWhoseAnswerWasLost() throws Exception {
    inEachForm(
        lane -> {
          HandMadePackage load = twoPosts(lane);
          FaultyDestination faulty =
              FaultyDestination.wrapping(destination()).failingAfterCommit(1);
          assertThatThrownBy(() -> faulty.load(load))
              .isInstanceOf(RetryableDestinationException.class);

          LoadReceipt retried = faulty.load(load);

          assertThat(retried).isEqualTo(LoadReceipt.alreadyLoaded(load.id()));
          assertCountedOnce(lane, load);
        });
  }

  @Test
  @DisplayName("a package that another object committed is known to a new one")
  void aPackageThatAnotherObjectCommitted() throws Exception {
    inEachForm(
        lane -> {
          HandMadePackage load = twoPosts(lane);
          lane.load(load);

          LoadReceipt again = lane.on(reopened()).load(load);

          assertThat(again).isEqualTo(LoadReceipt.alreadyLoaded(load.id()));
          assertCountedOnce(lane, load);
        });
  }

  @Test
  @DisplayName("a package that got a new load id and comes twice counts once")
  void aRenumberedPackageThatComesTwice() throws Exception {
    inEachForm(
        lane -> {
          Lane other = lane.resource("comments");
          TableSchema comments =
              KitTables.root("comments", APPEND, Column.optional("body", DataType.TEXT));
          HandMadePackage late = twoPosts(lane);
          other.load(other.next().id(late.id().after(late.id())).row(comments, "hi"));

          LoadReceipt first = lane.load(late);
          LoadReceipt second = lane.load(late);

          assertThat(first.outcome()).isEqualTo(LoadReceipt.Outcome.LOADED);
          assertThat(second).isEqualTo(LoadReceipt.alreadyLoaded(first.loadId()));
          assertCountedOnce(lane, late);
        });
  }

  @Test
  @DisplayName("a package that failed half-way loads completely when it comes again")
  void aPackageThatFailedHalfway() throws Exception {
    inEachForm(
        lane -> {
          HandMadePackage load = twoPosts(lane);
          FaultyDestination faulty = FaultyDestination.wrapping(destination()).failingHalfway(1);
          assertThatThrownBy(() -> faulty.load(load))
              .isInstanceOf(RetryableDestinationException.class);
          assertThat(lane.checkpoint()).isEmpty();

          LoadReceipt retried = faulty.load(load);

          assertThat(retried.outcome()).isEqualTo(LoadReceipt.Outcome.LOADED);
          assertCountedOnce(lane, load);
        });
  }
}
