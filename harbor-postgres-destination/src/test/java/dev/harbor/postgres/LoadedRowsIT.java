package dev.harbor.postgres;

import static dev.harbor.postgres.Tables.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.RowReader;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadedRowsIT {
  private static final TableSchema ITEMS = Tables.items(WriteDisposition.APPEND);
  private static final TableSchema TAGS = Tables.tags(WriteDisposition.APPEND);
  private static final TableSchema DEEP =
      Tables.nested("items__tags__deep", "items__tags", WriteDisposition.APPEND);

  private final PostgresDestination destination =
      PostgresDestination.of(PostgresServer.dataSource());
  private final String dataset = PostgresServer.emptyDataset();
  private final CheckpointKey key = Tables.key(dataset);

  @Test
  void findsRowsOfALoadAndNestedRowsThroughTheirRoot() {
    LoadId one = load(1);
    LoadId two = load(2);
    LoadId three = load(3);

    assertThat(read(List.of(ITEMS), one)).containsExactly("1");
    assertThat(read(List.of(ITEMS, TAGS), two)).containsExactly("tag 2");
    assertThat(read(List.of(ITEMS, TAGS, DEEP), one, three))
        .containsExactlyInAnyOrder("deep 1", "deep 3");
    assertThat(read(List.of(ITEMS))).isEmpty();
  }

  @Test
  void streamsMoreRowsThanOneFetch() {
    @Nullable Object[][] many = new @Nullable Object[2_500][];
    for (int i = 0; i < many.length; i++) {
      many[i] = item((long) i, "n");
    }
    TestPackage load = TestPackage.first(key).rows(ITEMS, many);
    destination.load(load);

    assertThat(read(List.of(ITEMS), load.id())).hasSize(2_500).doesNotHaveDuplicates();
  }

  @Test
  void leavesNoOpenTransactionBehind() {
    LoadId one = load(1);
    PostgresDestination pooled =
        PostgresDestination.builder().url(PostgresServer.url()).poolSize(1).build();
    try (pooled) {
      RowReader rows = pooled.openRows(dataset, List.of(ITEMS), List.of(one));
      assertThat(rows.hasNext()).isTrue();
      rows.close();
      rows.close();

      // The pool has one connection: this would wait for ever if it had not come back.
      assertThat(pooled.checkpoint(key)).isPresent();
    }
  }

  @Test
  void aMissingTableIsNamed() {
    assertThatThrownBy(
            () -> destination.openRows(dataset, List.of(ITEMS), List.of(new LoadId("1.0"))))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot read table 'items': relation \"%s.items\" does not exist (SQLSTATE 42P01)"
                .formatted(dataset));
  }

  private LoadId load(long n) {
    TestPackage load =
        new TestPackage(key, destination.checkpoint(key))
            .rows(ITEMS, item(n, "x"))
            .rows(TAGS, new Object[] {"tag " + n, "r" + n, 0L, "t" + n})
            .rows(DEEP, new Object[] {"deep " + n, "t" + n, 0L, "d" + n});
    destination.load(load);
    return load.id();
  }

  private List<String> read(List<TableSchema> lineage, LoadId... loads) {
    List<String> found = new ArrayList<>();
    try (RowReader rows = destination.openRows(dataset, lineage, List.of(loads))) {
      rows.forEachRemaining(row -> found.add(String.valueOf(row.value(0))));
    }
    return found;
  }
}
