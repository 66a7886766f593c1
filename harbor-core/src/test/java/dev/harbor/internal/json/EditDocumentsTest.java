package dev.harbor.internal.json;

import static dev.harbor.internal.json.Documents.NEWEST;
import static dev.harbor.internal.json.Documents.NOON;
import static dev.harbor.internal.json.Documents.checkpoint;
import static dev.harbor.internal.json.Documents.key;
import static dev.harbor.internal.json.Documents.number;
import static dev.harbor.internal.json.Documents.ofDlt;
import static dev.harbor.internal.json.Documents.root;
import static dev.harbor.internal.json.Documents.schema;
import static dev.harbor.internal.json.Documents.state;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.ResourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDocumentsTest {
  private static final CheckpointKey ITEMS = key("shop", "items");

  @ParameterizedTest
  @CsvSource({
    "append, forge, orders",
    "upsert, forge, orders",
    "append_after_merge, forge, orders",
    "scd2, forge, orders",
    "shop, shop, items",
    "shop, shop, comments",
    "shop, shop, nothing",
    "lanes, lanes, lane_3",
    "compressed, forge, orders"
  })
  void leavesTheSchemaAsItWasIfNothingChanged(String dataset, String source, String resource) {
    StoredDocuments before = ofDlt(dataset);

    StoredDocuments after = before.with(checkpoint(before, key(source, resource)), "postgres");

    assertThat(after.schema()).isEqualTo(before.schema());
    assertThat(after.schemaVersion()).isEqualTo(before.schemaVersion());
    assertThat(after.schemaHash()).isEqualTo(before.schemaHash());
  }

  @Test
  void leavesTheStateAsItWasIfNothingChanged() {
    StoredDocuments before = ofDlt("shop").with(checkpoint(ofDlt("shop"), ITEMS), "postgres");

    StoredDocuments after = before.with(checkpoint(before, ITEMS), "postgres");

    assertThat(after.state()).isEqualTo(before.state());
    assertThat(after.stateVersion()).isEqualTo(before.stateVersion());
    assertThat(after.stateHash()).isEqualTo(before.stateHash());
  }

  @Test
  void editsAColumnAndNothingElse() {
    StoredDocuments before = ofDlt("shop");
    Checkpoint checkpoint = checkpoint(before, ITEMS);

    StoredDocuments after =
        before.with(withFirstTable(checkpoint, items -> items.withColumn(number("stock"))), "x");

    ObjectNode expected = schema(before);
    ((ObjectNode) expected.at("/tables/items/columns"))
        .putObject("stock")
        .put("name", "stock")
        .put("data_type", "bigint")
        .put("nullable", true);
    expected.put("version", before.schemaVersion() + 1);
    expected.withArrayProperty("previous_hashes").insert(0, before.schemaHash());
    expected.put("version_hash", DocumentHash.ofSchema(expected));
    assertThat(after.schema()).isEqualTo(ExactJson.write(expected));
    assertThat(after.schemaHash()).isEqualTo(expected.get("version_hash").asText());
    assertThat(after.schemaVersion()).isEqualTo(before.schemaVersion() + 1);
    assertThat(after.schemaEngineVersion()).isEqualTo(11);
  }

  @Test
  void editsTheStateOfAResourceAndNothingElse() {
    StoredDocuments before = ofDlt("shop");
    Checkpoint old = checkpoint(before, ITEMS);

    StoredDocuments after =
        before.with(
            new Checkpoint(ITEMS, NEWEST, NOON, old.tables(), old.state().with("page", 1.5)), "x");

    ObjectNode expected = state(before);
    ObjectNode resource = (ObjectNode) expected.at("/sources/shop/resources/items");
    resource.set("page", ExactJson.number("1.5"));
    resource
        .putObject("_harbor")
        .put("load_id", "1795361007.113482")
        .put("committed_at", "2026-11-22T12:00:00.123456Z");
    expected.put("_state_version", before.stateVersion() + 1);
    expected.put("_version_hash", DocumentHash.ofState(expected));
    assertThat(ExactJson.write(state(after))).isEqualTo(ExactJson.write(expected));
    assertThat(after.stateVersion()).isEqualTo(before.stateVersion() + 1);
    assertThat(after.stateHash()).isEqualTo(expected.get("_version_hash").asText());
    assertThat(after.stateEngineVersion()).isEqualTo(4);
    assertThat(DocumentText.formOf(after.state())).isEqualTo(DocumentText.COMPRESSED);
  }

  @Test
  void keepsMembersOfAColumnThatItDoesNotKnow() {
    StoredDocuments before = ofDlt("shop");
    Checkpoint checkpoint = checkpoint(before, ITEMS);

    StoredDocuments after =
        before.with(
            withFirstTable(
                checkpoint,
                items ->
                    items.withColumns(
                        items.columns().stream()
                            .map(c -> c.name().equals("price") ? wider(c) : c)
                            .toList())),
            "x");

    assertThat(ExactJson.write(schema(after).at("/tables/items/columns/price")))
        .isEqualTo(
            "{\"data_type\":\"decimal\",\"precision\":12,\"scale\":2,\"x-unit\":{\"of\":\"money\",\"rate\":1.5},\"name\":\"price\"}");
  }

  @Test
  void movesAColumnThatGetsItsTypeToTheEnd() {
    StoredDocuments before = ofDlt("shop");
    Checkpoint old = checkpoint(before, ITEMS);
    TableSchema items = old.tables().get(0);
    Column later =
        Column.optional("later", DataType.DATE)
            .withHints(requireNonNull(items.untyped().get("later")));

    StoredDocuments after =
        before.with(withFirstTable(old, table -> typed(table, later)), "postgres");

    JsonNode columns = schema(after).at("/tables/items/columns");
    assertThat(columns.fieldNames())
        .toIterable()
        .containsExactly("price", "seen", "id", "at", "_dlt_load_id", "_dlt_id", "later");
    assertThat(ExactJson.write(columns.get("later")))
        .isEqualTo(
            "{\"description\":\"nothing yet\",\"name\":\"later\",\"data_type\":\"date\",\"nullable\":true}");
    assertThat(checkpoint(after, ITEMS).tables().get(0).untyped()).isEmpty();
  }

  @Test
  void removesTheTablesThatTheLaneNoLongerHas() {
    StoredDocuments before = ofDlt("shop");
    Checkpoint old = checkpoint(before, ITEMS);

    StoredDocuments after =
        before.with(new Checkpoint(ITEMS, NEWEST, NOON, List.of(), old.state()), "postgres");

    assertThat(schema(after).get("tables").fieldNames())
        .toIterable()
        .containsExactly("_dlt_version", "_dlt_loads", "item_comments", "_dlt_pipeline_state");
    assertThat(schema(after).at("/normalizers/json/config/propagation/tables")).isEmpty();
  }

  @Test
  void keepsTenPreviousHashes() {
    StoredDocuments documents = ofDlt("append");
    List<String> hashes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String column = "c" + i;
      hashes.add(0, documents.schemaHash());
      documents =
          documents.with(
              withFirstTable(
                  checkpoint(documents, key("forge", "orders")),
                  table -> table.withColumn(number(column))),
              "postgres");
    }

    assertThat(documents.schemaVersion()).isEqualTo(ofDlt("append").schemaVersion() + 12);
    assertThat(schema(documents).get("previous_hashes"))
        .extracting(JsonNode::asText)
        .isEqualTo(hashes.subList(0, 10));
  }

  @Test
  void namesTheStrategyWhenATableBecomesMerged() {
    StoredDocuments before = ofDlt("append");
    Checkpoint old = checkpoint(before, key("forge", "orders"));

    StoredDocuments after =
        before.with(
            withFirstTable(
                old,
                table ->
                    table.withDisposition(WriteDisposition.MERGE, MergeStrategy.DELETE_INSERT)),
            "postgres");

    JsonNode orders = schema(after).at("/tables/orders");
    assertThat(orders.path("write_disposition").asText()).isEqualTo("merge");
    assertThat(orders.path("x-merge-strategy").asText()).isEqualTo("delete-insert");
    assertThat(ExactJson.write(schema(after).get("normalizers")))
        .isEqualTo(
            "{\"names\":\"snake_case\",\"json\":{\"module\":\"dlt.common.normalizers.json.relational\",\"config\":{\"propagation\":{\"tables\":{\"orders\":{\"_dlt_id\":\"_dlt_root_id\"}}}}}}");
  }

  @Test
  void marksATableThatHasSeenDataAndEndsItsFirstEvolution() {
    String text =
        "{\"version\":1,\"version_hash\":\"\",\"engine_version\":11,\"name\":\"forge\",\"tables\":{\"t\":{\"columns\":{},\"x-normalizer\":{\"evolve-columns-once\":true,\"x\":1}}}}";
    StoredDocuments before = StoredDocuments.read(text, null);

    StoredDocuments declared =
        before.with(
            Documents.checkpoint(
                key("forge", "t"), List.of(root("t", number("a"))), ResourceState.empty()),
            "x");
    StoredDocuments loaded =
        before.with(
            Documents.checkpoint(
                key("forge", "t"), List.of(root("t", Documents.rowId())), ResourceState.empty()),
            "x");

    assertThat(ExactJson.write(schema(declared).at("/tables/t/x-normalizer")))
        .isEqualTo("{\"evolve-columns-once\":true,\"x\":1}");
    assertThat(ExactJson.write(schema(loaded).at("/tables/t/x-normalizer")))
        .isEqualTo("{\"x\":1,\"seen-data\":true}");
  }

  @Test
  void keepsWhatAnotherResourceHasInASharedTable() {
    StoredDocuments before = ofDlt("shop");
    CheckpointKey other = key("shop", "other");

    StoredDocuments after =
        before.with(
            Documents.checkpoint(
                other,
                List.of(
                    Documents.ofResource(
                        root("item_comments", number("item"), number("likes")), "other")),
                ResourceState.empty()),
            "postgres");

    assertThat(schema(after).at("/tables/item_comments/columns").fieldNames())
        .toIterable()
        .containsExactly("item", "text", "_dlt_load_id", "_dlt_id", "likes");
  }

  @Test
  void refusesAnotherTypeInATableOfAnotherResource() {
    StoredDocuments documents = ofDlt("shop");
    TableSchema table =
        Documents.ofResource(
            root("item_comments", Column.optional("item", DataType.TEXT)), "other");
    Checkpoint checkpoint =
        Documents.checkpoint(key("shop", "other"), List.of(table), ResourceState.empty());

    assertThatThrownBy(() -> documents.with(checkpoint, "postgres"))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot store column 'item' of table 'item_comments' of resource 'other' in schema 'shop': another resource has it as bigint, expected text. Give one of them another table");
  }

  @Test
  void refusesStateUnderItsOwnName() {
    Checkpoint checkpoint =
        Documents.checkpoint(ITEMS, List.of(), ResourceState.empty().with("_harbor", 1L));

    assertThatThrownBy(() -> Documents.stored(checkpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot store the state of 'raw.forge.shop.items': the name '_harbor' is Harbor's own. Take another name");
  }

  private static Checkpoint withFirstTable(Checkpoint old, UnaryOperator<TableSchema> change) {
    List<TableSchema> tables = new ArrayList<>(old.tables());
    tables.set(0, change.apply(tables.get(0)));
    return new Checkpoint(old.key(), old.loadId(), old.committedAt(), tables, old.state());
  }

  private static Column wider(Column column) {
    return new Column(column.name(), column.type(), column.nullable(), 12, 2, null, column.hints());
  }

  private static TableSchema typed(TableSchema table, Column column) {
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(column);
    return new TableSchema(
        table.name(),
        table.resource(),
        null,
        columns,
        Map.of(),
        table.writeDisposition(),
        table.mergeStrategy(),
        table.maxNesting(),
        table.mergeOptions(),
        null);
  }
}
