package dev.harbor.postgres.torture;

import dev.harbor.Pipeline;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.postgres.PostgresDestination;
import dev.harbor.run.PipelineListener;
import dev.harbor.run.RetryPolicy;
import dev.harbor.run.SegmentLimits;
import dev.harbor.schema.WriteDisposition;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Loads a feed to its end, if it is let. Says ready, segment, done. */
final class KilledLoad {
  static final String PIPELINE = "torture";
  private static final Logger LOGGER = Logger.getLogger("dev.harbor");

  private KilledLoad() {}

  public static void main(String[] arguments) {
    quiet();
    Feed feed = new Feed(WriteDisposition.valueOf(arguments[2]), Integer.parseInt(arguments[3]));
    say("ready");
    try (PostgresDestination destination = PostgresDestination.fromUrl(arguments[0])) {
      pipeline(destination, arguments[1], Long.parseLong(arguments[4])).run(feed.source());
    }
    say("done");
  }

  static void quiet() {
    LOGGER.setLevel(Level.OFF);
  }

  static Pipeline pipeline(PostgresDestination destination, String dataset, long segmentRows) {
    return Pipeline.builder(PIPELINE)
        .destination(destination)
        .dataset(dataset)
        .segmentLimits(SegmentLimits.ofRows(segmentRows))
        .retryPolicy(RetryPolicy.none())
        .listener(
            new PipelineListener() {
              @Override
              public void segmentLoaded(String resource, LoadReceipt receipt) {
                say("segment " + receipt.loadId());
              }
            })
        .build();
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
