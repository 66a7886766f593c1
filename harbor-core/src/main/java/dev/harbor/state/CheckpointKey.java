package dev.harbor.state;

/**
 * Whose checkpoint it is: one lane of one pipeline in one dataset. Immutable.
 *
 * @param dataset name of the dataset (a schema in PostgreSQL)
 * @param pipeline name of the pipeline
 * @param source name of the source; also the name of dlt's schema
 * @param resource name of the root resource
 */
public record CheckpointKey(String dataset, String pipeline, String source, String resource) {
  /** Checks that no part is blank. */
  public CheckpointKey {
    for (String part : new String[] {dataset, pipeline, source, resource}) {
      if (part.isBlank()) {
        throw new IllegalArgumentException(
            "Cannot make a checkpoint key of '%s', '%s', '%s', '%s': every part needs a name"
                .formatted(dataset, pipeline, source, resource));
      }
    }
  }

  /** The whole key, for messages: {@code dataset.pipeline.source.resource}. */
  @Override
  public String toString() {
    return dataset + '.' + pipeline + '.' + source + '.' + resource;
  }
}
