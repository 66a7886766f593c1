package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.MERGE;
import static dev.harbor.schema.WriteDisposition.REPLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.destination.TableRows;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LoadPackagesTest {
  private static final CheckpointKey KEY = new CheckpointKey("raw", "pipeline", "source", "posts");
  private static final TableSchema POSTS =
      KitTables.root("posts", MERGE, KitTables.key("id", DataType.BIGINT));
  private static final TableSchema TAGS =
      KitTables.nested(POSTS, "tags", Column.optional("value", DataType.TEXT));

  private static List<Row> rows(TableRows table) {
    List<Row> rows = new ArrayList<>();
    try (RowReader reader = table.openRows()) {
      reader.forEachRemaining(rows::add);
    }
    return rows;
  }

  private static @Nullable Object value(TableRows table, int row, String column) {
    return rows(table).get(row).value(table.schema().indexOf(column));
  }

  @Test
  void nestedRowsPointToTheRowsAboveThem() {
    HandMadePackage load =
        LoadPackages.first(KEY)
            .row(POSTS, 1L)
            .row(POSTS, 2L)
            .nested(TAGS, "x")
            .nested(TAGS, "y")
            .build();
    TableRows posts = load.tables().get(0);
    TableRows tags = load.tables().get(1);

    assertThat(rows(posts)).extracting(Row::item).containsExactly(0L, 1L);
    assertThat(rows(tags)).extracting(Row::item).containsExactly(1L, 1L);
    assertThat(value(tags, 1, "_dlt_parent_id")).isEqualTo(value(posts, 1, "_dlt_id"));
    assertThat(value(tags, 1, "_dlt_root_id")).isEqualTo(value(posts, 1, "_dlt_id"));
    assertThat(value(tags, 1, "_dlt_list_idx")).isEqualTo(1L);
    assertThat(value(tags, 0, "_dlt_id")).isNotEqualTo(value(tags, 1, "_dlt_id"));
  }

  @Test
  void idsOfMergedRowsFollowFromTheirKey() {
    TableRows first = LoadPackages.first(KEY).row(POSTS, 1L).build().tables().get(0);
    TableRows second =
        LoadPackages.first(KEY).row(POSTS, 2L).row(POSTS, 1L).build().tables().get(0);

    assertThat(value(first, 0, "_dlt_id")).isEqualTo(value(second, 1, "_dlt_id"));
    assertThat(value(second, 0, "_dlt_id")).isNotEqualTo(value(second, 1, "_dlt_id"));
  }

  @Test
  void rowsAndCheckpointCarryTheFinalLoadId() {
    HandMadePackage load = LoadPackages.first(KEY).row(POSTS, 1L).build();
    LoadId newest = LoadId.at(Instant.parse("2030-01-01T00:00:00Z"));
    LoadId expected = load.id().after(newest);

    assertThat(load.numberAfter(Optional.of(newest))).isEqualTo(expected).isGreaterThan(newest);

    assertThat(value(load.tables().get(0), 0, "_dlt_load_id")).isEqualTo(expected.text());
    assertThat(load.checkpoint().loadId()).isEqualTo(expected);
    assertThat(load.numberAfter(Optional.of(LoadId.at(Instant.EPOCH)))).isEqualTo(expected);
  }

  @Test
  void theDiffHasWhatTheBaseHasNot() {
    InMemoryDestination memory = new InMemoryDestination();
    HandMadePackage first = LoadPackages.first(KEY).row(POSTS, 1L).build();
    memory.load(first);
    TableSchema titled = KitTables.withColumn(POSTS, Column.optional("title", DataType.TEXT));

    HandMadePackage next =
        LoadPackages.next(memory, KEY).row(titled, 2L, "b").nested(TAGS, "x").build();

    assertThat(first.schemaDiff().addedTables()).containsExactly(POSTS);
    assertThat(next.base()).contains(first.checkpoint());
    assertThat(next.schemaDiff().addedTables()).containsExactly(TAGS);
    assertThat(next.schemaDiff().addedColumns())
        .containsExactly(
            new SchemaDiff.ColumnChange("posts", Column.optional("title", DataType.TEXT)));
    assertThat(next.checkpoint().tables()).containsExactly(titled, TAGS);
  }

  @Test
  void aReplacedTableWithoutRowsIsThereToBeEmptied() {
    TableSchema posts = KitTables.root("posts", REPLACE, KitTables.key("id", DataType.BIGINT));
    TableSchema tags = KitTables.nested(posts, "tags", Column.optional("value", DataType.TEXT));
    InMemoryDestination memory = new InMemoryDestination();
    memory.load(LoadPackages.first(KEY).row(posts, 1L).nested(tags, "x").build());

    HandMadePackage empty = LoadPackages.next(memory, KEY).table(posts).build();

    assertThat(empty.tables()).extracting(TableRows::rowCount).containsExactly(0L, 0L);
    assertThat(empty.schemaDiff().emptiedTables()).containsExactly("posts", "posts__tags");
  }

  @Test
  void readersAreCountedAndNotReadWhenClosed() {
    HandMadePackage load = LoadPackages.first(KEY).row(POSTS, 1L).build();
    RowReader reader = load.tables().get(0).openRows();
    assertThat(load.openReaders()).isEqualTo(1);

    reader.close();
    reader.close();

    assertThat(load.openReaders()).isZero();
    assertThatThrownBy(reader::next).hasMessage("Cannot read a row: the reader is closed");
  }

  @Test
  void rowsInOneFormAreNotReadInTheOther() {
    InMemoryDestination memory = new InMemoryDestination();
    EncodingDestination encoding =
        new EncodingDestination(memory, EncodingDestination.Reading.TABLES);
    HandMadePackage plain = LoadPackages.first(KEY).row(POSTS, 1L).build();
    HandMadePackage encoded = LoadPackages.first(KEY).nativeIn(encoding).row(POSTS, 1L).build();

    assertThatThrownBy(() -> plain.tables().get(0).openBlocks())
        .hasMessage("Cannot read blocks of table 'posts': its rows are in Harbor's form");
    assertThatThrownBy(plain::blocks)
        .hasMessage("Cannot read native blocks: there was no encoder for table 'posts'");
    assertThatThrownBy(() -> encoded.tables().get(0).openRows())
        .hasMessage("Cannot read rows of table 'posts': they are native blocks");
  }

  @Test
  void mistakesOfTheTestAreNamed() {
    assertThatThrownBy(() -> LoadPackages.first(KEY).nested(TAGS, "x"))
        .hasMessage("Cannot add a nested row: parent table 'posts' has no row yet");
    assertThatThrownBy(() -> LoadPackages.first(KEY).row(POSTS, 1L, "surplus"))
        .hasMessage("Cannot add row [1, surplus] to table 'posts': it needs 1 values");
  }

  @Test
  void aSourceThatFailsNeverSealsThePackage() {
    RuntimeException failure = new IllegalStateException("The source broke");
    HandMadePackage load = LoadPackages.first(KEY).row(POSTS, 1L).failingSource(failure).build();

    assertThatThrownBy(load::tables).isSameAs(failure);
    assertThatThrownBy(load::schemaDiff).isSameAs(failure);
    assertThatThrownBy(load::checkpoint).isSameAs(failure);
  }
}
