package dev.harbor.testkit;

import dev.harbor.destination.Destination;
import dev.harbor.destination.memory.InMemoryDestination;

/** Proves that the native rows of the kit hold what its rows hold, read as BLOCKS. */
final class EncodingBlocksContractTest extends DestinationContract {
  private final InMemoryDestination memory = new InMemoryDestination();

  @Override
  protected Destination destination() {
    return new EncodingDestination(memory, EncodingDestination.Reading.BLOCKS);
  }

  @Override
  protected DestinationProbe probe() {
    return new MemoryProbe(memory);
  }
}
