package dev.harbor.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harbor.error.DestinationException;
import dev.harbor.error.SchemaContractException;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The schema of a source: one JSON document with the tables of all its resources. Immutable. */
final class SchemaDocument {
  private static final long ENGINE_VERSION = 11;
  private static final long OLDEST_ENGINE_VERSION = 10;
  private static final int MAX_PREVIOUS_HASHES = 10;
  private static final String SYSTEM_PREFIX = "_dlt_";
  private static final String NORMALIZERS = "normalizers";
  private static final String NAMES = "names";
  private static final String DLTS_CONVENTIONS = "dlt.common.normalizers.naming.";

  /** Longest text of PostgreSQL and of dlt's other destinations that say nothing else. */
  private static final long MAX_BYTES = 1L << 30;

  private final ObjectNode document;
  private final String text;

  private SchemaDocument(ObjectNode document, String text) {
    this.document = document;
    this.text = text;
  }

  static SchemaDocument read(String text) {
    ObjectNode document = DocumentText.read("schema", text);
    long engine = document.path("engine_version").asLong(0);
    if (engine < OLDEST_ENGINE_VERSION || engine > ENGINE_VERSION) {
      throw new DestinationException(
          "Cannot read schema '%s': its engine version is %s, expected %s or %s. Load once with dlt 1.31, or take a Harbor that knows this version"
              .formatted(
                  document.path("name").asText(), engine, OLDEST_ENGINE_VERSION, ENGINE_VERSION));
    }
    return new SchemaDocument(document, text);
  }

  /** The schema of a source that has never been stored. */
  static SchemaDocument fresh(String name) {
    return new SchemaDocument(SystemTables.schemaDocument(name), "");
  }

  long version() {
    return document.path("version").asLong();
  }

  long engineVersion() {
    return document.path("engine_version").asLong();
  }

  String hash() {
    return document.path("version_hash").asText();
  }

  String text() {
    return text;
  }

  /** The convention that made the names of the tables. */
  String naming() {
    String module = document.path(NORMALIZERS).path(NAMES).asText("snake_case");
    return module.startsWith(DLTS_CONVENTIONS)
        ? module.substring(DLTS_CONVENTIONS.length())
        : module;
  }

  /** This document under a convention; a document with tables has one for good. */
  SchemaDocument namedBy(String convention) {
    if (convention.equals(naming())) {
      return this;
    }
    Optional<TableSchema> named = tables().stream().filter(t -> !t.columns().isEmpty()).findFirst();
    if (named.isPresent()) {
      throw new SchemaContractException(
          "Cannot name the tables of source '%s' by convention '%s': table '%s' was named by '%s', and the names of what is there stay. Go on with that convention, or load into another dataset"
              .formatted(document.path("name").asText(), convention, named.get().name(), naming()));
    }
    ObjectNode edited = document.deepCopy();
    edited.withObjectProperty(NORMALIZERS).put(NAMES, convention);
    return new SchemaDocument(edited, text);
  }

  void requireName(String source) {
    String name = document.path("name").asText(source);
    if (!name.equals(source)) {
      throw new IllegalArgumentException(
          "Cannot look for source '%s' in the schema document of '%s': expected that of '%s'"
              .formatted(source, name, source));
    }
  }

  /** Every table but dlt's own, parents first. */
  List<TableSchema> tables() {
    JsonNode tables = document.path("tables");
    Set<String> resources = new LinkedHashSet<>();
    tables
        .fieldNames()
        .forEachRemaining(name -> resources.add(TableDocument.resource(name, tables.get(name))));
    return tables(resources);
  }

  /** Every table of some resources, parents first and otherwise as they stand. */
  List<TableSchema> tables(Set<String> resources) {
    JsonNode tables = document.path("tables");
    List<TableSchema> records = new ArrayList<>();
    names(resources)
        .forEach(
            (name, root) ->
                records.add(
                    governed(TableDocument.read(name, tables.get(name), root, tables.get(root)))));
    return records;
  }

  /** A root table without a contract of its own is under that of the schema, if it has one. */
  private TableSchema governed(TableSchema table) {
    return table.isRoot() && table.contract() == null
        ? table.withContract(ContractDocument.read(document.path("settings")))
        : table;
  }

  /** Names of the tables of some resources, each with that of its root, parents first. */
  private Map<String, String> names(Set<String> resources) {
    JsonNode tables = document.path("tables");
    Map<String, String> names = new LinkedHashMap<>();
    tables
        .fieldNames()
        .forEachRemaining(
            name -> {
              List<String> line = lineOf(name);
              String root = line.get(line.size() - 1);
              if (!root.startsWith(SYSTEM_PREFIX)
                  && tables.path(root).path("parent").isMissingNode()
                  && tables.has(root)
                  && resources.contains(TableDocument.resource(root, tables.get(root)))) {
                for (int i = line.size() - 1; i >= 0; i--) {
                  names.put(line.get(i), root);
                }
              }
            });
    return names;
  }

  /** A table, its parent, and so on up to the root. */
  private List<String> lineOf(String table) {
    JsonNode tables = document.path("tables");
    Set<String> line = new LinkedHashSet<>();
    String name = table;
    while (name != null && line.add(name)) {
      name = tables.path(name).path("parent").textValue();
    }
    return List.copyOf(line);
  }

  /**
   * This document with the tables of one lane replaced.
   *
   * @param resources whose tables are the lane's until now
   */
  SchemaDocument with(List<TableSchema> records, Set<String> resources) {
    ObjectNode edited = document.deepCopy();
    ObjectNode tables = edited.withObjectProperty("tables");
    Map<String, TableSchema> byName =
        records.stream().collect(Collectors.toMap(TableSchema::name, Function.identity()));
    Set<String> own = names(resources).keySet();
    for (String name : own) {
      if (!byName.containsKey(name)) {
        tables.remove(name);
        propagated(edited).ifPresent(roots -> roots.remove(name));
      }
    }
    records.stream().filter(TableSchema::isRoot).forEach(r -> put(tables, r, own));
    records.stream().filter(r -> !r.isRoot()).forEach(r -> put(tables, r, own));
    propagateRootKeys(edited, records);

    String hash = DocumentHash.ofSchema(edited);
    if (!text.isEmpty() && hash.equals(DocumentHash.ofSchema(document))) {
      return this;
    }
    return numbered(edited, hash);
  }

  private void put(ObjectNode tables, TableSchema record, Set<String> own) {
    if (!(tables.get(record.name()) instanceof ObjectNode there)) {
      tables.set(record.name(), TableDocument.create(record));
      return;
    }

    boolean isOwn = own.contains(record.name());
    if (!isOwn) {
      requireFit(record, there);
    }
    boolean inherits =
        ContractDocument.read(there) == null
            && Objects.equals(record.contract(), ContractDocument.read(document.path("settings")));
    TableDocument.edit(there, inherits ? record.withContract(null) : record, isOwn);
  }

  /** A table of another resource may be shared, but not be given another shape. */
  private void requireFit(TableSchema record, ObjectNode there) {
    TableSchema other = TableDocument.read(record.name(), there, record.name(), there);
    if (!Objects.equals(record.parent(), other.parent())) {
      throw conflict(record, "", "parent " + other.parent(), "parent " + record.parent());
    }
    Map<String, String> types =
        other.columns().stream()
            .collect(Collectors.toMap(c -> c.name(), c -> c.type().documentName()));
    record
        .columns()
        .forEach(
            column -> {
              String type = column.type().documentName();
              String found = types.getOrDefault(column.name(), type);
              if (!found.equals(type)) {
                throw conflict(record, "column '" + column.name() + "' of ", found, type);
              }
            });
  }

  private DestinationException conflict(
      TableSchema record, String part, String found, String expected) {
    return new DestinationException(
        "Cannot store %stable '%s' of resource '%s' in schema '%s': another resource has it as %s, expected %s. Give one of them another table"
            .formatted(
                part,
                record.name(),
                record.resource(),
                document.path("name").asText(),
                found,
                expected));
  }

  // dlt hands the id of the root row down where a merge has to find nested rows by it.
  private static void propagateRootKeys(ObjectNode schema, List<TableSchema> records) {
    Set<String> rootsWithKey = new HashSet<>();
    Map<String, TableSchema> byName = new HashMap<>();
    for (TableSchema record : records) {
      byName.put(record.name(), record);
      if (record.rootKey().isPresent()) {
        rootsWithKey.add(rootOf(record, byName));
      }
    }
    for (TableSchema record : records) {
      boolean merges =
          record.writeDisposition() == WriteDisposition.MERGE
              && record.mergeStrategy() != MergeStrategy.SCD2;
      if (record.isRoot() && (merges || rootsWithKey.contains(record.name()))) {
        ObjectNode roots =
            propagated(schema)
                .orElseGet(
                    () ->
                        schema
                            .withObjectProperty(NORMALIZERS)
                            .withObjectProperty("json")
                            .withObjectProperty("config")
                            .withObjectProperty("propagation")
                            .withObjectProperty("tables"));
        if (!roots.has(record.name())) {
          String rowKey = record.rowKey().map(column -> column.name()).orElse("_dlt_id");
          roots.putObject(record.name()).put(rowKey, "_dlt_root_id");
        }
      }
    }
  }

  /** Records come parents first, so that every parent is known here. */
  private static String rootOf(TableSchema record, Map<String, TableSchema> byName) {
    TableSchema table = record;
    while (table.parent() != null && byName.containsKey(table.parent())) {
      table = byName.get(table.parent());
    }
    return table.name();
  }

  private static Optional<ObjectNode> propagated(ObjectNode schema) {
    JsonNode roots =
        schema.path(NORMALIZERS).path("json").path("config").path("propagation").path("tables");
    return roots instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  private SchemaDocument numbered(ObjectNode edited, String hash) {
    String previous = hash();
    if (!previous.isEmpty()) {
      edited.put("version", version() + 1);
      remember(edited, previous);
    }
    edited.put("version_hash", hash);
    String json = ExactJson.write(edited);
    DocumentText form = text.isEmpty() ? DocumentText.PLAIN : DocumentText.formOf(text);
    DocumentText needed = DocumentText.formFor(json, MAX_BYTES);
    return new SchemaDocument(
        edited, (form == DocumentText.COMPRESSED ? form : needed).write(json));
  }

  private static void remember(ObjectNode schema, String hash) {
    ArrayNode hashes = schema.withArrayProperty("previous_hashes");
    boolean known = hashes.valueStream().anyMatch(old -> old.asText().equals(hash));
    if (!known) {
      hashes.insert(0, hash);
      while (hashes.size() > MAX_PREVIOUS_HASHES) {
        hashes.remove(hashes.size() - 1);
      }
    }
  }
}
