package dev.harbor.examples;

import dev.harbor.destination.Destination;
import dev.harbor.testkit.DestinationContract;
import dev.harbor.testkit.DestinationProbe;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Proves that the example destination keeps the contract. */
// tag::contract[]
final class CustomDestinationContractTest extends DestinationContract {
  @TempDir private Path directory;

  @Override
  protected Destination destination() {
    return new CustomDestination(directory);
  }

  @Override
  protected DestinationProbe probe() {
    return new JsonLinesProbe(directory);
  }
}
// end::contract[]
