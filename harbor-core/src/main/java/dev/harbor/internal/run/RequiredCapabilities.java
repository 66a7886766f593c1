package dev.harbor.internal.run;

import static dev.harbor.contract.ContractMode.QUARANTINE;

import dev.harbor.contract.SchemaContract;
import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.error.DestinationException;
import dev.harbor.source.Resource;
import java.util.EnumSet;
import java.util.List;

/** What resources ask of a destination, refused before anything is read if it cannot do it. */
final class RequiredCapabilities {
  private RequiredCapabilities() {}

  static void check(RunSettings settings, List<Resource> resources) {
    DestinationCapabilities can = settings.destination().capabilities();
    for (Resource one : resources) {
      if (!can.writeDispositions().contains(one.disposition())) {
        throw unsupported(
            settings, one, "write disposition " + one.disposition(), can.writeDispositions());
      }
      if (one.strategy().isPresent() && !can.mergeStrategies().contains(one.strategy().get())) {
        throw unsupported(
            settings, one, "merge strategy " + one.strategy().get(), can.mergeStrategies());
      }
      requireQuarantine(settings, one);
    }
  }

  private static void requireQuarantine(RunSettings settings, Resource one) {
    SchemaContract contract = one.contract().orElse(SchemaContract.evolve());
    boolean keeps =
        EnumSet.of(contract.tables(), contract.columns(), contract.dataTypes())
            .contains(QUARANTINE);
    if (keeps && !settings.destination().capabilities().quarantine()) {
      throw unsupported(settings, one, "a quarantine", "discarding and freezing");
    }
  }

  private static DestinationException unsupported(
      RunSettings settings, Resource one, String wanted, Object supported) {
    return new DestinationException(
        "Cannot load table '%s': destination '%s' does not support %s; it supports %s"
            .formatted(one.table(), settings.destination().name(), wanted, supported));
  }
}
