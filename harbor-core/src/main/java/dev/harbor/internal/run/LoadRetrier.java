package dev.harbor.internal.run;

import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.error.DestinationException;
import dev.harbor.error.HarborException;
import dev.harbor.error.Retryable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Hands a package to the destination until it is stored, cannot be, or was tried often enough.
 * Confined to the lane's thread.
 */
final class LoadRetrier {
  private static final System.Logger LOG = System.getLogger("dev.harbor");

  private final RunSettings settings;
  private final String resource;
  private long retries;

  LoadRetrier(RunSettings settings, String resource) {
    this.settings = settings;
    this.resource = resource;
  }

  long retries() {
    return retries;
  }

  LoadReceipt load(LoadPackage load) {
    for (int retry = 1; ; retry++) {
      try {
        return settings.destination().load(load);
      } catch (HarborException e) {
        if (!(e instanceof Retryable retryable) || retry > settings.retries().retries()) {
          throw e;
        }
        Duration planned =
            settings.retries().delay(retry, ThreadLocalRandom.current().nextDouble());
        Duration delay =
            retryable.retryAfter().filter(d -> d.compareTo(planned) > 0).orElse(planned);
        retries++;
        settings.listener().retrying(resource, retry, delay, e);
        LOG.log(
            System.Logger.Level.WARNING,
            "{0}: load {1} of ''{2}'' is tried again in {3}: {4}",
            settings.pipeline(),
            load.id(),
            resource,
            delay,
            e.getMessage());
        pause(delay, e);
      }
    }
  }

  private static void pause(Duration delay, HarborException cause) {
    try {
      if (new CountDownLatch(1).await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("a latch nobody counts down was counted down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      DestinationException stopped =
          new DestinationException("Cannot try a load again: the run was interrupted", cause);
      stopped.addSuppressed(e);
      throw stopped;
    }
  }
}
