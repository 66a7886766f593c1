package dev.harbor.destination;

import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.CheckpointKey;
import java.util.List;
import java.util.Optional;

/**
 * Optional capability of a {@link Destination}: rows are encoded in its own wire form while the
 * source is read, so that a load only sends bytes.
 */
public interface NativeRows {
  /**
   * Prepares the encoding of one lane, before its first row; may look at the real tables.
   *
   * @param key whose rows will be encoded
   * @return encoders, confined to the lane's thread
   */
  Encoders encoders(CheckpointKey key);

  /** Makes encoders for the tables of one lane. Confined to one thread. */
  @FunctionalInterface
  interface Encoders {
    /**
     * An encoder for rows of one layout. Asked again when a table gets a column: rows after that
     * are a run of blocks of their own.
     *
     * @param table the table as it is now
     * @param layout the columns that each row will have, in this order
     * @return the encoder; empty if rows of this table are to be kept in Harbor's own form
     */
    Optional<RowEncoder> encoder(TableSchema table, List<Column> layout);
  }
}
