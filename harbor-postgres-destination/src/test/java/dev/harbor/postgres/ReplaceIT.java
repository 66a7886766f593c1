package dev.harbor.postgres;

import static dev.harbor.postgres.Tables.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.RowCounts;
import dev.harbor.destination.TableReceipt;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.CheckpointKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplaceIT {
  private static final TableSchema ITEMS = Tables.items(WriteDisposition.REPLACE);
  private static final TableSchema TAGS = Tables.tags(WriteDisposition.REPLACE);

  private final PostgresDestination destination =
      PostgresDestination.of(PostgresServer.dataSource());
  private final String dataset = PostgresServer.emptyDataset();
  private final CheckpointKey key = Tables.key(dataset);

  @Test
  void leavesExactlyTheNewRows() {
    loadTwoItemsWithTags();

    LoadReceipt receipt = destination.load(next().rows(ITEMS, item(3L, "Cem")).rows(TAGS));

    assertThat(receipt.tables())
        .containsExactly(
            new TableReceipt(
                "items",
                1,
                new RowCounts(1, 0, 2, 0, 0),
                "1 staged = 1 in the table, 2 deleted; columns match"),
            new TableReceipt(
                "items__tags",
                0,
                new RowCounts(0, 0, 2, 0, 0),
                "0 staged = 0 in the table, 2 deleted; columns match"));
    assertThat(rows("SELECT id FROM %s.items")).containsExactly(List.of(3L));
    assertThat(rows("SELECT * FROM %s.items__tags")).isEmpty();
  }

  @Test
  void zeroRowsEmptyTheTables() {
    loadTwoItemsWithTags();

    destination.load(next().rows(ITEMS).rows(TAGS));

    assertThat(rows("SELECT * FROM %s.items")).isEmpty();
    assertThat(rows("SELECT * FROM %s.items__tags")).isEmpty();
  }

  @Test
  void emptiedTablesOfTheDiffAreEmptied() {
    loadTwoItemsWithTags();

    destination.load(next().emptied("items", "items__tags").state("n", 1L));

    assertThat(rows("SELECT * FROM %s.items")).isEmpty();
    assertThat(rows("SELECT * FROM %s.items__tags")).isEmpty();
  }

  @Test
  void aReaderWithAnOlderSnapshotStillSeesTheOldRows() throws SQLException {
    loadTwoItemsWithTags();
    try (Connection reader = PostgresServer.dataSource().getConnection();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      assertThat(count(statement)).isEqualTo(2);

      destination.load(next().rows(ITEMS, item(3L, "Cem")).rows(TAGS));

      assertThat(count(statement)).isEqualTo(2);
      reader.rollback();
      assertThat(count(statement)).isEqualTo(1);
    }
  }

  @Test
  void viewsGrantsAndIndexesOfTheUserStay() {
    loadTwoItemsWithTags();
    PostgresServer.execute(
        "CREATE VIEW %s.names AS SELECT name FROM %s.items".formatted(dataset, dataset));
    PostgresServer.execute("CREATE INDEX mine ON %s.items (name)".formatted(dataset));
    PostgresServer.execute("GRANT SELECT ON %s.items TO PUBLIC".formatted(dataset));

    destination.load(next().rows(ITEMS, item(3L, "Cem")).rows(TAGS));

    assertThat(rows("SELECT name FROM %s.names")).containsExactly(List.of("Cem"));
    assertThat(
            rows(
                "SELECT indexname FROM pg_indexes WHERE schemaname = '%s' AND tablename = 'items'"))
        .containsExactly(List.of("mine"));
    assertThat(
            rows(
                "SELECT relacl::text LIKE '%%=r/%%' FROM pg_class WHERE oid = '%s.items'::regclass"))
        .containsExactly(List.of(true));
  }

  private static int count(Statement statement, String dataset) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT count(*) FROM " + dataset + ".items")) {
      result.next();
      return result.getInt(1);
    }
  }

  private int count(Statement statement) throws SQLException {
    return count(statement, dataset);
  }

  private void loadTwoItemsWithTags() {
    destination.load(
        next()
            .rows(ITEMS, item(1L, "Ada"), item(2L, "Ben"))
            .rows(TAGS, new Object[] {"a", "r1", 0L, "t1"}, new Object[] {"b", "r2", 0L, "t2"}));
  }

  private TestPackage next() {
    return new TestPackage(key, destination.checkpoint(key));
  }

  private List<List<@Nullable Object>> rows(String sql) {
    return PostgresServer.query(sql.replace("%s", dataset).replace("%%", "%"));
  }
}
