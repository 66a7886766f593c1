package dev.harbor.testkit;

import dev.harbor.destination.Destination;
import dev.harbor.destination.NativeRows;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link Destination} promises, as tests. Extend it, supply {@link #destination} and
 * {@link #probe}, and all clauses run: once with rows in Harbor's own form, and once more in the
 * destination's if it has {@link NativeRows}. What {@link Destination#capabilities} does not
 * declare is asked for its refusal instead.
 *
 * <p>Each test works in datasets of its own, with names that no earlier run had; they are left
 * behind.
 */
public abstract class DestinationContract {
  /** For subclasses, which JUnit makes anew for each test. */
  protected DestinationContract() {}

  /**
   * The destination to test. Asked once per test, which closes it afterwards if it is {@link
   * AutoCloseable}.
   */
  protected abstract Destination destination();

  /** A look inside the storage of {@link #destination}. Asked once per test, after it. */
  protected abstract DestinationProbe probe();

  /**
   * Another object on the same storage, as a new process would make it. The test closes it too.
   *
   * <p>The default asks {@link #destination} again, which is right where that does not make new
   * storage. A destination whose storage is the object itself returns it.
   *
   * @param opened the one that is there already
   */
  protected Destination reopen(Destination opened) {
    return destination();
  }

  @Nested
  @DisplayName("Checkpoint")
  class Checkpoints extends CheckpointClauses {
    Checkpoints() {
      super(DestinationContract.this);
    }
  }

  @Nested
  @DisplayName("Atomicity")
  class Atomicity extends AtomicityClauses {
    Atomicity() {
      super(DestinationContract.this);
    }
  }

  @Nested
  @DisplayName("Idempotence")
  class Idempotence extends IdempotenceClauses {
    Idempotence() {
      super(DestinationContract.this);
    }
  }

  @Nested
  @DisplayName("Staleness")
  class Staleness extends StalenessClauses {
    Staleness() {
      super(DestinationContract.this);
    }
  }

  @Nested
  @DisplayName("Append and replace")
  class AppendAndReplace extends AppendAndReplaceClauses {
    AppendAndReplace() {
      super(DestinationContract.this);
    }
  }

  @Nested
  @DisplayName("Merge")
  class Merge extends MergeClauses {
    Merge() {
      super(DestinationContract.this);
    }
  }

  @Nested
  @DisplayName("Merge strategies")
  class MergeStrategies extends MergeStrategyClauses {
    MergeStrategies() {
      super(DestinationContract.this);
    }
  }

  @Nested
  @DisplayName("Schema")
  class Schema extends SchemaClauses {
    Schema() {
      super(DestinationContract.this);
    }
  }

  @Nested
  @DisplayName("Types")
  class Types extends TypeClauses {
    Types() {
      super(DestinationContract.this);
    }
  }

  @Nested
  @DisplayName("Capabilities")
  class Capabilities extends CapabilityClauses {
    Capabilities() {
      super(DestinationContract.this);
    }
  }

  @Nested
  @DisplayName("Quarantine")
  class Quarantine extends QuarantineClauses {
    Quarantine() {
      super(DestinationContract.this);
    }
  }

  @Nested
  @DisplayName("Concurrency")
  class Concurrency extends ConcurrencyClauses {
    Concurrency() {
      super(DestinationContract.this);
    }
  }

  @Nested
  @DisplayName("Reading back")
  class ReadingBack extends ReadingClauses {
    ReadingBack() {
      super(DestinationContract.this);
    }
  }
}
