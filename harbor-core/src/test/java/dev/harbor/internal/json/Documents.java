package dev.harbor.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeOptions;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import dev.harbor.state.ResourceState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Documents that dlt or Harbor wrote, and checkpoints to be written. */
final class Documents {
  static final LoadId NEWEST = new LoadId("1795361007.113482");
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

  private Documents() {}

  /** A file beside this class, such as {@code dlt/shop.schema}. */
  static String file(String name) {
    try (InputStream in = Documents.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What dlt stored in one of its datasets. */
  static StoredDocuments ofDlt(String dataset) {
    return StoredDocuments.read(
        file("dlt/" + dataset + ".schema"), file("dlt/" + dataset + ".state"));
  }

  static CheckpointKey key(String source, String resource) {
    return new CheckpointKey("raw", "forge", source, resource);
  }

  static Checkpoint checkpoint(StoredDocuments documents, CheckpointKey key) {
    return documents.checkpoint(key, NEWEST).orElseThrow();
  }

  static Checkpoint checkpoint(CheckpointKey key, List<TableSchema> tables, ResourceState state) {
    return new Checkpoint(key, NEWEST, NOON, tables, state);
  }

  static StoredDocuments stored(Checkpoint checkpoint) {
    return StoredDocuments.read(null, null).with(checkpoint, "postgres");
  }

  static ObjectNode schema(StoredDocuments documents) {
    return DocumentText.read("schema", documents.schema());
  }

  static ObjectNode state(StoredDocuments documents) {
    return DocumentText.read("state", documents.state());
  }

  static TableSchema root(String name, Column... columns) {
    return TableSchema.of(name, List.of(columns));
  }

  static TableSchema child(TableSchema parent, String name, Column... columns) {
    return new TableSchema(
        name,
        parent.resource(),
        parent.name(),
        List.of(columns),
        Map.of(),
        parent.writeDisposition(),
        parent.mergeStrategy(),
        null,
        MergeOptions.none(),
        null);
  }

  static TableSchema ofResource(TableSchema table, String resource) {
    return new TableSchema(
        table.name(),
        resource,
        table.parent(),
        table.columns(),
        table.untyped(),
        table.writeDisposition(),
        table.mergeStrategy(),
        table.maxNesting(),
        table.mergeOptions(),
        null);
  }

  static TableSchema merged(TableSchema table, MergeStrategy strategy) {
    return table.withDisposition(WriteDisposition.MERGE, strategy);
  }

  static Column number(String name) {
    return Column.optional(name, DataType.BIGINT);
  }

  static Column key(String name) {
    return Column.required(name, DataType.BIGINT).withHints(ColumnHints.none().withPrimaryKey());
  }

  static Column loadId() {
    return Column.required("_dlt_load_id", DataType.TEXT);
  }

  static Column rowId() {
    return Column.required("_dlt_id", DataType.TEXT).withHints(ColumnHints.none().withRowKey());
  }

  static Column rootId() {
    return Column.required("_dlt_root_id", DataType.TEXT)
        .withHints(ColumnHints.none().withRootKey());
  }

  static Column parentId() {
    return Column.required("_dlt_parent_id", DataType.TEXT)
        .withHints(ColumnHints.none().withParentKey());
  }
}
