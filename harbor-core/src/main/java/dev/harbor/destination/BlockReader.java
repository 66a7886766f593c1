package dev.harbor.destination;

import org.jspecify.annotations.Nullable;

/**
 * Native blocks to be read once. Confined to one thread; closing it more than once does no harm.
 */
public interface BlockReader extends AutoCloseable {
  /**
   * The next block; waits for it while the package still grows.
   *
   * @return the block, valid until the next call; null at the end
   * @throws RuntimeException if the source failed: the load is to be rolled back
   */
  @Nullable Block next();

  @Override
  void close();
}
