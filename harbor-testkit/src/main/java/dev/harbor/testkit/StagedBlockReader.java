package dev.harbor.testkit;

import dev.harbor.destination.Block;
import dev.harbor.destination.BlockReader;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands over native blocks, and spoils each when the next is asked for: it is not to be kept. */
final class StagedBlockReader implements BlockReader {
  private static final byte SPOILED = 0x55;

  private final HandMadePackage load;
  private final List<EncodedBlock> blocks;
  private final @Nullable RuntimeException failureAtEnd;
  private @Nullable Block handedOver;
  private int next;
  private boolean closed;

  StagedBlockReader(
      HandMadePackage load, List<EncodedBlock> blocks, @Nullable RuntimeException failureAtEnd) {
    this.load = load;
    this.blocks = blocks;
    this.failureAtEnd = failureAtEnd;
    load.opened();
  }

  @Override
  public @Nullable Block next() {
    if (closed) {
      throw new IllegalStateException("Cannot read a block: the reader is closed");
    }
    if (handedOver != null) {
      Arrays.fill(handedOver.bytes(), SPOILED);
    }
    if (next == blocks.size()) {
      if (failureAtEnd != null) {
        throw failureAtEnd;
      }
      return null;
    }
    EncodedBlock block = blocks.get(next++);
    for (int row = block.firstRow(); row < block.endRow(); row++) {
      load.beforeRow(block.table(), row);
    }
    Block filled = block.withLoadId(load.id());
    handedOver = filled;
    return filled;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      load.closed();
    }
  }
}
