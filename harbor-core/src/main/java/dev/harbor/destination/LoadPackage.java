package dev.harbor.destination;

import dev.harbor.contract.QuarantinedRow;
import dev.harbor.error.StaleCheckpointException;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.List;
import java.util.Optional;

/**
 * What one lane commits at once: schema changes, rows, and the checkpoint they lead to. Implemented
 * by Harbor and its test kit; methods may be added. Confined to the thread that loads it.
 *
 * <p>A destination reads a package in one of two ways. {@link #tables()} waits until the package is
 * sealed and gives rows or native blocks table by table, as often as asked. {@link #blocks()} gives
 * native blocks as they are filled, even while the source is still being read, and only once.
 */
public interface LoadPackage {
  /** Identity of the load. It changes only in {@link #numberAfter}. */
  LoadId id();

  /**
   * Makes the load id greater than the newest of the dataset, if it is not. Called under the lock
   * in which the package is committed, before a row or checkpoint is read: both carry the id.
   *
   * @param newest greatest load id that the dataset has; empty if it has none
   * @return the id that the load now has
   */
  LoadId numberAfter(Optional<LoadId> newest);

  /** Whose package it is. */
  CheckpointKey key();

  /** The checkpoint the rows were extracted from; empty for a first load. */
  Optional<Checkpoint> base();

  /**
   * Changes against {@link #base()}; an implementation that can look at its real tables trusts them
   * more. Waits for the seal.
   *
   * @throws RuntimeException if the source fails before the package is sealed
   */
  SchemaDiff schemaDiff();

  /**
   * Tables of the package, parents first: those with rows, and those of a replaced resource that
   * are left without. Waits for the seal.
   *
   * @throws RuntimeException if the source fails before the package is sealed
   */
  List<TableRows> tables();

  /**
   * Items that a contract kept out of their tables, to be stored beside the rows in the same commit
   * ({@code _harbor_quarantine}). Waits for the seal; may be read as often as asked.
   */
  default Iterable<QuarantinedRow> quarantined() {
    return List.of();
  }

  /**
   * Whether items that earlier loads of {@link #key()} put into quarantine leave it with this
   * commit, because the package brings them or they are not wanted any more.
   */
  default boolean releasesQuarantine() {
    return false;
  }

  /**
   * Native blocks of all tables in the order they were filled. Waits for the next one while the
   * package grows. Ends when the package is sealed. May be called once, before {@link #tables()};
   * rows read so are not kept.
   *
   * @return blocks, to be closed by the caller
   * @throws IllegalStateException if the destination gave no encoder for a table of the package
   */
  BlockReader blocks();

  /**
   * The checkpoint to be stored with the rows. Waits for the seal.
   *
   * @throws RuntimeException if the source fails before the package is sealed
   */
  Checkpoint checkpoint();

  /**
   * Whether the package is still to be applied.
   *
   * @param current the stored checkpoint of {@link #key()}, read under the lock in which the
   *     package would be committed
   * @return false if this package is the one that wrote it
   * @throws StaleCheckpointException if it is neither the base of this package nor written by it
   */
  default boolean isNewTo(Optional<Checkpoint> current) {
    Optional<LoadId> at = current.map(Checkpoint::loadId);
    if (at.equals(Optional.of(id()))) {
      return false;
    }

    Optional<LoadId> from = base().map(Checkpoint::loadId);
    if (!at.equals(from)) {
      throw new StaleCheckpointException(id(), key(), from, at);
    }
    return true;
  }
}
