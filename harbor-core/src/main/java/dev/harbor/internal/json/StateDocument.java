package dev.harbor.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import dev.harbor.state.ResourceState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The state of a pipeline: one JSON document with the state of every resource. Immutable. */
final class StateDocument {
  static final long ENGINE_VERSION = 4;

  private static final String OWN_MEMBER = "_harbor";
  private static final int DIGITS_OF_SECONDS = 11;

  private final ObjectNode document;
  private final String text;

  private StateDocument(ObjectNode document, String text) {
    this.document = document;
    this.text = text;
  }

  static StateDocument read(String text) {
    ObjectNode document = DocumentText.read("state", text);
    long engine = document.path("_state_engine_version").asLong(0);
    if (engine != ENGINE_VERSION) {
      throw new DestinationException(
          "Cannot read the state of pipeline '%s': its engine version is %s, expected %s. Load once with dlt 1.31, or take a Harbor that knows this version"
              .formatted(document.path("pipeline_name").asText(), engine, ENGINE_VERSION));
    }
    return new StateDocument(document, text);
  }

  /** The state of a pipeline that has never been stored. */
  static StateDocument fresh(CheckpointKey key) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("_state_version", 0L).put("_state_engine_version", ENGINE_VERSION);
    document.putArray("schema_names");
    document.put("default_schema_name", key.source()).put("dataset_name", key.dataset());
    document.put("pipeline_name", key.pipeline());
    return new StateDocument(document, "");
  }

  long version() {
    return document.path("_state_version").asLong();
  }

  long engineVersion() {
    return document.path("_state_engine_version").asLong();
  }

  String hash() {
    return document.path("_version_hash").asText();
  }

  String text() {
    return text;
  }

  /** Whether anything is kept for a resource. */
  boolean has(CheckpointKey key) {
    return !resource(key).isEmpty();
  }

  /** The state of a resource, without Harbor's own part. */
  ResourceState state(CheckpointKey key) {
    Map<String, Object> values = StateValues.map(resource(key));
    values.remove(OWN_MEMBER);
    return ResourceState.of(values);
  }

  /** The load that wrote the lane last, if it was Harbor's. */
  Optional<LoadId> loadId(CheckpointKey key) {
    return Optional.ofNullable(own(key).path("load_id").textValue()).map(LoadId::new);
  }

  /** When that load was committed; of a load of dlt, its load id tells it. */
  Instant committedAt(CheckpointKey key, LoadId load) {
    String stored = own(key).path("committed_at").asText();
    try {
      return Instant.parse(stored);
    } catch (DateTimeException none) {
      String seconds = load.text().split("\\.", 2)[0];
      return seconds.length() > DIGITS_OF_SECONDS
          ? Instant.EPOCH
          : Instant.ofEpochSecond(Long.parseLong(seconds));
    }
  }

  /** Names of the resources whose tables belong to a lane. */
  Set<String> resources(CheckpointKey key) {
    Set<String> names = new LinkedHashSet<>();
    names.add(key.resource());
    own(key).path("resources").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Names of resources of a source that something is kept for, each with those of its lane. */
  Map<String, Set<String>> lanes(String source, String pipeline, String dataset) {
    Map<String, Set<String>> lanes = new LinkedHashMap<>();
    document
        .path("sources")
        .path(source)
        .path("resources")
        .fieldNames()
        .forEachRemaining(
            name -> lanes.put(name, resources(new CheckpointKey(dataset, pipeline, source, name))));
    return lanes;
  }

  private JsonNode own(CheckpointKey key) {
    return resource(key).path(OWN_MEMBER);
  }

  private JsonNode resource(CheckpointKey key) {
    String pipeline = document.path("pipeline_name").asText(key.pipeline());
    if (!pipeline.equals(key.pipeline())) {
      throw new IllegalArgumentException(
          "Cannot look for '%s' in a state document of pipeline '%s': expected one of pipeline '%s'"
              .formatted(key, pipeline, key.pipeline()));
    }
    return document.path("sources").path(key.source()).path("resources").path(key.resource());
  }

  /** This document with the state of one lane replaced. */
  StateDocument with(Checkpoint checkpoint, String destination) {
    resource(checkpoint.key());
    ObjectNode edited = document.deepCopy();
    describePipeline(edited, checkpoint.key(), destination);
    editResource(edited, checkpoint);

    String hash = DocumentHash.ofState(edited);
    if (!text.isEmpty() && hash.equals(DocumentHash.ofState(document))) {
      return this;
    }
    edited.put("_state_version", version() + 1).put("_version_hash", hash);
    return new StateDocument(edited, DocumentText.COMPRESSED.write(ExactJson.write(edited)));
  }

  private static void describePipeline(ObjectNode state, CheckpointKey key, String destination) {
    ArrayNode schemas = state.withArrayProperty("schema_names");
    Set<String> names = new TreeSet<>();
    schemas.forEach(name -> names.add(name.asText()));
    if (names.add(key.source())) {
      schemas.removeAll();
      names.forEach(schemas::add);
    }
    if (!state.hasNonNull("default_schema_name")) {
      state.put("default_schema_name", key.source());
    }
    if (!state.hasNonNull("destination_type")) {
      boolean qualified = destination.indexOf('.') >= 0;
      state.put("destination_type", qualified ? destination : "dlt.destinations." + destination);
      state.putNull("destination_name");
    }
    if (!state.has("_version_hash")) {
      state.put("_version_hash", "");
    }
  }

  private static void editResource(ObjectNode state, Checkpoint checkpoint) {
    CheckpointKey key = checkpoint.key();
    ObjectNode resource = state;
    for (String name : new String[] {"sources", key.source(), "resources", key.resource()}) {
      resource = resource.get(name) instanceof ObjectNode there ? there : resource.putObject(name);
    }

    Map<String, Object> values = new LinkedHashMap<>(checkpoint.state().values());
    if (values.containsKey(OWN_MEMBER)) {
      throw new IllegalArgumentException(
          "Cannot store the state of '%s': the name '%s' is Harbor's own. Take another name"
              .formatted(key, OWN_MEMBER));
    }
    values.put(OWN_MEMBER, ownValues(checkpoint));
    StateValues.replace(resource, values, "$." + key.resource());
  }

  private static Map<String, Object> ownValues(Checkpoint checkpoint) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("load_id", checkpoint.loadId().text());
    own.put("committed_at", checkpoint.committedAt().toString());
    Set<String> dependents = new LinkedHashSet<>();
    checkpoint.tables().stream()
        .filter(TableSchema::isRoot)
        .map(TableSchema::resource)
        .filter(name -> !name.equals(checkpoint.key().resource()))
        .forEach(dependents::add);
    if (!dependents.isEmpty()) {
      own.put("resources", List.copyOf(dependents));
    }
    return own;
  }
}
