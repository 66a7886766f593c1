package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static dev.harbor.schema.WriteDisposition.REPLACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.RowCounts;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clauses about the dispositions that look at no key. */
abstract class AppendAndReplaceClauses extends Clauses {
  AppendAndReplaceClauses(DestinationContract contract) {
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

  private static void assertCounts(LoadReceipt receipt, String table, RowCounts counts) {
    assertThat(Lane.counts(receipt, table).orElse(counts))
        .as("counts of table " + table)
        .isEqualTo(counts);
  }

  @Test
  @DisplayName("append adds rows to those that are there, equal keys included")
  void appendAdds() throws Exception {
    inEachForm(
        lane -> {
          TableSchema posts = posts(APPEND);
          lane.load(lane.next().row(posts, 1L, "a").row(posts, 2L, null));

          LoadReceipt receipt = lane.load(lane.next().row(posts, 2L, "b").row(posts, 3L, "c"));

          assertThat(lane.values("posts", "id", "title"))
              .containsExactlyInAnyOrder(
                  Lane.row(1L, "a"), Lane.row(2L, null), Lane.row(2L, "b"), Lane.row(3L, "c"));
          assertCounts(receipt, "posts", RowCounts.inserted(2));
        });
  }

  @Test
  @DisplayName("append adds nested rows that point to their parents")
  void appendAddsNestedRows() throws Exception {
    inEachForm(
        lane -> {
          TableSchema posts = posts(APPEND);
          TableSchema tags = tags(APPEND);
          LoadReceipt receipt =
              lane.load(
                  lane.next()
                      .row(posts, 1L, "a")
                      .nested(tags, "x")
                      .nested(tags, "y")
                      .row(posts, 2L, "b")
                      .nested(tags, "x"));

          assertThat(Links.tagsPerPost(lane))
              .containsExactlyInAnyOrder(
                  Lane.row(1L, 0L, "x"), Lane.row(1L, 1L, "y"), Lane.row(2L, 0L, "x"));
          assertCounts(receipt, "posts", RowCounts.inserted(2));
          assertCounts(receipt, "posts__tags", RowCounts.inserted(3));
        });
  }

  @Test
  @DisplayName("every root row carries the id of its load")
  void everyRootRowCarriesTheIdOfItsLoad() throws Exception {
    inEachForm(
        lane -> {
          LoadReceipt first = lane.load(lane.next().row(posts(APPEND), 1L, "a"));
          LoadReceipt second = lane.load(lane.next().row(posts(APPEND), 2L, "b"));

          assertThat(lane.values("posts", "id", KitTables.LOAD_ID))
              .containsExactlyInAnyOrder(
                  Lane.row(1L, first.loadId().text()), Lane.row(2L, second.loadId().text()));
        });
  }

  @Test
  @DisplayName("a package of some thousand rows arrives whole")
  void aPackageOfSomeThousandRows() throws Exception {
    inEachForm(
        lane -> {
          LoadPackages packages = lane.next();
          for (long id = 0; id < 5_000; id++) {
            packages.row(posts(APPEND), id, "title " + id).nested(tags(APPEND), "tag " + id);
          }
          lane.load(packages);

          assertThat(lane.values("posts", "id")).hasSize(5_000).doesNotHaveDuplicates();
          assertThat(lane.values("posts__tags", "value")).hasSize(5_000).doesNotHaveDuplicates();
        });
  }

  @Test
  @DisplayName("replace leaves exactly the new rows, nested ones included")
  void replaceLeavesExactlyTheNewRows() throws Exception {
    whereSupported(
        posts(REPLACE),
        lane -> {
          TableSchema posts = posts(REPLACE);
          TableSchema tags = tags(REPLACE);
          lane.load(lane.next().row(posts, 1L, "a").nested(tags, "x").row(posts, 2L, "b"));

          LoadReceipt receipt =
              lane.load(lane.next().row(posts, 3L, "c").nested(tags, "y").nested(tags, "z"));

          assertThat(lane.values("posts", "id", "title")).containsExactly(Lane.row(3L, "c"));
          assertThat(Links.tagsPerPost(lane))
              .containsExactlyInAnyOrder(Lane.row(3L, 0L, "y"), Lane.row(3L, 1L, "z"));
          assertCounts(receipt, "posts", new RowCounts(1, 0, 2, 0, 0));
          assertCounts(receipt, "posts__tags", new RowCounts(2, 0, 1, 0, 0));
        });
  }

  @Test
  @DisplayName("replace with zero rows empties the table and its nested tables")
  void replaceWithZeroRowsEmpties() throws Exception {
    whereSupported(
        posts(REPLACE),
        lane -> {
          TableSchema posts = posts(REPLACE);
          lane.load(lane.next().row(posts, 1L, "a").nested(tags(REPLACE), "x"));

          HandMadePackage empty = lane.made(lane.next().table(posts));
          lane.load(empty);

          assertThat(lane.values("posts", "id")).isEmpty();
          assertThat(lane.values("posts__tags", "value")).isEmpty();
          assertThat(lane.columns("posts")).contains("id", "title");
          assertThat(lane.checkpoint()).contains(empty.checkpoint());
        });
  }

  @Test
  @DisplayName("replace empties a nested table that the new rows do not have")
  void replaceEmptiesANestedTable() throws Exception {
    whereSupported(
        posts(REPLACE),
        lane -> {
          TableSchema posts = posts(REPLACE);
          lane.load(lane.next().row(posts, 1L, "a").nested(tags(REPLACE), "x"));

          lane.load(lane.next().row(posts, 2L, "b"));

          assertThat(lane.values("posts", "id")).containsExactly(Lane.row(2L));
          assertThat(lane.values("posts__tags", "value")).isEmpty();
        });
  }

  @Test
  @DisplayName("replace leaves the tables of other resources alone")
  void replaceLeavesOtherTablesAlone() throws Exception {
    whereSupported(
        posts(REPLACE),
        lane -> {
          Lane comments = lane.resource("comments");
          TableSchema table =
              KitTables.root("comments", REPLACE, Column.optional("body", DataType.TEXT));
          comments.load(comments.next().row(table, "hi"));
          lane.load(lane.next().row(posts(REPLACE), 1L, "a"));

          lane.load(lane.next().row(posts(REPLACE), 2L, "b"));

          assertThat(lane.values("comments", "body")).containsExactly(Lane.row("hi"));
        });
  }
}
