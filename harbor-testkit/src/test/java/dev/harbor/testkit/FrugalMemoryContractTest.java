package dev.harbor.testkit;

import dev.harbor.destination.Destination;
import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.schema.DataType;
import java.util.Set;

/** Proves that the destination on maps refuses what it was told not to do. */
final class FrugalMemoryContractTest extends DestinationContract {
  private final InMemoryDestination destination =
      new InMemoryDestination(
          DestinationCapabilities.defaults()
              .withMaxIdentifierLength(30)
              .withDataTypes(Set.of(DataType.TEXT, DataType.BIGINT)));

  @Override
  protected Destination destination() {
    return destination;
  }

  @Override
  protected DestinationProbe probe() {
    return new MemoryProbe(destination);
  }

  @Override
  protected Destination reopen(Destination opened) {
    return opened;
  }
}
