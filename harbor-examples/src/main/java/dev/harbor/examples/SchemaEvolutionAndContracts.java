package dev.harbor.examples;

import dev.harbor.Pipeline;
import dev.harbor.contract.ContractMode;
import dev.harbor.contract.SchemaContract;
import dev.harbor.destination.Destination;
import dev.harbor.run.RunReport;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.util.List;

/** Tables that grow by themselves, until a contract says what may change; what is refused stays. */
public final class SchemaEvolutionAndContracts {
  private static final String MONDAY = "{\"id\":1,\"price\":10}";
  private static final String TUESDAY = "{\"id\":2,\"price\":12,\"currency\":\"EUR\"}";
  private static final String WEDNESDAY = "{\"id\":3,\"price\":\"n/a\"} {\"id\":4,\"price\":9}";

  private SchemaEvolutionAndContracts() {}

  /** Loads three days of orders, and what was refused once the contract has changed. */
  public static void main(String[] arguments) {
    Idea.run("SchemaEvolutionAndContracts", arguments, SchemaEvolutionAndContracts::load);
  }

  static List<RunReport> load(Destination destination) {
    Pipeline shop = Pipeline.builder("contracts").destination(destination).build();
    // tag::contract[]
    SchemaContract contract =
        SchemaContract.production() // new tables and columns may come
            .withDataTypes(ContractMode.QUARANTINE); // values of another type may not
    // end::contract[]

    RunReport monday = shop.run(orders(MONDAY, contract));
    RunReport tuesday = shop.run(orders(TUESDAY, contract)); // adds the column currency
    RunReport wednesday = shop.run(orders(WEDNESDAY, contract)); // keeps order 3 out

    // tag::replay[]
    shop.quarantine()
        .forEach(kept -> System.err.println(kept.row().reason() + " in " + kept.row().json()));
    RunReport replayed = shop.quarantine().replay(orders("", SchemaContract.evolve()));
    // end::replay[]
    return List.of(monday, tuesday, wednesday, replayed);
  }

  private static Source orders(String json, SchemaContract contract) {
    return Source.of(
        "shop",
        Resource.builder("orders", (context, emitter) -> emitter.emitJson(json))
            .contract(contract)
            .build());
  }
}
