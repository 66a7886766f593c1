package dev.harbor.internal.json;

import static dev.harbor.internal.json.Documents.NEWEST;
import static dev.harbor.internal.json.Documents.NOON;
import static dev.harbor.internal.json.Documents.checkpoint;
import static dev.harbor.internal.json.Documents.child;
import static dev.harbor.internal.json.Documents.key;
import static dev.harbor.internal.json.Documents.loadId;
import static dev.harbor.internal.json.Documents.merged;
import static dev.harbor.internal.json.Documents.number;
import static dev.harbor.internal.json.Documents.ofDlt;
import static dev.harbor.internal.json.Documents.ofResource;
import static dev.harbor.internal.json.Documents.parentId;
import static dev.harbor.internal.json.Documents.root;
import static dev.harbor.internal.json.Documents.rootId;
import static dev.harbor.internal.json.Documents.rowId;
import static dev.harbor.internal.json.Documents.schema;
import static dev.harbor.internal.json.Documents.state;
import static dev.harbor.internal.json.Documents.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeOptions;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.LoadId;
import dev.harbor.state.ResourceState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents that Harbor writes. The files in {@code harbor/} were shown to the real dlt by {@code
 * harbor/check.py}; what is written must be the same text.
 */
class WrittenDocumentsTest {
  @Test
  void writesFreshDocumentsThatDltAccepts() {
    StoredDocuments documents =
        stored(posts()).with(versions(), "postgres").with(onlyState(), "postgres");

    assertThat(documents.schema()).isEqualTo(Documents.file("harbor/fresh.schema"));
    assertThat(documents.state()).isEqualTo(Documents.file("harbor/fresh.state"));
  }

  @Test
  void continuesDocumentsOfDltSoThatDltAcceptsThem() {
    StoredDocuments before = ofDlt("shop");
    Checkpoint old = checkpoint(before, key("shop", "items"));
    List<TableSchema> tables = new ArrayList<>(old.tables());
    tables.set(0, tables.get(0).withColumn(number("stock")));
    Checkpoint next =
        new Checkpoint(old.key(), NEWEST, NOON, tables, old.state().with("page", "7"));

    StoredDocuments documents = before.with(next, "postgres");

    assertThat(documents.schema()).isEqualTo(Documents.file("harbor/continued.schema"));
    assertThat(documents.state()).isEqualTo(Documents.file("harbor/continued.state"));
  }

  @ParameterizedTest
  @CsvSource({"append", "replace", "upsert", "delete_insert", "scd2"})
  void writesTablesAsDltWritesThem(String dataset) {
    Checkpoint dlts = checkpoint(ofDlt(dataset), key("forge", "orders"));

    JsonNode written = schema(stored(dlts));

    JsonNode original = schema(ofDlt(dataset));
    for (TableSchema table : dlts.tables()) {
      assertThat(hints(written.get("tables").get(table.name())))
          .isEqualTo(hints(original.get("tables").get(table.name())));
    }
    assertThat(written.get("settings")).isEqualTo(original.get("settings"));
    assertThat(written.get("normalizers")).isEqualTo(original.get("normalizers"));
  }

  @Test
  void writesMembersInTheOrderOfDlt() {
    Checkpoint dlts = checkpoint(ofDlt("upsert"), key("forge", "orders"));

    JsonNode written = schema(stored(dlts));

    JsonNode original = schema(ofDlt("upsert"));
    for (TableSchema table : dlts.tables()) {
      assertThat(ExactJson.write(written.get("tables").get(table.name())))
          .isEqualTo(ExactJson.write(original.get("tables").get(table.name())));
    }
    assertThat(written.fieldNames()).toIterable().containsExactlyElementsOf(original::fieldNames);
  }

  @Test
  void startsVersionsAtOne() {
    StoredDocuments documents = stored(posts());

    assertThat(documents.schemaVersion()).isEqualTo(1);
    assertThat(documents.schemaEngineVersion()).isEqualTo(11);
    assertThat(schema(documents).get("previous_hashes")).isEmpty();
    assertThat(documents.stateVersion()).isEqualTo(1);
    assertThat(documents.stateEngineVersion()).isEqualTo(4);
    assertThat(documents.schemaHash()).isEqualTo(DocumentHash.ofSchema(schema(documents)));
    assertThat(documents.stateHash()).isEqualTo(DocumentHash.ofState(state(documents)));
  }

  @Test
  void describesThePipelineInTheState() {
    StoredDocuments documents =
        StoredDocuments.read(null, stored(posts()).state())
            .with(
                Documents.checkpoint(key("archive", "files"), List.of(), ResourceState.empty()),
                "postgres");

    JsonNode state = state(documents);
    assertThat(state.path("pipeline_name").asText()).isEqualTo("forge");
    assertThat(state.path("dataset_name").asText()).isEqualTo("raw");
    assertThat(state.path("default_schema_name").asText()).isEqualTo("reddit");
    assertThat(ExactJson.write(state.path("schema_names"))).isEqualTo("[\"archive\",\"reddit\"]");
    assertThat(state.path("destination_type").asText()).isEqualTo("dlt.destinations.postgres");
    assertThat(state.get("destination_name").isNull()).isTrue();
  }

  @Test
  void givesBackTheCheckpointThatItWasGiven() {
    StoredDocuments documents =
        stored(posts()).with(versions(), "postgres").with(onlyState(), "postgres");
    StoredDocuments read = StoredDocuments.read(documents.schema(), documents.state());

    for (Checkpoint checkpoint : List.of(posts(), versions(), onlyState())) {
      assertThat(read.checkpoint(checkpoint.key(), new LoadId("9"))).contains(checkpoint);
    }
  }

  @Test
  void knowsTheTablesOfDependentResources() {
    StoredDocuments documents = stored(posts());

    assertThat(ExactJson.write(state(documents).at("/sources/reddit/resources/posts/_harbor")))
        .isEqualTo(
            "{\"load_id\":\"1795361007.113482\",\"committed_at\":\"2026-11-22T12:00:00.123456Z\",\"resources\":[\"comments\"]}");
    assertThat(checkpoint(documents, posts().key()).tables())
        .extracting(TableSchema::name, TableSchema::resource)
        .contains(tuple("posts", "posts"), tuple("comments", "comments"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema", "state"})
  void hasNothingToGiveWithoutDocuments(String kind) {
    StoredDocuments none = StoredDocuments.read(null, null);

    assertThatThrownBy(() -> (kind.equals("schema") ? none.schema() : none.state()).length())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot give the " + kind + " document: there is none. Call with(...) first");
  }

  @Test
  void staysCompressedIfItWasCompressed() {
    StoredDocuments before = ofDlt("compressed");
    Checkpoint old = checkpoint(before, key("forge", "orders"));
    List<TableSchema> tables = new ArrayList<>(old.tables());
    tables.set(0, tables.get(0).withColumn(number("more")));

    StoredDocuments after =
        before.with(
            new Checkpoint(old.key(), NEWEST, NOON, tables, ResourceState.empty()), "postgres");

    assertThat(DocumentText.formOf(after.schema())).isEqualTo(DocumentText.COMPRESSED);
    assertThat(checkpoint(after, old.key()).tables()).isEqualTo(tables);
  }

  /** A merged lane with a nested table, a dependent resource and a column without a type. */
  private static Checkpoint posts() {
    ColumnHints incremental = ColumnHints.none().withIncremental();
    TableSchema columns =
        root(
            "posts",
            Documents.key("id"),
            Column.optional("created", DataType.TIMESTAMP).withHints(incremental),
            new Column("price", DataType.DECIMAL, true, 12, 2, null, ColumnHints.none()),
            new Column("local", DataType.TIMESTAMP, true, 3, null, false, ColumnHints.none()),
            Column.optional("score__v_text", DataType.TEXT)
                .withHints(ColumnHints.none().withVariant("a variant of score")),
            loadId(),
            rowId());
    TableSchema posts =
        new TableSchema(
            "posts",
            "posts",
            null,
            columns.columns(),
            Map.of("later", ColumnHints.none()),
            WriteDisposition.MERGE,
            MergeStrategy.UPSERT,
            2,
            MergeOptions.none(),
            null);
    TableSchema tags =
        child(
            posts,
            "posts__tags",
            Column.optional("value", DataType.TEXT),
            rootId(),
            parentId(),
            Column.required("_dlt_list_idx", DataType.BIGINT),
            rowId());
    TableSchema comments = ofResource(root("comments", number("n"), loadId(), rowId()), "comments");
    ResourceState cursor =
        ResourceState.empty()
            .with("initial_value", null)
            .with("last_value", "2024-03-03T00:00:00Z")
            .with("unique_hashes", List.of("Cn/dwi436vBb"));
    ResourceState state =
        ResourceState.empty().with("incremental", ResourceState.empty().with("created", cursor));
    return Documents.checkpoint(key("reddit", "posts"), List.of(posts, comments, tags), state);
  }

  /** A lane that keeps versions. */
  private static Checkpoint versions() {
    TableSchema users =
        merged(
            root(
                "users",
                Column.optional("_dlt_valid_from", DataType.TIMESTAMP),
                Column.optional("_dlt_valid_to", DataType.TIMESTAMP),
                Column.optional("name", DataType.TEXT),
                loadId(),
                Column.required("_dlt_id", DataType.TEXT)),
            MergeStrategy.SCD2);
    return Documents.checkpoint(key("reddit", "users"), List.of(users), ResourceState.empty());
  }

  /** A lane without tables, with every kind of value in its state. */
  private static Checkpoint onlyState() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("ключ\ud83d\ude00", "\uf0261.10");
    values.put("\uf8ff", "\u0000\u001f\"\\/\u2028");
    values.put("numbers", List.of(1L, -1.5, 1e16, 1e-7, -0.0, Long.MIN_VALUE));
    values.put("big", BigInteger.TWO.pow(63));
    values.put("nothing", null);
    values.put("flag", true);
    return Documents.checkpoint(key("reddit", "nothing"), List.of(), ResourceState.of(values));
  }

  private static Map<String, JsonNode> hints(JsonNode table) {
    Map<String, JsonNode> hints = new TreeMap<>();
    table.properties().forEach(member -> collect("", member.getKey(), member.getValue(), hints));
    return hints;
  }

  // What is false or null says as much as what is absent; dlt writes either.
  private static void collect(
      String path, String name, JsonNode node, Map<String, JsonNode> hints) {
    if (node.isObject()) {
      node.properties().forEach(m -> collect(path + name + '.', m.getKey(), m.getValue(), hints));
    } else if (!node.isNull() && (node.asBoolean(true) || name.equals("nullable"))) {
      hints.put(path + name, node);
    }
  }
}
