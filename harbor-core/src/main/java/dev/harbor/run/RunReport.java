package dev.harbor.run;

import dev.harbor.run.ResourceReport.Outcome;
import dev.harbor.state.LoadId;
import java.time.Instant;
import java.util.List;

/**
 * What a run did. Immutable; {@link #toString()} is for people.
 *
 * @param pipeline name of the pipeline
 * @param source name of the source
 * @param dataset name of the dataset
 * @param started when the run began
 * @param finished when it ended
 * @param resources one report per root resource, in the order of the source
 */
public record RunReport(
    String pipeline,
    String source,
    String dataset,
    Instant started,
    Instant finished,
    List<ResourceReport> resources) {
  /** Takes a copy. */
  public RunReport {
    resources = List.copyOf(resources);
  }

  /** Every committed load, in the order of resources and segments. */
  public List<LoadId> loadIds() {
    return resources.stream().flatMap(resource -> resource.loadIds().stream()).toList();
  }

  /** Whether a resource failed. */
  public boolean hasFailed() {
    return resources.stream().anyMatch(resource -> resource.outcome() == Outcome.FAILED);
  }

  /** Whether nothing was committed. */
  public boolean isEmpty() {
    return resources.stream().allMatch(resource -> resource.loadIds().isEmpty());
  }

  /** The report of one root resource. */
  public ResourceReport resource(String name) {
    return resources.stream()
        .filter(resource -> resource.resource().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find resource '%s' in the report of pipeline '%s'"
                        .formatted(name, pipeline)));
  }

  /** A table for people. */
  @Override
  public String toString() {
    return ReportText.of(this);
  }
}
