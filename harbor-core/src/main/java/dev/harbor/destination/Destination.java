package dev.harbor.destination;

import dev.harbor.error.DestinationException;
import dev.harbor.error.Retryable;
import dev.harbor.error.StaleCheckpointException;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import java.util.Optional;

/**
 * Where rows go. Stores packages, each all or nothing, and remembers per lane where it stands.
 *
 * <p>Implementations are thread-safe: {@link #load} is called from several threads at once for
 * different keys, never for the same key from one run. The contract suite of the test kit asks for
 * every sentence of this page.
 */
public interface Destination {
  /**
   * Short name of the kind of destination, such as {@code postgres}; used in messages and in dlt's
   * state.
   */
  String name();

  /** What this destination can do; what it cannot, it refuses. The same answer each time. */
  DestinationCapabilities capabilities();

  /**
   * Where a lane stands, as of its last committed load, from this process or any other.
   *
   * @param key whose checkpoint it is
   * @return the checkpoint; empty before the first load
   * @throws DestinationException if it cannot be read; also {@link Retryable} if it can help to ask
   *     again
   */
  Optional<Checkpoint> checkpoint(CheckpointKey key);

  /**
   * Applies a package: its schema changes, its rows and its checkpoint, all or nothing.
   *
   * <p>After a normal return a call of {@link #checkpoint} with the same key returns {@code
   * load.checkpoint()}, from this process and from any other. After an exception it returns what it
   * returned before, and no row of the package is visible to any reader; only a {@link Retryable}
   * exception may leave either state. Harbor may then call again with the same package; rows can be
   * read again from the start, in the same order.
   *
   * <p>Under the lock in which it commits, and before it stores anything, an implementation asks
   * {@link LoadPackage#isNewTo} and calls {@link LoadPackage#numberAfter} with the newest load id
   * of the dataset. Tables come parents first. Rows have one value per column of {@code
   * table.schema()}, in that order, each null or an instance of the column's {@link
   * dev.harbor.schema.DataType#javaClass()}; instants are UTC with microsecond precision.
   *
   * @param load the package; not valid after this method returns
   * @return what was done, with row counts where the destination knows them
   * @throws StaleCheckpointException if the stored checkpoint is neither {@code load.base()} nor
   *     the package's own; nothing was written
   * @throws DestinationException if the load was not applied; also {@link Retryable} if it may
   *     succeed, or may already have succeeded, when called again
   */
  LoadReceipt load(LoadPackage load);
}
