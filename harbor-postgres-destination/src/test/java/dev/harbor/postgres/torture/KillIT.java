package dev.harbor.postgres.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.postgres.PostgresDestination;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.ResourceState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kills a loading JVM with SIGKILL again and again; {@code -Dharbor.seed} repeats a run. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KillIT {
  private static final int KILLS = 50;
  private static final int KILLS_AFTER_FIRST_BYTE = 30;
  private static final int KILLS_BETWEEN_COMMIT_AND_ANSWER = 10;
  private static final int ITEMS = 3_600;
  private static final int SEGMENT_ROWS = 120;
  private static final int MANY_BYTES = 60_000;
  private static final int MANY_MESSAGES = 500;

  private final long seed = Long.getLong("harbor.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private int kills;
  private int killsAfterFirstByte;
  private int killsBetweenCommitAndAnswer;

  /** When a child dies. */
  private enum Moment {
    SPAWNED,
    READY,
    SEGMENT,
    BYTE,
    MESSAGE,
    COMMIT_SENT,
    COMMIT_DONE,
    COMMIT_ANSWERED
  }

  @Test
  void fiftyKillsLoseNothingAndDoubleNothing() throws Exception {
    System.out.println("KillIT: -Dharbor.seed=" + seed);
    assertThat(TortureServer.texts("SHOW fsync")).containsExactly("on");

    torture(new Feed(WriteDisposition.APPEND, ITEMS));
    torture(new Feed(WriteDisposition.MERGE, ITEMS));

    System.out.printf(
        "KillIT: %d kills, %d after the first byte, %d between COMMIT and its answer%n",
        kills, killsAfterFirstByte, killsBetweenCommitAndAnswer);
    assertThat(kills).isEqualTo(KILLS);
    assertThat(killsAfterFirstByte).isGreaterThanOrEqualTo(KILLS_AFTER_FIRST_BYTE);
    assertThat(killsBetweenCommitAndAnswer).isGreaterThanOrEqualTo(KILLS_BETWEEN_COMMIT_AND_ANSWER);
  }

  private List<Moment> moments() {
    List<Moment> moments = new ArrayList<>(List.of(Moment.SPAWNED));
    moments.addAll(Collections.nCopies(1, Moment.READY));
    moments.addAll(Collections.nCopies(3, Moment.SEGMENT));
    moments.addAll(Collections.nCopies(5, Moment.BYTE));
    moments.addAll(Collections.nCopies(6, Moment.MESSAGE));
    moments.addAll(Collections.nCopies(3, Moment.COMMIT_SENT));
    moments.addAll(Collections.nCopies(4, Moment.COMMIT_DONE));
    moments.addAll(Collections.nCopies(2, Moment.COMMIT_ANSWERED));
    Collections.shuffle(moments, random);
    return moments;
  }

  private void torture(Feed feed) throws Exception {
    String dataset = TortureServer.emptyDataset();
    try (DatabaseProxy proxy = DatabaseProxy.before(TortureServer.port())) {
      for (Moment moment : moments()) {
        kill(moment, feed, dataset, proxy);
      }
      long before = proxy.commits();
      proxy.arm(Trap.none());
      try (Child child = load(feed, dataset, proxy)) {
        child.awaitLine("done");
        assertThat(child.exitStatus()).isZero();
      }
      proxy.awaitIdle();

      assertThat(before).as("loads of the killed").isGreaterThan(10);
      requireTruth(feed, dataset, proxy.commits());
    }
  }

  private static Child load(Feed feed, String dataset, DatabaseProxy proxy) throws Exception {
    return Child.start(
        KilledLoad.class,
        TortureServer.url(proxy.port()),
        dataset,
        feed.disposition(),
        feed.items(),
        SEGMENT_ROWS);
  }

  private void kill(Moment moment, Feed feed, String dataset, DatabaseProxy proxy)
      throws Exception {
    Trap trap = trap(moment);
    proxy.arm(trap);
    try (Child child = load(feed, dataset, proxy)) {
      switch (moment) {
        case SPAWNED -> {}
        case READY -> child.awaitLine("ready");
        case SEGMENT -> {
          for (int i = random.nextInt(3); i >= 0; i--) {
            child.awaitLine("segment");
          }
        }
        default -> CompletableFuture.anyOf(trap.sprung(), child.ended()).get(60, TimeUnit.SECONDS);
      }
      if (moment == Moment.COMMIT_DONE) {
        trap.awaitAnswer();
      }

      boolean heard = proxy.hasHeardAnything();
      boolean committing = proxy.hasUnansweredCommit();
      boolean killed = child.kill();
      trap.cut();

      assertThat(killed).as("%s of %s: %s", moment, feed, child.output()).isTrue();
      kills++;
      killsAfterFirstByte += heard ? 1 : 0;
      killsBetweenCommitAndAnswer += committing ? 1 : 0;
    }
  }

  private Trap trap(Moment moment) {
    return switch (moment) {
      case SPAWNED, READY, SEGMENT -> Trap.none();
      case BYTE -> Trap.afterByte(random.nextInt(MANY_BYTES));
      case MESSAGE -> Trap.beforeMessage(1 + random.nextInt(MANY_MESSAGES));
      case COMMIT_SENT, COMMIT_DONE -> Trap.onCommit(1 + random.nextInt(3));
      case COMMIT_ANSWERED -> Trap.onCommitted(1 + random.nextInt(3));
    };
  }

  private static void requireTruth(Feed feed, String dataset, long commits) {
    feed.truth().requireIn(dataset, Feed.RESOURCE);
    assertThat(TortureServer.texts("SELECT load_id FROM " + dataset + "._dlt_loads"))
        .hasSize((int) commits)
        .doesNotHaveDuplicates()
        .containsAll(
            TortureServer.texts("SELECT DISTINCT _dlt_load_id FROM " + dataset + ".items"));
    assertThat(TortureServer.leftovers()).isEmpty();
    requireCursorAtTheEnd(feed, dataset);
  }

  private static void requireCursorAtTheEnd(Feed feed, String dataset) {
    CheckpointKey key = new CheckpointKey(dataset, KilledLoad.PIPELINE, Feed.SOURCE, Feed.RESOURCE);
    try (PostgresDestination destination =
        PostgresDestination.fromUrl(TortureServer.url(TortureServer.port()))) {
      Checkpoint checkpoint = destination.checkpoint(key).orElseThrow();
      ResourceState cursor = checkpoint.state().child("incremental").child("n");
      assertThat(cursor.number("last_value")).contains(feed.lastCursor());
      assertThat(
              KilledLoad.pipeline(destination, dataset, SEGMENT_ROWS).run(feed.source()).isEmpty())
          .as("nothing is left to load")
          .isTrue();
    }
  }
}
