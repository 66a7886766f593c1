package dev.harbor.testkit;

import dev.harbor.destination.Destination;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Proves that the example destination keeps the contract. */
final class JsonLinesDestinationContractTest extends DestinationContract {
  @TempDir private Path directory;

  @Override
  protected Destination destination() {
    return new JsonLinesDestination(directory);
  }

  @Override
  protected DestinationProbe probe() {
    return new JsonLinesProbe(directory);
  }
}
