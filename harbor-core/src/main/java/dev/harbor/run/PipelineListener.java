package dev.harbor.run;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.error.HarborException;
import java.time.Duration;

/**
 * Hears what a run does. Every method does nothing by default. Called on the threads of the lanes,
 * so that implementations are thread-safe and quick; what they throw is logged and changes nothing.
 */
public interface PipelineListener {
  /** A lane begins. */
  default void laneStarted(String resource) {}

  /** A lane has come further; at most every tenth of a second per lane. */
  default void progressed(Progress progress) {}

  /** A segment is committed. */
  default void segmentLoaded(String resource, LoadReceipt receipt) {}

  /** A load failed and is tried again after a pause. */
  default void retrying(String resource, int retry, Duration delay, HarborException cause) {}

  /** A lane failed; what it committed before stays. */
  default void laneFailed(String resource, HarborException cause) {}

  /** The run ended, well or not. */
  default void runFinished(RunReport report) {}
}
