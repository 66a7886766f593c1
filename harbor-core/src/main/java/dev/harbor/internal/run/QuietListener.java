package dev.harbor.internal.run;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.error.HarborException;
import dev.harbor.run.PipelineListener;
import dev.harbor.run.Progress;
import dev.harbor.run.RunReport;
import java.time.Duration;

/**
 * Passes on to a listener and logs what it throws, so that a listener cannot change a run.
 * Thread-safe.
 */
public final class QuietListener implements PipelineListener {
  private static final System.Logger LOG = System.getLogger("dev.harbor");

  private final PipelineListener listener;

  /** Guards a listener. */
  public QuietListener(PipelineListener listener) {
    this.listener = listener;
  }

  @Override
  public void laneStarted(String resource) {
    quietly(() -> listener.laneStarted(resource));
  }

  @Override
  public void progressed(Progress progress) {
    quietly(() -> listener.progressed(progress));
  }

  @Override
  public void segmentLoaded(String resource, LoadReceipt receipt) {
    quietly(() -> listener.segmentLoaded(resource, receipt));
  }

  @Override
  public void retrying(String resource, int retry, Duration delay, HarborException cause) {
    quietly(() -> listener.retrying(resource, retry, delay, cause));
  }

  @Override
  public void laneFailed(String resource, HarborException cause) {
    quietly(() -> listener.laneFailed(resource, cause));
  }

  @Override
  public void runFinished(RunReport report) {
    quietly(() -> listener.runFinished(report));
  }

  private static void quietly(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "A pipeline listener failed; the run goes on", e);
    }
  }
}
