package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.MERGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.RowCounts;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clauses about merging by upsert. */
abstract class MergeClauses extends Clauses {
  private static final TableSchema POSTS =
      KitTables.root(
          "posts",
          MERGE,
          KitTables.key("id", DataType.BIGINT),
          Column.optional("title", DataType.TEXT));
  private static final TableSchema TAGS =
      KitTables.nested(POSTS, "tags", Column.optional("value", DataType.TEXT));
  private static final TableSchema NOTES =
      KitTables.nested(TAGS, "notes", Column.optional("value", DataType.TEXT));

  MergeClauses(DestinationContract contract) {
    super(contract);
  }

  private static void assertCounts(LoadReceipt receipt, String table, RowCounts counts) {
    assertThat(Lane.counts(receipt, table).orElse(counts))
        .as("counts of table " + table)
        .isEqualTo(counts);
  }

  @Test
  @DisplayName("inserts what is new, updates what differs, keeps the others")
  void insertsUpdatesKeeps() throws Exception {
    whereSupported(
        POSTS,
        lane -> {
          lane.load(
              lane.next()
                  .row(POSTS, 1L, "old")
                  .row(POSTS, 2L, "kept")
                  .row(POSTS, 3L, "same")
                  .row(POSTS, 4L, "gone"));

          LoadReceipt receipt =
              lane.load(
                  lane.next()
                      .row(POSTS, 1L, "new")
                      .row(POSTS, 3L, "same")
                      .row(POSTS, 4L, null)
                      .row(POSTS, 5L, "added"));

          assertThat(lane.values("posts", "id", "title"))
              .containsExactlyInAnyOrder(
                  Lane.row(1L, "new"),
                  Lane.row(2L, "kept"),
                  Lane.row(3L, "same"),
                  Lane.row(4L, null),
                  Lane.row(5L, "added"));
          assertCounts(receipt, "posts", new RowCounts(1, 2, 0, 1, 0));
        });
  }

  @Test
  @DisplayName("unchanged rows stay as they are, with the load id they had")
  void unchangedRowsStayAsTheyAre() throws Exception {
    whereSupported(
        POSTS,
        lane -> {
          LoadReceipt first =
              lane.load(
                  lane.next()
                      .row(POSTS, 1L, "same")
                      .nested(TAGS, "x")
                      .row(POSTS, 2L, null)
                      .row(POSTS, 3L, "old"));

          LoadReceipt second =
              lane.load(
                  lane.next()
                      .row(POSTS, 1L, "same")
                      .nested(TAGS, "x")
                      .row(POSTS, 2L, null)
                      .row(POSTS, 3L, "new"));

          assertThat(lane.values("posts", "id", KitTables.LOAD_ID))
              .containsExactlyInAnyOrder(
                  Lane.row(1L, first.loadId().text()),
                  Lane.row(2L, first.loadId().text()),
                  Lane.row(3L, second.loadId().text()));
          assertCounts(second, "posts", new RowCounts(0, 1, 0, 2, 0));
          assertCounts(second, "posts__tags", new RowCounts(0, 0, 0, 1, 0));
        });
  }

  @Test
  @DisplayName("a root counts as updated if only its nested rows changed")
  void aRootCountsAsUpdatedIfOnlyItsNestedRowsChanged() throws Exception {
    whereSupported(
        POSTS,
        lane -> {
          lane.load(
              lane.next()
                  .row(POSTS, 1L, "same")
                  .nested(TAGS, "x")
                  .nested(TAGS, "y")
                  .row(POSTS, 2L, "same"));

          LoadReceipt second =
              lane.load(
                  lane.next().row(POSTS, 1L, "same").nested(TAGS, "x").row(POSTS, 2L, "same"));

          assertThat(Links.tagsPerPost(lane)).containsExactly(Lane.row(1L, 0L, "x"));
          assertThat(lane.values("posts", "id", KitTables.LOAD_ID))
              .contains(Lane.row(1L, second.loadId().text()))
              .doesNotContain(Lane.row(2L, second.loadId().text()));
          assertCounts(second, "posts", new RowCounts(0, 1, 0, 1, 0));
          assertCounts(second, "posts__tags", new RowCounts(0, 0, 1, 1, 0));
        });
  }

  @Test
  @DisplayName("of a key that a package has twice, the last one stays, with its nested rows only")
  void theLastOfAKeyStays() throws Exception {
    whereSupported(
        POSTS,
        lane -> {
          lane.load(lane.next().row(POSTS, 1L, "old").nested(TAGS, "old"));

          LoadReceipt receipt =
              lane.load(
                  lane.next()
                      .row(POSTS, 1L, "first")
                      .nested(TAGS, "first")
                      .nested(TAGS, "surplus")
                      .row(POSTS, 2L, "first")
                      .nested(TAGS, "only of the first")
                      .row(POSTS, 1L, "last")
                      .nested(TAGS, "last")
                      .row(POSTS, 2L, "last"));

          assertThat(lane.values("posts", "id", "title"))
              .containsExactlyInAnyOrder(Lane.row(1L, "last"), Lane.row(2L, "last"));
          assertThat(Links.tagsPerPost(lane)).containsExactly(Lane.row(1L, 0L, "last"));
          assertCounts(receipt, "posts", new RowCounts(1, 1, 0, 0, 2));
          assertCounts(receipt, "posts__tags", new RowCounts(0, 1, 0, 0, 3));
        });
  }

  @Test
  @DisplayName("of a key that a first package has twice, the last one stays")
  void theLastOfAKeyStaysInAFirstLoad() throws Exception {
    whereSupported(
        POSTS,
        lane -> {
          lane.load(
              lane.next()
                  .row(POSTS, 1L, "first")
                  .nested(TAGS, "x")
                  .nested(TAGS, "y")
                  .row(POSTS, 1L, "last")
                  .nested(TAGS, "z"));

          assertThat(lane.values("posts", "id", "title")).containsExactly(Lane.row(1L, "last"));
          assertThat(Links.tagsPerPost(lane)).containsExactly(Lane.row(1L, 0L, "z"));
        });
  }

  @Test
  @DisplayName(
      "nested rows follow their root: elements come, change and go; other roots keep theirs")
  void nestedRowsFollowTheirRoot() throws Exception {
    whereSupported(
        POSTS,
        lane -> {
          lane.load(
              lane.next()
                  .row(POSTS, 1L, "a")
                  .nested(TAGS, "kept")
                  .nested(TAGS, "changed")
                  .nested(TAGS, "removed")
                  .row(POSTS, 2L, "b")
                  .nested(TAGS, "untouched")
                  .row(POSTS, 3L, "c"));

          LoadReceipt receipt =
              lane.load(
                  lane.next()
                      .row(POSTS, 1L, "a")
                      .nested(TAGS, "kept")
                      .nested(TAGS, "other")
                      .row(POSTS, 3L, "c")
                      .nested(TAGS, "added"));

          assertThat(Links.tagsPerPost(lane))
              .containsExactlyInAnyOrder(
                  Lane.row(1L, 0L, "kept"),
                  Lane.row(1L, 1L, "other"),
                  Lane.row(2L, 0L, "untouched"),
                  Lane.row(3L, 0L, "added"));
          assertCounts(receipt, "posts__tags", new RowCounts(1, 1, 1, 1, 0));
        });
  }

  @Test
  @DisplayName("the last element goes too, although its table is not in the package")
  void theLastElementGoesToo() throws Exception {
    whereSupported(
        POSTS,
        lane -> {
          lane.load(
              lane.next()
                  .row(POSTS, 1L, "a")
                  .nested(TAGS, "x")
                  .nested(NOTES, "deep")
                  .row(POSTS, 2L, "b")
                  .nested(TAGS, "y"));

          lane.load(lane.next().row(POSTS, 1L, "a"));

          assertThat(Links.tagsPerPost(lane)).containsExactly(Lane.row(2L, 0L, "y"));
          assertThat(lane.values("posts__tags__notes", "value")).isEmpty();
        });
  }

  @Test
  @DisplayName("rows two levels down follow their root")
  void rowsTwoLevelsDownFollowTheirRoot() throws Exception {
    whereSupported(
        POSTS,
        lane -> {
          lane.load(
              lane.next()
                  .row(POSTS, 1L, "a")
                  .nested(TAGS, "x")
                  .nested(NOTES, "old")
                  .nested(NOTES, "removed")
                  .row(POSTS, 2L, "b")
                  .nested(TAGS, "y")
                  .nested(NOTES, "untouched"));

          lane.load(
              lane.next()
                  .row(POSTS, 1L, "a")
                  .nested(TAGS, "x")
                  .nested(NOTES, "new")
                  .nested(TAGS, "z")
                  .nested(NOTES, "added"));

          assertThat(Links.childrenPerParent(lane, "posts__tags", "value", "posts__tags__notes"))
              .containsExactlyInAnyOrder(
                  Lane.row("x", 0L, "new"),
                  Lane.row("z", 0L, "added"),
                  Lane.row("y", 0L, "untouched"));
        });
  }

  @Test
  @DisplayName("compound keys are compared column by column")
  void compoundKeysAreComparedColumnByColumn() throws Exception {
    TableSchema members =
        KitTables.root(
            "posts",
            MERGE,
            KitTables.key("first", DataType.TEXT),
            Column.optional("title", DataType.TEXT),
            KitTables.key("second", DataType.TEXT));
    whereSupported(
        members,
        lane -> {
          lane.load(lane.next().row(members, "a", "1", "bc").row(members, "ab", "2", "c"));

          lane.load(
              lane.next()
                  .row(members, "a", "3", "bc")
                  .row(members, "a", "4", "c")
                  .row(members, "abc", "5", ""));

          assertThat(lane.values("posts", "first", "second", "title"))
              .containsExactlyInAnyOrder(
                  Lane.row("a", "bc", "3"),
                  Lane.row("ab", "c", "2"),
                  Lane.row("a", "c", "4"),
                  Lane.row("abc", "", "5"));
        });
  }

  @Test
  @DisplayName("a merge of some thousand rows over others keeps one row per key")
  void aMergeOfSomeThousandRows() throws Exception {
    whereSupported(
        POSTS,
        lane -> {
          LoadPackages before = lane.next();
          for (long id = 0; id < 3_000; id++) {
            before.row(POSTS, id, "old").nested(TAGS, "old");
          }
          lane.load(before);

          LoadPackages after = lane.next();
          for (long id = 1_500; id < 4_500; id++) {
            after.row(POSTS, id, "new").nested(TAGS, "new");
          }
          LoadReceipt receipt = lane.load(after);

          assertThat(lane.values("posts", "id")).hasSize(4_500).doesNotHaveDuplicates();
          assertThat(lane.values("posts", "title"))
              .filteredOn(Lane.row("new")::equals)
              .hasSize(3_000);
          assertThat(lane.values("posts__tags", "value"))
              .hasSize(4_500)
              .filteredOn(Lane.row("new")::equals)
              .hasSize(3_000);
          assertCounts(receipt, "posts", new RowCounts(1_500, 1_500, 0, 0, 0));
        });
  }
}
