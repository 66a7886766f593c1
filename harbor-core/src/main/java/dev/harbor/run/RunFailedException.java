package dev.harbor.run;

import dev.harbor.error.HarborException;
import dev.harbor.run.ResourceReport.Outcome;
import java.util.stream.Collectors;

/**
 * Some lanes failed; the others committed. {@link #report()} says which, and the first failure is
 * the cause.
 */
public final class RunFailedException extends HarborException {
  private final RunReport report;

  /** A run in which at least one resource failed. */
  public RunFailedException(RunReport report) {
    super(
        "Cannot complete the run of pipeline '%s': %s"
            .formatted(
                report.pipeline(),
                report.resources().stream()
                    .filter(resource -> resource.outcome() == Outcome.FAILED)
                    .map(
                        resource ->
                            "resource '%s' failed (%s)"
                                .formatted(
                                    resource.resource(),
                                    resource.cause().map(Throwable::getMessage).orElse("no cause")))
                    .collect(Collectors.joining("; "))),
        report.resources().stream()
            .flatMap(resource -> resource.cause().stream())
            .findFirst()
            .orElse(null));
    this.report = report;
  }

  /** What the run did, for every resource. */
  public RunReport report() {
    return report;
  }
}
