package dev.harbor.examples;

import dev.harbor.schema.DataType;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.util.List;
import java.util.Map;

/** Nested values: maps become columns, lists become tables, and what is declared JSON stays so. */
public final class NestedData {
  private NestedData() {}

  /** Loads one order. */
  public static void main(String[] arguments) {
    Idea.run("NestedData", arguments, orders());
  }

  // tag::nested[]
  static Source orders() {
    Map<String, Object> order =
        Map.of(
            "id", 7,
            "customer", Map.of("name", "Ada", "city", "London"), // customer__name, customer__city
            "lines", List.of(Map.of("sku", "a", "n", 2), Map.of("sku", "b", "n", 1)), // a table
            "tags", List.of("new", "gift"), // a table with the column value
            "payload", Map.of("v", List.of(1, 2))); // one column of JSON
    return Source.of(
        "orders",
        Resource.builder("orders", (context, emitter) -> emitter.emit(order))
            .column("payload", DataType.JSON)
            .build());
  }
  // end::nested[]
}
