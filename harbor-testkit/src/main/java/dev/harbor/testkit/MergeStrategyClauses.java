package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.MERGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.RowCounts;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeOptions;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clauses about merging by other strategies than upsert, and about what decides in any of them. */
abstract class MergeStrategyClauses extends Clauses {
  MergeStrategyClauses(DestinationContract contract) {
    super(contract);
  }

  /** id, day of the merge key, a number, a flag. */
  private static TableSchema posts(MergeStrategy strategy, ColumnHints day, ColumnHints flag) {
    return KitTables.root(
            "posts",
            MERGE,
            KitTables.key("id", DataType.BIGINT),
            Column.required("day", DataType.BIGINT).withHints(day),
            Column.optional("flag", DataType.BOOL).withHints(flag))
        .withDisposition(MERGE, strategy);
  }

  private static TableSchema posts(MergeStrategy strategy) {
    return posts(strategy, ColumnHints.none(), ColumnHints.none());
  }

  private static TableSchema tags(TableSchema posts) {
    return KitTables.nested(posts, "tags", Column.optional("value", DataType.TEXT));
  }

  private static void assertCounts(LoadReceipt receipt, String table, RowCounts counts) {
    assertThat(Lane.counts(receipt, table).orElse(counts))
        .as("counts of table " + table)
        .isEqualTo(counts);
  }

  @Test
  @DisplayName("delete-insert replaces the records of a load with all below them")
  void deleteInsertReplacesTheRecordsOfALoad() throws Exception {
    TableSchema posts = posts(MergeStrategy.DELETE_INSERT);
    TableSchema tags = tags(posts);
    whereSupported(
        posts,
        lane -> {
          lane.load(
              lane.next()
                  .row(posts, 1L, 1L, null)
                  .nested(tags, "a")
                  .nested(tags, "b")
                  .row(posts, 2L, 1L, null)
                  .nested(tags, "kept"));

          LoadReceipt receipt =
              lane.load(
                  lane.next().row(posts, 1L, 2L, null).nested(tags, "c").row(posts, 3L, 1L, null));

          assertThat(lane.values("posts", "id", "day"))
              .containsExactlyInAnyOrder(Lane.row(1L, 2L), Lane.row(2L, 1L), Lane.row(3L, 1L));
          assertThat(Links.tagsPerPost(lane))
              .containsExactlyInAnyOrder(Lane.row(1L, 0L, "c"), Lane.row(2L, 0L, "kept"));
          assertCounts(receipt, "posts", new RowCounts(2, 0, 1, 0, 0));
          assertCounts(receipt, "posts__tags", new RowCounts(1, 0, 2, 0, 0));
        });
  }

  @Test
  @DisplayName("a merge key replaces its slices as a whole")
  void aMergeKeyReplacesItsSlices() throws Exception {
    TableSchema posts =
        posts(MergeStrategy.DELETE_INSERT, ColumnHints.none().withMergeKey(), ColumnHints.none());
    TableSchema tags = tags(posts);
    whereSupported(
        posts,
        lane -> {
          lane.load(
              lane.next()
                  .row(posts, 1L, 7L, null)
                  .nested(tags, "a")
                  .row(posts, 2L, 7L, null)
                  .nested(tags, "b")
                  .row(posts, 3L, 8L, null)
                  .nested(tags, "kept"));

          LoadReceipt receipt = lane.load(lane.next().row(posts, 4L, 7L, null));

          assertThat(lane.values("posts", "id", "day"))
              .containsExactlyInAnyOrder(Lane.row(3L, 8L), Lane.row(4L, 7L));
          assertThat(Links.tagsPerPost(lane)).containsExactly(Lane.row(3L, 0L, "kept"));
          assertCounts(receipt, "posts", new RowCounts(1, 0, 2, 0, 0));
        });
  }

  @Test
  @DisplayName("insert-only leaves existing records and all below them alone")
  void insertOnlyLeavesExistingRecordsAlone() throws Exception {
    TableSchema posts = posts(MergeStrategy.INSERT_ONLY);
    TableSchema tags = tags(posts);
    whereSupported(
        posts,
        lane -> {
          lane.load(lane.next().row(posts, 1L, 1L, null).nested(tags, "old"));

          LoadReceipt receipt =
              lane.load(
                  lane.next()
                      .row(posts, 1L, 2L, null)
                      .nested(tags, "new")
                      .nested(tags, "more")
                      .row(posts, 2L, 2L, null)
                      .nested(tags, "added"));

          assertThat(lane.values("posts", "id", "day"))
              .containsExactlyInAnyOrder(Lane.row(1L, 1L), Lane.row(2L, 2L));
          assertThat(Links.tagsPerPost(lane))
              .containsExactlyInAnyOrder(Lane.row(1L, 0L, "old"), Lane.row(2L, 0L, "added"));
          assertCounts(receipt, "posts", new RowCounts(1, 0, 0, 1, 0));
          assertCounts(receipt, "posts__tags", new RowCounts(1, 0, 0, 2, 0));
        });
  }

  @Test
  @DisplayName("of a key that a package has twice the last one stays, by every strategy")
  void theLastOfAKeyStaysByEveryStrategy() throws Exception {
    for (MergeStrategy strategy :
        new MergeStrategy[] {MergeStrategy.DELETE_INSERT, MergeStrategy.INSERT_ONLY}) {
      TableSchema posts = posts(strategy);
      TableSchema tags = tags(posts);
      whereSupported(
          posts,
          lane -> {
            lane.load(
                lane.next()
                    .row(posts, 1L, 1L, null)
                    .nested(tags, "first")
                    .nested(tags, "surplus")
                    .row(posts, 1L, 2L, null)
                    .nested(tags, "last"));

            assertThat(lane.values("posts", "id", "day")).containsExactly(Lane.row(1L, 2L));
            assertThat(Links.tagsPerPost(lane)).containsExactly(Lane.row(1L, 0L, "last"));
          });
    }
  }

  @Test
  @DisplayName("a hard delete removes the record with all below it, and is not stored itself")
  void aHardDeleteRemovesTheRecord() throws Exception {
    for (MergeStrategy strategy :
        new MergeStrategy[] {MergeStrategy.UPSERT, MergeStrategy.DELETE_INSERT}) {
      TableSchema posts = posts(strategy, ColumnHints.none(), ColumnHints.none().withHardDelete());
      TableSchema tags = tags(posts);
      whereSupported(
          posts,
          lane -> {
            lane.load(
                lane.next()
                    .row(posts, 1L, 1L, null)
                    .nested(tags, "gone")
                    .row(posts, 2L, 1L, false)
                    .nested(tags, "kept"));

            LoadReceipt receipt =
                lane.load(
                    lane.next()
                        .row(posts, 1L, 1L, true)
                        .row(posts, 9L, 1L, true)
                        .nested(tags, "of nobody"));

            assertThat(lane.values("posts", "id")).containsExactly(Lane.row(2L));
            assertThat(Links.tagsPerPost(lane)).containsExactly(Lane.row(2L, 0L, "kept"));
            assertCounts(receipt, "posts", new RowCounts(0, 0, 1, 0, 2));
            assertCounts(receipt, "posts__tags", new RowCounts(0, 0, 1, 0, 1));
          });
    }
  }

  @Test
  @DisplayName("a sorted column decides which of two rows of a key stays; null is oldest")
  void aSortedColumnDecides() throws Exception {
    for (String order : new String[] {"asc", "desc"}) {
      TableSchema posts =
          KitTables.root(
              "posts",
              MERGE,
              KitTables.key("id", DataType.BIGINT),
              Column.optional("seq", DataType.BIGINT)
                  .withHints(ColumnHints.none().withDedupSort(order)));
      TableSchema tags = tags(posts);
      whereSupported(
          posts,
          lane -> {
            lane.load(
                lane.next()
                    .row(posts, 1L, 2L)
                    .nested(tags, "two")
                    .row(posts, 1L, 3L)
                    .nested(tags, "three")
                    .row(posts, 1L, null)
                    .nested(tags, "null")
                    .row(posts, 2L, 5L)
                    .row(posts, 2L, 4L));

            boolean greatest = order.equals("desc");
            assertThat(lane.values("posts", "id", "seq"))
                .containsExactlyInAnyOrder(
                    Lane.row(1L, greatest ? 3L : null), Lane.row(2L, greatest ? 5L : 4L));
            assertThat(Links.tagsPerPost(lane))
                .containsExactly(Lane.row(1L, 0L, greatest ? "three" : "null"));
          });
    }
  }

  @Test
  @DisplayName("a record changes only if it is newer, where the table says so")
  void aRecordChangesOnlyIfItIsNewer() throws Exception {
    TableSchema posts =
        posts(MergeStrategy.UPSERT).withMergeOptions(MergeOptions.none().withUpdateIfNewer("day"));
    TableSchema tags = tags(posts);
    whereSupported(
        posts,
        lane -> {
          lane.load(
              lane.next()
                  .row(posts, 1L, 5L, null)
                  .nested(tags, "old")
                  .row(posts, 2L, 5L, null)
                  .nested(tags, "old"));

          LoadReceipt receipt =
              lane.load(
                  lane.next()
                      .row(posts, 1L, 4L, true)
                      .nested(tags, "older")
                      .row(posts, 2L, 6L, true)
                      .nested(tags, "newer"));

          assertThat(lane.values("posts", "id", "day", "flag"))
              .containsExactlyInAnyOrder(Lane.row(1L, 5L, null), Lane.row(2L, 6L, true));
          assertThat(Links.tagsPerPost(lane))
              .containsExactlyInAnyOrder(Lane.row(1L, 0L, "old"), Lane.row(2L, 0L, "newer"));
          assertCounts(receipt, "posts", new RowCounts(0, 1, 0, 1, 0));
        });
  }
}
