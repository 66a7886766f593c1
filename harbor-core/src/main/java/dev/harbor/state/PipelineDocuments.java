package dev.harbor.state;

import dev.harbor.internal.json.StoredDocuments;
import dev.harbor.schema.TableSchema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two documents of dlt that checkpoints live in: the schema of a source (in {@code
 * _dlt_version}) and the state of a pipeline (in {@code _dlt_pipeline_state}). Several lanes write
 * to them, so a destination reads the newest ones under its lock, replaces this lane's part with
 * {@link #with}, and stores whole documents again. Members that Harbor does not know go through
 * unchanged. Immutable.
 */
public final class PipelineDocuments {
  private final StoredDocuments documents;

  private PipelineDocuments(StoredDocuments documents) {
    this.documents = documents;
  }

  /**
   * Documents as they are stored.
   *
   * @param schemaDocument newest schema document of the source, as JSON or as dlt's compressed
   *     form; null if there is none
   * @param stateDocument newest state document of the pipeline, likewise
   * @throws dev.harbor.error.DestinationException if a document cannot be read, or is of an engine
   *     version that Harbor does not know
   */
  public static PipelineDocuments of(
      @Nullable String schemaDocument, @Nullable String stateDocument) {
    return new PipelineDocuments(StoredDocuments.read(schemaDocument, stateDocument));
  }

  /**
   * The checkpoint of a lane: the tables of its resource and of the resources that depend on it,
   * with all tables nested in them, and the state of its resource. The load id is that of the
   * lane's last load by Harbor.
   *
   * @param key whose it is
   * @param newest load id of the state document, for a lane that only dlt has written
   * @return empty if the documents know nothing of the lane
   * @throws IllegalArgumentException if the documents are of another source or pipeline
   * @throws dev.harbor.error.DestinationException if a table of the lane cannot be read
   */
  public Optional<Checkpoint> checkpoint(CheckpointKey key, LoadId newest) {
    return documents.checkpoint(key, newest);
  }

  /**
   * The checkpoint of a lane as it is to be compared with the base of a package. A lane that only
   * dlt has written has no load id of its own: it stands at the base as long as its tables and its
   * state do. And where dlt has changed them since a load of Harbor's, it stands there no more,
   * though it still has that load's id.
   *
   * @param key whose it is
   * @param newest newest load id of the dataset
   * @param base what the package was extracted from
   * @return empty if the documents know nothing of the lane
   */
  public Optional<Checkpoint> checkpoint(CheckpointKey key, LoadId newest, Checkpoint base) {
    return documents.checkpoint(key, newest, base);
  }

  /**
   * These documents with the tables and the state of one lane replaced; documents that there are
   * not are begun. A version grows by one, and its hash changes, if the content of the document
   * does; if not, the document stays the same text.
   *
   * @param checkpoint what the lane's load leaves behind, every table of the lane among it
   * @param destination name of the kind of destination, for dlt: {@code postgres}, or a qualified
   *     Python name
   * @throws IllegalArgumentException if the documents are of another source or pipeline
   * @throws dev.harbor.error.DestinationException if another resource has given a table of the lane
   *     another shape, or if a number of the state is not finite
   */
  public PipelineDocuments with(Checkpoint checkpoint, String destination) {
    return new PipelineDocuments(documents.with(checkpoint, destination));
  }

  /**
   * These documents as {@link #with(Checkpoint, String)} makes them, but with the tables and
   * columns that another pipeline has added to the lane's since a package was extracted.
   *
   * @param checkpoint what the lane's load leaves behind
   * @param base what its package was extracted from; empty for the lane's first load
   * @param destination name of the kind of destination
   */
  public PipelineDocuments with(
      Checkpoint checkpoint, Optional<Checkpoint> base, String destination) {
    return new PipelineDocuments(documents.with(checkpoint, base, destination));
  }

  /**
   * The lanes of a source that have tables or state.
   *
   * @param dataset name of the dataset that the documents are of
   * @param pipeline name of the pipeline that they are of
   * @param source name of the source
   */
  public List<CheckpointKey> lanes(String dataset, String pipeline, String source) {
    return documents.lanes(dataset, pipeline, source);
  }

  /** Every table of the source but dlt's own, parents first. */
  public List<TableSchema> tables() {
    return documents.tables();
  }

  /**
   * The schema document, in the form dlt stores.
   *
   * @throws IllegalStateException if there is none, here and in the methods below
   */
  public String schema() {
    return documents.schema();
  }

  /** Version of the schema document, which grows by one with each change. */
  public long schemaVersion() {
    return documents.schemaVersion();
  }

  /** dlt's hash of the schema document; two documents with one hash say the same. */
  public String schemaHash() {
    return documents.schemaHash();
  }

  /** dlt's engine version of the schema document. */
  public long schemaEngineVersion() {
    return documents.schemaEngineVersion();
  }

  /** The state document, in the form dlt stores. */
  public String state() {
    return documents.state();
  }

  /** Version of the state document, which grows by one with each change. */
  public long stateVersion() {
    return documents.stateVersion();
  }

  /** dlt's hash of the state document. */
  public String stateHash() {
    return documents.stateHash();
  }

  /** dlt's engine version of the state document. */
  public long stateEngineVersion() {
    return documents.stateEngineVersion();
  }
}
