package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.harbor.destination.DatasetReader;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.LoadId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clauses about reading rows back; only for a {@link DatasetReader}. */
abstract class ReadingClauses extends Clauses {
  private static final TableSchema POSTS =
      KitTables.root(
          "posts",
          APPEND,
          KitTables.key("id", DataType.BIGINT),
          Column.optional("title", DataType.TEXT));
  private static final TableSchema TAGS =
      KitTables.nested(POSTS, "tags", Column.optional("value", DataType.TEXT));

  ReadingClauses(DestinationContract contract) {
    super(contract);
  }

  private DatasetReader reader() {
    return destination() instanceof DatasetReader reader
        ? reader
        : abort("The destination is no DatasetReader");
  }

  private List<List<@Nullable Object>> read(
      Lane lane, List<TableSchema> lineage, List<LoadId> ids, String... columns) {
    TableSchema last = lineage.get(lineage.size() - 1);
    List<List<@Nullable Object>> values = new ArrayList<>();
    try (RowReader rows = reader().openRows(lane.key().dataset(), lineage, ids)) {
      while (rows.hasNext()) {
        Row row = rows.next();
        assertThat(row.size()).isEqualTo(last.columns().size());
        @Nullable Object[] picked = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
          picked[i] = row.value(last.indexOf(columns[i]));
        }
        values.add(Lane.row(picked));
      }
    }
    return values;
  }

  @Test
  @DisplayName("the rows of some loads are read back, and no others")
  void theRowsOfSomeLoads() throws Exception {
    inEachForm(
        lane -> {
          LoadReceipt first = lane.load(lane.next().row(POSTS, 1L, "a"));
          LoadReceipt second = lane.load(lane.next().row(POSTS, 2L, null).row(POSTS, 3L, "c"));
          LoadReceipt third = lane.load(lane.next().row(POSTS, 4L, "d"));

          assertThat(read(lane, List.of(POSTS), List.of(second.loadId()), "title", "id"))
              .containsExactlyInAnyOrder(Lane.row(null, 2L), Lane.row("c", 3L));
          assertThat(read(lane, List.of(POSTS), List.of(first.loadId(), third.loadId()), "id"))
              .containsExactlyInAnyOrder(Lane.row(1L), Lane.row(4L));
          assertThat(read(lane, List.of(POSTS), List.of(), "id")).isEmpty();
        });
  }

  @Test
  @DisplayName("nested rows are read back by the load of their root")
  void nestedRowsByTheLoadOfTheirRoot() throws Exception {
    inEachForm(
        lane -> {
          TableSchema notes =
              KitTables.nested(TAGS, "notes", Column.optional("value", DataType.TEXT));
          LoadReceipt first =
              lane.load(lane.next().row(POSTS, 1L, "a").nested(TAGS, "x").nested(notes, "deep x"));
          LoadReceipt second =
              lane.load(lane.next().row(POSTS, 2L, "b").nested(TAGS, "y").nested(notes, "deep y"));

          assertThat(read(lane, List.of(POSTS, TAGS), List.of(first.loadId()), "value"))
              .containsExactly(Lane.row("x"));
          assertThat(read(lane, List.of(POSTS, TAGS, notes), List.of(second.loadId()), "value"))
              .containsExactly(Lane.row("deep y"));
        });
  }

  @Test
  @DisplayName("the tables of a load are known, those it did not touch too, and none of no load")
  void theTablesOfALoad() throws Exception {
    inEachForm(
        lane -> {
          lane.load(lane.next().row(POSTS, 1L, "a").nested(TAGS, "x"));
          LoadReceipt second = lane.load(lane.next().row(POSTS, 2L, "b"));
          String dataset = lane.key().dataset();
          LoadId unknown = second.loadId().after(second.loadId());

          assertThat(reader().tables(dataset, List.of(second.loadId())))
              .extracting(TableSchema::name)
              .containsExactly("posts", "posts__tags");
          assertThat(reader().tables(dataset, List.of(unknown))).isEmpty();
          assertThat(reader().tables(dataset, List.of())).isEmpty();
        });
  }

  @Test
  @DisplayName("a reader that is closed early, and twice, does no harm to the next load")
  void aReaderThatIsClosedEarly() throws Exception {
    inEachForm(
        lane -> {
          LoadReceipt first = lane.load(lane.next().row(POSTS, 1L, "a").row(POSTS, 2L, "b"));
          RowReader rows =
              reader().openRows(lane.key().dataset(), List.of(POSTS), List.of(first.loadId()));
          assertThat(rows.hasNext()).isTrue();
          rows.next();
          rows.close();
          rows.close();

          lane.load(lane.next().row(POSTS, 3L, "c"));

          assertThat(lane.values("posts", "id")).hasSize(3);
        });
  }
}
