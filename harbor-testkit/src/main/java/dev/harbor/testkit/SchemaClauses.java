package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static dev.harbor.schema.WriteDisposition.MERGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.CheckpointKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clauses about tables and columns. */
abstract class SchemaClauses extends Clauses {
  private static final TableSchema POSTS =
      KitTables.root("posts", APPEND, KitTables.key("id", DataType.BIGINT));
  private static final Column TITLE = Column.optional("title", DataType.TEXT);

  /** Names that a statement gets wrong if it is put together without care. */
  private static final List<String> AWKWARD =
      List.of(
          "select",
          "order",
          "user",
          "we\"ird",
          "it's",
          "back`tick",
          "semi;colon",
          "with space",
          "dot.ted",
          "back\\slash",
          "per%scent",
          "ques?tion",
          "dol$1lar",
          "UpperCase",
          "gr\u00F6\u00DFe",
          "\u540D\u524D",
          "1digit",
          "-- comment");

  SchemaClauses(DestinationContract contract) {
    super(contract);
  }

  @Test
  @DisplayName("a load makes its tables, each with the columns of its schema")
  void aLoadMakesItsTables() throws Exception {
    inEachForm(
        lane -> {
          TableSchema tags =
              KitTables.nested(POSTS, "tags", Column.optional("value", DataType.TEXT));
          lane.load(lane.next().row(POSTS, 1L).nested(tags, "x"));

          assertThat(lane.columns("posts")).containsExactly("id", "_dlt_load_id", "_dlt_id");
          assertThat(lane.columns("posts__tags"))
              .containsExactly("value", "_dlt_parent_id", "_dlt_list_idx", "_dlt_id");
        });
  }

  @Test
  @DisplayName("a table without rows is made too")
  void aTableWithoutRowsIsMadeToo() throws Exception {
    inEachForm(
        lane -> {
          HandMadePackage load = lane.made(lane.next().table(POSTS));
          lane.load(load);

          assertThat(lane.columns("posts")).contains("id");
          assertThat(lane.values("posts", "id")).isEmpty();
          assertThat(lane.checkpoint()).contains(load.checkpoint());
        });
  }

  @Test
  @DisplayName("a new column is added, and is null in the rows that were there")
  void aNewColumnIsAdded() throws Exception {
    inEachForm(
        lane -> {
          lane.load(lane.next().row(POSTS, 1L));

          lane.load(lane.next().row(KitTables.withColumn(POSTS, TITLE), 2L, "b"));

          assertThat(lane.columns("posts")).contains("title");
          assertThat(lane.values("posts", "id", "title"))
              .containsExactlyInAnyOrder(Lane.row(1L, null), Lane.row(2L, "b"));
        });
  }

  @Test
  @DisplayName("a new column is added under merge, and is null in the rows it did not touch")
  void aNewColumnIsAddedUnderMerge() throws Exception {
    TableSchema posts = KitTables.root("posts", MERGE, KitTables.key("id", DataType.BIGINT));
    whereSupported(
        posts,
        lane -> {
          lane.load(lane.next().row(posts, 1L).row(posts, 2L));

          lane.load(lane.next().row(KitTables.withColumn(posts, TITLE), 2L, "b"));

          assertThat(lane.values("posts", "id", "title"))
              .containsExactlyInAnyOrder(Lane.row(1L, null), Lane.row(2L, "b"));
        });
  }

  @Test
  @DisplayName("a nested table that turns up later is made then")
  void aNestedTableThatTurnsUpLater() throws Exception {
    inEachForm(
        lane -> {
          TableSchema tags =
              KitTables.nested(POSTS, "tags", Column.optional("value", DataType.TEXT));
          lane.load(lane.next().row(POSTS, 1L));
          assertThat(lane.columns("posts__tags")).isEmpty();

          lane.load(lane.next().row(POSTS, 2L).nested(tags, "x"));

          assertThat(Links.tagsPerPost(lane)).containsExactly(Lane.row(2L, 0L, "x"));
        });
  }

  @Test
  @DisplayName("the order of columns in a package does not matter")
  void theOrderOfColumnsDoesNotMatter() throws Exception {
    inEachForm(
        lane -> {
          Column body = Column.optional("body", DataType.TEXT);
          TableSchema posts = KitTables.withColumn(KitTables.withColumn(POSTS, TITLE), body);
          List<Column> reversed = new ArrayList<>(posts.columns());
          Collections.reverse(reversed);
          lane.load(lane.next().row(posts, 1L, "title 1", "body 1"));

          lane.load(lane.next().row(posts.withColumns(reversed), "body 2", "title 2", 2L));

          assertThat(lane.values("posts", "id", "title", "body"))
              .containsExactlyInAnyOrder(
                  Lane.row(1L, "title 1", "body 1"), Lane.row(2L, "title 2", "body 2"));
        });
  }

  @Test
  @DisplayName("a table and a column that are there already do no harm")
  void aTableThatIsThereAlready() throws Exception {
    inEachForm(
        lane -> {
          CheckpointKey key = lane.key();
          Lane other =
              lane.at(new CheckpointKey(key.dataset(), "another", "another", key.resource()));
          TableSchema titled = KitTables.withColumn(POSTS, TITLE);
          lane.load(lane.next().row(POSTS, 1L));
          other.load(other.next().row(titled, 2L, "b"));

          lane.load(lane.next().row(titled, 3L, "c"));

          assertThat(lane.values("posts", "id", "title"))
              .containsExactlyInAnyOrder(Lane.row(1L, null), Lane.row(2L, "b"), Lane.row(3L, "c"));
          assertThat(lane.columns("posts")).containsOnlyOnce("title");
        });
  }

  @Test
  @DisplayName("quotes, keywords and foreign letters are names like any other")
  void awkwardNames() throws Exception {
    inEachForm(
        lane -> {
          for (String name : AWKWARD) {
            Lane mine = lane.resource(name);
            TableSchema table =
                KitTables.root(
                    name,
                    APPEND,
                    KitTables.key("id", DataType.BIGINT),
                    Column.optional(name, DataType.TEXT));
            TableSchema nested =
                KitTables.nested(table, name, Column.optional(name, DataType.TEXT));

            HandMadePackage load = lane.made(mine.next().row(table, 1L, name).nested(nested, name));
            mine.load(load);

            assertThat(mine.values(name, "id", name)).containsExactly(Lane.row(1L, name));
            assertThat(mine.values(nested.name(), name)).containsExactly(Lane.row(name));
            assertThat(mine.checkpoint()).contains(load.checkpoint());
          }
        });
  }

  @Test
  @DisplayName("names of the declared maximum length are kept apart to their last character")
  void longestNames() throws Exception {
    inEachForm(
        lane -> {
          String stem = "n".repeat(Math.min(capabilities().maxIdentifierLength(), 1_000) - 1);
          for (String last : List.of("a", "b")) {
            Lane mine = lane.resource(stem + last);
            TableSchema table =
                KitTables.root(
                    stem + last,
                    APPEND,
                    Column.optional(stem + "a", DataType.TEXT),
                    Column.optional(stem + "b", DataType.TEXT));
            mine.load(mine.next().row(table, last + "a", last + "b"));
          }

          for (String last : List.of("a", "b")) {
            assertThat(lane.values(stem + last, stem + "a", stem + "b"))
                .containsExactly(Lane.row(last + "a", last + "b"));
          }
        });
  }
}
