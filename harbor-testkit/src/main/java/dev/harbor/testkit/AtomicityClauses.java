package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static dev.harbor.schema.WriteDisposition.MERGE;
import static dev.harbor.schema.WriteDisposition.REPLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clauses about loads that fail, and about readers meanwhile: all or nothing. */
abstract class AtomicityClauses extends Clauses {
  private static final long READER_PATIENCE_MILLIS = 2_000;

  AtomicityClauses(DestinationContract contract) {
    super(contract);
  }

  private static TableSchema posts(WriteDisposition disposition) {
    return KitTables.root(
        "posts",
        disposition,
        KitTables.key("id", DataType.BIGINT),
        Column.optional("title", DataType.TEXT));
  }

  private static TableSchema tags(WriteDisposition disposition) {
    return KitTables.nested(posts(disposition), "tags", Column.optional("value", DataType.TEXT));
  }

  private static void fail() {
    throw new IllegalStateException("The source broke");
  }

  private static void assertFails(Lane lane, LoadPackages packages) {
    assertThatThrownBy(() -> lane.load(packages))
        .as("a load whose rows cannot be read")
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  @DisplayName("failure while rows are read leaves rows, tables and checkpoint as they were")
  void failureWhileRowsAreRead() throws Exception {
    inEachForm(
        lane -> {
          lane.load(lane.next().row(posts(APPEND), 1L, "a"));
          Lane.Sight before = lane.look("posts", "posts__tags");
          TableSchema wider =
              KitTables.withColumn(posts(APPEND), Column.optional("score", DataType.BIGINT));

          LoadPackages packages = lane.next();
          for (long id = 2; id < 9; id++) {
            packages.row(wider, id, "b", 7L);
          }
          assertFails(lane, packages.beforeRow("posts", 5, AtomicityClauses::fail));

          assertThat(lane.look("posts", "posts__tags")).isEqualTo(before);
        });
  }

  @Test
  @DisplayName("failure of a first load leaves no table and no checkpoint")
  void failureOfAFirstLoad() throws Exception {
    inEachForm(
        lane -> {
          LoadPackages packages =
              lane.next().row(posts(APPEND), 1L, "a").beforeRow("posts", 0, AtomicityClauses::fail);
          assertFails(lane, packages);

          assertThat(lane.checkpoint()).isEmpty();
          assertThat(lane.columns("posts")).isEmpty();
          lane.load(lane.next().row(posts(APPEND), 2L, "b"));
          assertThat(lane.values("posts", "id")).containsExactly(Lane.row(2L));
        });
  }

  @Test
  @DisplayName("failure in the last table leaves the tables before it as they were: append")
  void failureInTheLastTableOfAnAppend() throws Exception {
    failureInTheLastTable(APPEND);
  }

  @Test
  @DisplayName("failure in the last table leaves the tables before it as they were: replace")
  void failureInTheLastTableOfAReplace() throws Exception {
    failureInTheLastTable(REPLACE);
  }

  @Test
  @DisplayName("failure in the last table leaves the tables before it as they were: merge")
  void failureInTheLastTableOfAMerge() throws Exception {
    failureInTheLastTable(MERGE);
  }

  private void failureInTheLastTable(WriteDisposition disposition) throws Exception {
    TableSchema posts = posts(disposition);
    TableSchema tags = tags(disposition);
    whereSupported(
        posts,
        lane -> {
          lane.load(lane.next().row(posts, 1L, "old").nested(tags, "x").row(posts, 2L, "old"));
          Lane.Sight before = lane.look("posts", "posts__tags");

          LoadPackages packages =
              lane.next()
                  .row(posts, 1L, "new")
                  .nested(tags, "y")
                  .nested(tags, "z")
                  .row(posts, 3L, "new")
                  .beforeRow("posts__tags", 1, AtomicityClauses::fail);
          assertFails(lane, packages);

          assertThat(lane.look("posts", "posts__tags")).isEqualTo(before);
        });
  }

  @Test
  @DisplayName("a retry with fewer tables after a failure shows only the retry's")
  void aRetryWithFewerTables() throws Exception {
    inEachForm(
        lane -> {
          LoadPackages broken =
              lane.next()
                  .row(posts(APPEND), 1L, "a")
                  .nested(tags(APPEND), "x")
                  .nested(tags(APPEND), "y")
                  .beforeRow("posts__tags", 1, AtomicityClauses::fail);
          assertFails(lane, broken);

          lane.load(lane.next().row(posts(APPEND), 1L, "a"));

          assertThat(lane.values("posts", "id", "title")).containsExactly(Lane.row(1L, "a"));
          assertThat(lane.columns("posts__tags")).isEmpty();
        });
  }

  @Test
  @DisplayName("the same package loads after it failed once")
  void theSamePackageLoadsAfterItFailedOnce() throws Exception {
    inEachForm(
        lane -> {
          AtomicInteger reads = new AtomicInteger();
          HandMadePackage load =
              lane.made(
                  lane.next()
                      .row(posts(APPEND), 1L, "a")
                      .row(posts(APPEND), 2L, "b")
                      .beforeRow(
                          "posts",
                          1,
                          () -> {
                            if (reads.getAndIncrement() == 0) {
                              fail();
                            }
                          }));
          assertThatThrownBy(() -> destination().load(load)).isInstanceOf(RuntimeException.class);

          LoadReceipt receipt = lane.load(load);

          assertThat(receipt.outcome()).isEqualTo(LoadReceipt.Outcome.LOADED);
          assertThat(lane.values("posts", "id"))
              .containsExactlyInAnyOrder(Lane.row(1L), Lane.row(2L));
          assertThat(lane.checkpoint()).contains(load.checkpoint());
        });
  }

  @Test
  @DisplayName("a source that fails before the package is sealed leaves nothing")
  void aSourceThatFailsBeforeTheSeal() throws Exception {
    inEachForm(
        lane -> {
          lane.load(lane.next().row(posts(APPEND), 1L, "a"));
          Lane.Sight before = lane.look("posts", "posts__tags");

          LoadPackages packages =
              lane.next()
                  .row(posts(APPEND), 2L, "b")
                  .failingSource(new IllegalStateException("The source broke"));
          assertFails(lane, packages);

          assertThat(lane.look("posts", "posts__tags")).isEqualTo(before);
        });
  }

  @Test
  @DisplayName("readers never see half a package: append")
  void readersNeverSeeHalfAnAppend() throws Exception {
    readersSeeOldOrNew(APPEND, List.of(1L, 2L), List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L));
  }

  @Test
  @DisplayName("readers never see half a package: replace, and never none")
  void readersNeverSeeHalfAReplace() throws Exception {
    readersSeeOldOrNew(REPLACE, List.of(1L, 2L), List.of(3L, 4L, 5L, 6L, 7L));
  }

  @Test
  @DisplayName("readers never see half a package: merge")
  void readersNeverSeeHalfAMerge() throws Exception {
    readersSeeOldOrNew(MERGE, List.of(1L, 2L), List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L));
  }

  private void readersSeeOldOrNew(WriteDisposition disposition, List<Long> old, List<Long> now)
      throws Exception {
    TableSchema posts = posts(disposition);
    TableSchema tags = tags(disposition);
    whereSupported(
        posts,
        lane -> {
          lane.load(documents(lane.next(), posts, tags, 1, 2));
          LoadPackages packages = documents(lane.next(), posts, tags, 3, 7);
          try (HeldLoad held = new HeldLoad(lane, packages, "posts__tags", 3)) {
            FutureTask<List<Long>> rootReader = HeldLoad.start(() -> sorted(lane, "posts", "id"));
            FutureTask<List<Long>> nestedReader =
                HeldLoad.start(() -> sorted(lane, "posts__tags", "post"));
            assertOldOrWaits(rootReader, old);
            assertOldOrWaits(nestedReader, old);

            held.letGo();
            assertThat(get(rootReader)).isIn(old, now);
            assertThat(get(nestedReader)).isIn(old, now);
          }
          assertThat(sorted(lane, "posts", "id")).isEqualTo(now);
          assertThat(sorted(lane, "posts__tags", "post")).isEqualTo(now);
        });
  }

  private static LoadPackages documents(
      LoadPackages packages, TableSchema posts, TableSchema tags, int from, int to) {
    TableSchema numbered = KitTables.withColumn(tags, Column.optional("post", DataType.BIGINT));
    for (long id = from; id <= to; id++) {
      packages.row(posts, id, "title").nested(numbered, "tag", id);
    }
    return packages;
  }

  /** A reader may wait for the load, but while the load is not over it must not see any of it. */
  private static void assertOldOrWaits(FutureTask<List<Long>> reader, List<Long> old)
      throws Exception {
    try {
      assertThat(reader.get(READER_PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
          .as("what a reader sees in the middle of a load")
          .isEqualTo(old);
    } catch (TimeoutException e) {
      assertThat(reader.isDone()).isFalse();
    }
  }

  private static List<Long> get(FutureTask<List<Long>> reader) throws Exception {
    return reader.get(HeldLoad.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static List<Long> sorted(Lane lane, String table, String column) {
    return lane.values(table, column).stream().map(AtomicityClauses::number).sorted().toList();
  }

  private static Long number(List<@Nullable Object> row) {
    return row.get(0) instanceof Long number ? number : Long.MIN_VALUE;
  }
}
