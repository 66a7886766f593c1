package dev.harbor.testkit;

import dev.harbor.destination.Destination;
import dev.harbor.destination.memory.InMemoryDestination;

/** Proves that the destination on maps keeps the contract. */
final class InMemoryDestinationContractTest extends DestinationContract {
  private final InMemoryDestination destination = new InMemoryDestination();

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
