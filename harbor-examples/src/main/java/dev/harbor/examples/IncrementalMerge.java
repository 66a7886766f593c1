package dev.harbor.examples;

import dev.harbor.Pipeline;
import dev.harbor.destination.Destination;
import dev.harbor.run.RunReport;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.util.List;

/** A cursor and a key: the second run takes what is newer, and changes what was there. */
public final class IncrementalMerge {
  private static final String MONDAY =
      """
      {"id": 1, "status": "paid", "updated_at": "2026-03-02T09:00:00Z"}
      {"id": 2, "status": "open", "updated_at": "2026-03-02T17:30:00Z"}
      """;
  private static final String TUESDAY =
      """
      {"id": 1, "status": "paid", "updated_at": "2026-03-02T09:00:00Z"}
      {"id": 2, "status": "paid", "updated_at": "2026-03-03T08:15:00Z"}
      {"id": 3, "status": "open", "updated_at": "2026-03-03T11:00:00Z"}
      """;

  private IncrementalMerge() {}

  /** Loads the orders of two days. */
  public static void main(String[] arguments) {
    Idea.run("IncrementalMerge", arguments, IncrementalMerge::load);
  }

  static List<RunReport> load(Destination destination) {
    Pipeline pipeline = Pipeline.builder("shop").destination(destination).build();
    return List.of(pipeline.run(shop(MONDAY)), pipeline.run(shop(TUESDAY)));
  }

  // tag::incremental-merge[]
  static Source shop(String orders) {
    return Source.of(
        "shop",
        Resource.builder("orders", (context, emitter) -> emitter.emitJson(orders))
            .primaryKey("id")
            .disposition(WriteDisposition.MERGE)
            .incremental(Incremental.ofInstant("updated_at"))
            .build());
  }
  // end::incremental-merge[]
}
