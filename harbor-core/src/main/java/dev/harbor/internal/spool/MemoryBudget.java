package dev.harbor.internal.spool;

/** Bytes that the rows of a segment may take in memory. Confined to one thread. */
final class MemoryBudget {
  private long left;

  MemoryBudget(long bytes) {
    this.left = bytes;
  }

  /** Takes bytes, if as many are left. */
  boolean take(int bytes) {
    if (left < bytes) {
      return false;
    }
    left -= bytes;
    return true;
  }
}
