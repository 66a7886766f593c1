package dev.harbor.internal.json;

import static dev.harbor.internal.json.Documents.NEWEST;
import static dev.harbor.internal.json.Documents.NOON;
import static dev.harbor.internal.json.Documents.checkpoint;
import static dev.harbor.internal.json.Documents.key;
import static dev.harbor.internal.json.Documents.loadId;
import static dev.harbor.internal.json.Documents.number;
import static dev.harbor.internal.json.Documents.ofDlt;
import static dev.harbor.internal.json.Documents.root;
import static dev.harbor.internal.json.Documents.rowId;
import static dev.harbor.internal.json.Documents.schema;
import static dev.harbor.internal.json.Documents.state;
import static dev.harbor.internal.json.Documents.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.LoadId;
import dev.harbor.state.ResourceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several lanes write to one pair of documents. */
class LanesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void tenLanesKeepTenCursorsInAnyOrder(long seed) {
    List<Checkpoint> lanes = new ArrayList<>(lanes(IntStream.range(0, 10)));
    StoredDocuments inOrder = commit(ofDlt("lanes"), lanes);
    Collections.shuffle(lanes, new Random(seed));

    StoredDocuments shuffled = commit(ofDlt("lanes"), lanes);

    for (Checkpoint lane : lanes) {
      assertThat(shuffled.checkpoint(lane.key(), NEWEST)).as("seed %d", seed).contains(lane);
    }
    assertThat(shuffled.schemaHash()).isEqualTo(inOrder.schemaHash());
    assertThat(shuffled.stateHash()).isEqualTo(inOrder.stateHash());
    assertThat(shuffled.stateVersion()).isEqualTo(ofDlt("lanes").stateVersion() + 10);
  }

  @Test
  void aLaneLeavesTheOthersByteForByte() {
    StoredDocuments before = ofDlt("lanes");

    StoredDocuments after = commit(before, lanes(IntStream.of(4)));

    ObjectNode oldTables = (ObjectNode) schema(before).get("tables");
    ObjectNode newTables = (ObjectNode) schema(after).get("tables");
    assertThat(newTables.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(oldTables::fieldNames);
    oldTables.remove("lane_4");
    newTables.remove("lane_4");
    assertThat(ExactJson.write(newTables)).isEqualTo(ExactJson.write(oldTables));
    ObjectNode oldStates = (ObjectNode) state(before).at("/sources/lanes/resources");
    ObjectNode newStates = (ObjectNode) state(after).at("/sources/lanes/resources");
    oldStates.remove("lane_4");
    newStates.remove("lane_4");
    assertThat(ExactJson.write(newStates)).isEqualTo(ExactJson.write(oldStates));
  }

  @Test
  void aSourceLeavesTheStateOfOtherSources() {
    StoredDocuments other =
        StoredDocuments.read(null, ofDlt("two_sources").state())
            .with(
                Documents.checkpoint(
                    key("anew", "things"), List.of(root("things", rowId())), ResourceState.empty()),
                "postgres");

    JsonNode sources = state(other).get("sources");
    assertThat(sources.fieldNames()).toIterable().containsExactly("forge", "lanes", "anew");
    assertThat(ExactJson.write(sources.get("lanes")))
        .isEqualTo(ExactJson.write(state(ofDlt("two_sources")).at("/sources/lanes")));
    assertThat(ExactJson.write(state(other).get("schema_names")))
        .isEqualTo("[\"anew\",\"forge\",\"lanes\"]");
  }

  @Test
  void stateOfASourceStays() {
    StoredDocuments before = ofDlt("shop");

    StoredDocuments after =
        before.with(
            Documents.checkpoint(key("shop", "items"), List.of(), ResourceState.empty()), "x");

    assertThat(ExactJson.write(state(after).at("/sources/shop/shared")))
        .isEqualTo("{\"token\":\"page-2\"}");
  }

  @Test
  @Timeout(20)
  void editsTenThousandColumnsQuickly() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      columns.add(Column.optional("column_" + i, DataType.TEXT));
    }
    columns.add(loadId());
    columns.add(rowId());
    TableSchema wide = TableSchema.of("wide", columns);
    StoredDocuments documents =
        stored(Documents.checkpoint(key("s", "wide"), List.of(wide), ResourceState.empty()));
    TableSchema wider = wide.withColumn(number("more"));

    long start = System.nanoTime();
    StoredDocuments read = StoredDocuments.read(documents.schema(), documents.state());
    assertThat(checkpoint(read, key("s", "wide")).tables()).containsExactly(wide);
    StoredDocuments edited =
        read.with(
            Documents.checkpoint(key("s", "wide"), List.of(wider), ResourceState.empty()), "x");

    assertThat(checkpoint(edited, key("s", "wide")).tables()).containsExactly(wider);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private static StoredDocuments commit(StoredDocuments documents, List<Checkpoint> lanes) {
    StoredDocuments newest = documents;
    for (Checkpoint lane : lanes) {
      newest = StoredDocuments.read(newest.schema(), newest.state()).with(lane, "postgres");
    }
    return newest;
  }

  /** What each lane commits over dlt's dataset: one more column, and its cursor moved. */
  private static List<Checkpoint> lanes(IntStream numbers) {
    return numbers
        .mapToObj(
            n -> {
              Checkpoint old = checkpoint(ofDlt("lanes"), key("lanes", "lane_" + n));
              List<TableSchema> tables = new ArrayList<>(old.tables());
              tables.set(0, tables.get(0).withColumn(number("more_" + n)));
              ResourceState state =
                  old.state().with("incremental", Map.of("at", Map.of("last_value", 100L + n)));
              return new Checkpoint(
                  old.key(), new LoadId("179536100" + n + ".000001"), NOON, tables, state);
            })
        .toList();
  }
}
