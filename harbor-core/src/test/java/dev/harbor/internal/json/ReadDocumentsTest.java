package dev.harbor.internal.json;

import static dev.harbor.internal.json.Documents.NEWEST;
import static dev.harbor.internal.json.Documents.checkpoint;
import static dev.harbor.internal.json.Documents.key;
import static dev.harbor.internal.json.Documents.ofDlt;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadDocumentsTest {
  @Test
  void knowsNothingWithoutDocuments() {
    assertThat(StoredDocuments.read(null, null).checkpoint(key("forge", "orders"), NEWEST))
        .isEmpty();
  }

  @Test
  void knowsNothingOfAnotherResource() {
    assertThat(ofDlt("append").checkpoint(key("forge", "customers"), NEWEST)).isEmpty();
  }

  @Test
  void readsTheTablesOfAResourceParentsFirst() {
    Checkpoint checkpoint = checkpoint(ofDlt("append"), key("forge", "orders"));

    assertThat(checkpoint.tables())
        .extracting(TableSchema::name)
        .containsExactly("orders", "orders__lines", "orders__lines__tags");
    assertThat(checkpoint.tables())
        .extracting(TableSchema::parent)
        .containsExactly(null, "orders", "orders__lines");
    assertThat(checkpoint.tables()).extracting(TableSchema::resource).containsOnly("orders");
    assertThat(checkpoint.tables().get(0).columns())
        .containsExactly(
            Column.optional("id", DataType.BIGINT),
            Column.optional("note", DataType.TEXT),
            Column.required("_dlt_load_id", DataType.TEXT),
            Column.required("_dlt_id", DataType.TEXT).withHints(ColumnHints.none().withRowKey()));
    assertThat(checkpoint.tables().get(1).column("_dlt_parent_id"))
        .contains(
            Column.required("_dlt_parent_id", DataType.TEXT)
                .withHints(ColumnHints.none().withParentKey()));
  }

  @ParameterizedTest
  @CsvSource({
    "append, APPEND,",
    "replace, REPLACE,",
    "upsert, MERGE, UPSERT",
    "delete_insert, MERGE, DELETE_INSERT",
    "scd2, MERGE, SCD2",
    "append_after_merge, APPEND,"
  })
  void givesNestedTablesTheDispositionOfTheirRoot(
      String dataset, WriteDisposition disposition, MergeStrategy strategy) {
    List<TableSchema> tables = checkpoint(ofDlt(dataset), key("forge", "orders")).tables();

    assertThat(tables).hasSizeGreaterThan(2);
    assertThat(tables).extracting(TableSchema::writeDisposition).containsOnly(disposition);
    assertThat(tables).extracting(TableSchema::mergeStrategy).containsOnly(strategy);
  }

  @Test
  void readsEveryHint() {
    List<TableSchema> tables = checkpoint(ofDlt("shop"), key("shop", "items")).tables();
    TableSchema items = tables.get(0);

    assertThat(items.mergeStrategy()).isEqualTo(MergeStrategy.DELETE_INSERT);
    assertThat(items.column("price").orElseThrow())
        .isEqualTo(new Column("price", DataType.DECIMAL, true, 6, 2, null, ColumnHints.none()));
    assertThat(items.column("seen").orElseThrow())
        .isEqualTo(
            new Column("seen", DataType.TIMESTAMP, true, 3, null, false, ColumnHints.none()));
    assertThat(items.primaryKey()).extracting(Column::name).containsExactly("id");
    assertThat(items.column("at").orElseThrow().hints().incremental()).isTrue();
    assertThat(items.untyped()).containsOnlyKeys("later");
    assertThat(requireNonNull(items.untyped().get("later")).description()).isEqualTo("nothing yet");
    assertThat(tables.get(1).rootKey()).isPresent();
  }

  @Test
  void findsATableByItsResourceNotByItsName() {
    Checkpoint comments = checkpoint(ofDlt("shop"), key("shop", "comments"));

    assertThat(comments.tables()).extracting(TableSchema::name).containsExactly("item_comments");
    assertThat(comments.state().number("pages")).contains(7L);
    assertThat(ofDlt("shop").checkpoint(key("shop", "item_comments"), NEWEST)).isEmpty();
  }

  @Test
  void findsAResourceThatHasNothingButState() {
    Checkpoint checkpoint = checkpoint(ofDlt("shop"), key("shop", "nothing"));

    assertThat(checkpoint.tables()).isEmpty();
    assertThat(checkpoint.state().values()).isEqualTo(Map.of("calls", 1L));
  }

  @Test
  void leavesTypedValuesAsTheTextTheyAre() {
    Checkpoint checkpoint = checkpoint(ofDlt("shop"), key("shop", "items"));

    assertThat(checkpoint.state().list("typed"))
        .startsWith(
            "\uf0261.10",
            "\uf0272024-02-29T10:00:00+00:00",
            "\uf0282024-02-29",
            "\uf02d10:30:00",
            "\uf02bAAE=",
            1.5,
            1e16,
            0.00001)
        .endsWith(9007199254740992L, Long.MAX_VALUE);
    assertThat(checkpoint.state().child("incremental").child("at").text("last_value"))
        .contains("2024-03-03T00:00:00Z");
  }

  @Test
  void takesTheLoadOfDltFromOutside() {
    Checkpoint checkpoint = checkpoint(ofDlt("append"), key("forge", "orders"));

    assertThat(checkpoint.loadId()).isEqualTo(NEWEST);
    assertThat(checkpoint.committedAt()).isEqualTo(Instant.ofEpochSecond(1795361007));
    assertThat(checkpoint.key()).isEqualTo(key("forge", "orders"));
  }

  @Test
  void readsACompressedSchema() {
    assertThat(checkpoint(ofDlt("compressed"), key("forge", "orders")).tables())
        .isEqualTo(checkpoint(ofDlt("append"), key("forge", "orders")).tables());
  }

  @Test
  void readsOneDocumentWithoutTheOther() {
    StoredDocuments schema = StoredDocuments.read(Documents.file("dlt/shop.schema"), null);
    StoredDocuments state = StoredDocuments.read(null, Documents.file("dlt/shop.state"));

    assertThat(checkpoint(schema, key("shop", "items")).tables()).isNotEmpty();
    assertThat(checkpoint(schema, key("shop", "items")).state().isEmpty()).isTrue();
    assertThat(checkpoint(state, key("shop", "items")).tables()).isEmpty();
    assertThat(checkpoint(state, key("shop", "items")).state().isEmpty()).isFalse();
  }

  @Test
  void refusesAnEngineItDoesNotKnow() {
    assertThatThrownBy(
            () -> StoredDocuments.read("{\"name\":\"shop\",\"engine_version\":12}", null))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot read schema 'shop': its engine version is 12, expected 10 or 11. Load once with dlt 1.31, or take a Harbor that knows this version");
    assertThatThrownBy(
            () ->
                StoredDocuments.read(
                    null, "{\"pipeline_name\":\"forge\",\"_state_engine_version\":3}"))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot read the state of pipeline 'forge': its engine version is 3, expected 4. Load once with dlt 1.31, or take a Harbor that knows this version");
  }

  @Test
  void refusesATypeItDoesNotKnow() {
    StoredDocuments documents =
        StoredDocuments.read(
            "{\"name\":\"forge\",\"engine_version\":11,\"tables\":{\"t\":{\"columns\":{\"c\":{\"data_type\":\"color\"}}}}}",
            null);

    assertThatThrownBy(() -> documents.checkpoint(key("forge", "t"), NEWEST))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot read column 'c' of table 't' from the schema document: found data type 'color', expected one of dlt 1.31");
  }

  @Test
  void refusesDocumentsOfAnotherSourceOrPipeline() {
    StoredDocuments documents = ofDlt("shop");
    StoredDocuments state = StoredDocuments.read(null, Documents.file("dlt/numbers.state"));

    assertThatThrownBy(() -> documents.checkpoint(key("forge", "orders"), NEWEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot look for source 'forge' in the schema document of 'shop': expected that of 'forge'");
    assertThatThrownBy(
            () ->
                state.checkpoint(
                    new dev.harbor.state.CheckpointKey("raw", "anvil", "forge", "r"), NEWEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot look for 'raw.anvil.forge.r' in a state document of pipeline 'forge': expected one of pipeline 'anvil'");
  }

  @Test
  void ignoresTablesWithoutARoot() {
    StoredDocuments documents =
        StoredDocuments.read(
            "{\"name\":\"forge\",\"engine_version\":11,\"tables\":{\"t__a\":{\"parent\":\"t\"},\"x\":{\"parent\":\"y\"},\"y\":{\"parent\":\"x\"},\"lost\":{\"parent\":\"nobody\"},\"t\":{}}}",
            null);

    assertThat(checkpoint(documents, key("forge", "t")).tables())
        .extracting(TableSchema::name)
        .containsExactly("t", "t__a");
    assertThat(documents.checkpoint(key("forge", "x"), NEWEST)).isEmpty();
    assertThat(documents.checkpoint(key("forge", "nobody"), NEWEST)).isEmpty();
  }
}
