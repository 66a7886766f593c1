package dev.harbor.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.run.DropRequest;
import dev.harbor.run.Refresh;
import dev.harbor.run.RunOptions;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.Scd2;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import org.junit.jupiter.api.Test;

/** The code of the guide to write dispositions. */
final class DispositionsTest {
  private final InMemoryDestination memory = new InMemoryDestination();
  private final Pipeline pipeline = Pipeline.builder("shop").destination(memory).build();

  @Test
  void aSliceIsReplaced() {
    load(sales("{\"day\":1,\"n\":1} {\"day\":1,\"n\":2} {\"day\":2,\"n\":3}"));
    load(sales("{\"day\":1,\"n\":4}"));

    assertThat(memory.rows("shop_dataset", "sales"))
        .extracting("n")
        .containsExactlyInAnyOrder(3L, 4L);
  }

  private static Resource sales(String json) {
    // tag::slices[]
    Resource sales =
        Resource.builder("sales", (context, emitter) -> emitter.emitJson(json))
            .disposition(WriteDisposition.MERGE)
            .mergeKey("day")
            .build();
    // end::slices[]
    return sales;
  }

  @Test
  void recordsAreDeletedAndOlderOnesIgnored() {
    load(customers("{\"id\":1,\"version\":2} {\"id\":2,\"version\":2}"));
    load(customers("{\"id\":1,\"version\":1} {\"id\":2,\"version\":3,\"deleted\":true}"));

    assertThat(memory.rows("shop_dataset", "customers"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("id", 1L).containsEntry("version", 2L));
  }

  private static Resource customers(String json) {
    // tag::deletes[]
    Resource customers =
        Resource.builder("customers", (context, emitter) -> emitter.emitJson(json))
            .disposition(WriteDisposition.MERGE)
            .primaryKey("id")
            .updateIfNewer("version")
            .hardDelete("deleted")
            .build();
    // end::deletes[]
    return customers;
  }

  @Test
  void versionsAreKept() {
    String json = "{\"sku\":1}";
    // tag::versions[]
    Resource prices =
        Resource.builder("prices", (context, emitter) -> emitter.emitJson(json))
            .disposition(WriteDisposition.MERGE)
            .scd2(Scd2.defaults().withValidity("valid_from", "valid_to"))
            .mergeKey("sku")
            .build();
    // end::versions[]

    assertThat(prices.strategy()).contains(MergeStrategy.SCD2);
  }

  @Test
  void whatWasLoadedIsForgotten() {
    Source source = Source.of("shop", sales("{\"day\":1,\"n\":1}"));
    pipeline.run(source);

    // tag::refresh[]
    pipeline.run(source, RunOptions.defaults().withRefresh(Refresh.DROP_RESOURCES));
    pipeline.drop("shop", DropRequest.of("sales"));
    // end::refresh[]

    assertThat(memory.tables("shop_dataset")).isEmpty();
  }

  private void load(Resource resource) {
    pipeline.run(Source.of("shop", resource));
  }
}
