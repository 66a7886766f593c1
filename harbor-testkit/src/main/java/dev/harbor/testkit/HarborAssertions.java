package dev.harbor.testkit;

import dev.harbor.run.RunReport;
import dev.harbor.state.Checkpoint;

/** Assertions about what a run did and left behind, to be imported beside AssertJ's own. */
public final class HarborAssertions {
  private HarborAssertions() {}

  /** Assertions about what a run did. */
  public static RunReportAssert assertThat(RunReport actual) {
    return new RunReportAssert(actual);
  }

  /** Assertions about where a lane stands. */
  public static CheckpointAssert assertThat(Checkpoint actual) {
    return new CheckpointAssert(actual);
  }
}
