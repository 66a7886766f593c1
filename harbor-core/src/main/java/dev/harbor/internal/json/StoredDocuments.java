package dev.harbor.internal.json;

import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** dlt's schema and state documents, read, edited and written. Immutable. */
@SuppressWarnings("DoNotCallSuggester")
public final class StoredDocuments {
  private StoredDocuments() {}

  /** Documents as they are stored. */
  public static StoredDocuments read(@Nullable String schema, @Nullable String state) {
    return new StoredDocuments();
  }

  /** See the public class. */
  public Optional<Checkpoint> checkpoint(CheckpointKey key, LoadId newest) {
    throw new UnsupportedOperationException();
  }

  /** See the public class. */
  public StoredDocuments with(Checkpoint checkpoint, String destination) {
    throw new UnsupportedOperationException();
  }

  /** See the public class. */
  public String schema() {
    throw new UnsupportedOperationException();
  }

  /** See the public class. */
  public long schemaVersion() {
    throw new UnsupportedOperationException();
  }

  /** See the public class. */
  public String schemaHash() {
    throw new UnsupportedOperationException();
  }

  /** See the public class. */
  public long schemaEngineVersion() {
    throw new UnsupportedOperationException();
  }

  /** See the public class. */
  public String state() {
    throw new UnsupportedOperationException();
  }

  /** See the public class. */
  public long stateVersion() {
    throw new UnsupportedOperationException();
  }

  /** See the public class. */
  public String stateHash() {
    throw new UnsupportedOperationException();
  }

  /** See the public class. */
  public long stateEngineVersion() {
    throw new UnsupportedOperationException();
  }
}
