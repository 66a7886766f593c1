package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static dev.harbor.schema.WriteDisposition.MERGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.RowCounts;
import dev.harbor.destination.TableReceipt;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.CheckpointKey;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InMemoryDestinationTest {
  private static final CheckpointKey KEY = new CheckpointKey("raw", "pipeline", "source", "posts");

  private final InMemoryDestination memory = new InMemoryDestination();

  private static TableSchema posts(DataType type) {
    return KitTables.root(
        "posts", MERGE, KitTables.key("id", DataType.BIGINT), Column.optional("v", type));
  }

  private LoadReceipt load(TableSchema table, @Nullable Object... row) {
    return memory.load(LoadPackages.next(memory, KEY).row(table, row).build());
  }

  @Test
  void showsTablesColumnsAndRows() {
    TableSchema posts = posts(DataType.TEXT);
    load(posts, 1L, "a");

    assertThat(memory.tables("raw")).containsExactly("posts");
    assertThat(memory.columns("raw", "posts")).isEqualTo(posts.columns());
    assertThat(memory.rows("raw", "posts"))
        .singleElement()
        .satisfies(
            row -> assertThat(row).containsEntry("id", 1L).containsEntry("v", "a").hasSize(4));
  }

  @Test
  void showsNothingOfWhatIsNotThere() {
    load(posts(DataType.TEXT), 1L, "a");

    assertThat(memory.tables("other")).isEmpty();
    assertThat(memory.columns("raw", "other")).isEmpty();
    assertThat(memory.rows("other", "posts")).isEmpty();
  }

  @Test
  void aReceiptSaysWhatWasChecked() {
    TableSchema posts = posts(DataType.TEXT);
    load(posts, 1L, "a");
    LoadReceipt receipt =
        memory.load(
            LoadPackages.next(memory, KEY)
                .row(posts, 1L, "b")
                .row(posts, 2L, "first")
                .row(posts, 2L, "last")
                .build());

    assertThat(receipt.tables())
        .containsExactly(
            new TableReceipt(
                "posts",
                3,
                new RowCounts(1, 1, 0, 0, 1),
                "3 staged = 1 inserted + 1 updated + 0 unchanged + 1 refused"));
  }

  @Test
  void aTableThatOnlyLostRowsHasAReceiptToo() {
    TableSchema posts = posts(DataType.TEXT);
    TableSchema tags = KitTables.nested(posts, "tags", Column.optional("value", DataType.TEXT));
    memory.load(LoadPackages.next(memory, KEY).row(posts, 1L, "a").nested(tags, "x").build());

    LoadReceipt receipt = load(posts, 1L, "a");

    assertThat(receipt.tables())
        .extracting(TableReceipt::table, TableReceipt::staged, TableReceipt::counts)
        .containsExactly(
            tuple("posts", 1L, new RowCounts(0, 1, 0, 0, 0)),
            tuple("posts__tags", 0L, new RowCounts(0, 0, 1, 0, 0)));
  }

  @Test
  void aMergeSeesValuesAsADatabaseDoes() {
    load(posts(DataType.DECIMAL), 1L, new BigDecimal("1.0"));
    LoadReceipt same = load(posts(DataType.DECIMAL), 1L, new BigDecimal("1.00"));

    assertThat(same.tables().get(0).counts()).isEqualTo(new RowCounts(0, 0, 0, 1, 0));
  }

  @Test
  void arraysAreNotShared() {
    byte[] value = {1, 2, 3};
    load(posts(DataType.BINARY), 1L, value);
    value[0] = 9;
    Map<String, @Nullable Object> row = memory.rows("raw", "posts").get(0);
    assertThat((byte[]) row.get("v")).containsExactly(1, 2, 3);
    if (row.get("v") instanceof byte[] read) {
      read[1] = 9;
    }

    assertThat((byte[]) memory.rows("raw", "posts").get(0).get("v")).containsExactly(1, 2, 3);
  }

  @Test
  void refusesAValueOfAnotherClass() {
    assertThatThrownBy(() -> load(posts(DataType.TEXT), 1L, 2L))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot load column 'v' of table 'posts': a row has a value of java.lang.Long, expected java.lang.String for type TEXT");
    assertThat(memory.tables("raw")).isEmpty();
  }

  @Test
  void refusesNullWhereTheColumnHasNone() {
    TableSchema posts = KitTables.root("posts", APPEND, Column.required("v", DataType.TEXT));

    assertThatThrownBy(() -> load(posts, new @Nullable Object[] {null}))
        .hasMessage(
            "Cannot load column 'v' of table 'posts': a row has null, but the column is not nullable");
  }

  @Test
  void refusesAColumnOfAnotherType() {
    load(posts(DataType.TEXT), 1L, "a");

    assertThatThrownBy(() -> load(posts(DataType.BIGINT), 1L, 2L))
        .hasMessage(
            "Cannot load column 'v' of table 'posts': its type is TEXT, but the package has BIGINT. Load it into another table, or cast it in the resource");
  }

  @Test
  void refusesAMergeWithoutAKeyAndIntoDoubledKeys() {
    TableSchema keyless = KitTables.root("posts", MERGE, Column.optional("v", DataType.TEXT));
    assertThatThrownBy(() -> load(keyless, "a"))
        .hasMessage(
            "Cannot merge into table 'posts': it has no primary key. Call primaryKey(...) on its resource");

    TableSchema posts = posts(DataType.TEXT);
    load(posts.withDisposition(APPEND, null), 1L, "a");
    load(posts.withDisposition(APPEND, null), 1L, "b");
    assertThatThrownBy(() -> load(posts, 1L, "c"))
        .hasMessage(
            "Cannot merge into table 'posts': two of its rows have one primary key. Remove one of them");
  }

  @Test
  void refusesToPromiseWhatItCannot() {
    DestinationCapabilities capabilities =
        DestinationCapabilities.defaults().withMergeStrategies(MergeStrategy.SCD2);

    assertThatThrownBy(() -> new InMemoryDestination(capabilities))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot make an in-memory destination with merge strategies [SCD2]: it has all but SCD2");
  }

  @Test
  void refusesWithTheDocumentedMessage() {
    InMemoryDestination frugal = new InMemoryDestination(DestinationCapabilities.defaults());

    assertThatThrownBy(
            () -> frugal.load(LoadPackages.first(KEY).row(posts(DataType.TEXT), 1L, "a").build()))
        .hasMessage(
            "Cannot load table 'posts': destination 'memory' does not support write disposition MERGE; it supports APPEND");
  }

  @Test
  void aRecordThatWasAppendedTakesTheRowIdOfItsKeyWhenItIsMerged() {
    TableSchema posts = posts(DataType.TEXT);
    TableSchema tags = KitTables.nested(posts, "tags", Column.optional("value", DataType.TEXT));
    load(posts.withDisposition(APPEND, null), 1L, "a");
    Object random = memory.rows("raw", "posts").get(0).get("_dlt_id");

    memory.load(LoadPackages.next(memory, KEY).row(posts, 1L, "b").nested(tags, "x").build());
    Object id = memory.rows("raw", "posts").get(0).get("_dlt_id");
    assertThat(id).isNotEqualTo(random);
    memory.load(LoadPackages.next(memory, KEY).row(posts, 1L, "b").nested(tags, "y").build());

    assertThat(memory.rows("raw", "posts").get(0)).containsEntry("_dlt_id", id);
    assertThat(memory.rows("raw", "posts__tags"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("_dlt_parent_id", id)
                    .containsEntry("_dlt_root_id", id)
                    .containsEntry("value", "y"));
  }
}
