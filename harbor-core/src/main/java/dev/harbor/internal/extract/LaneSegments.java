package dev.harbor.internal.extract;

import dev.harbor.internal.spool.RowSpool;

/** Where an emitter puts rows, and whom it tells of safe points. Confined to the lane's thread. */
public interface LaneSegments {
  /** The spool of the open segment. */
  RowSpool spool();

  /** Ordinal of the next item within the open segment. */
  long nextItem();

  /** An item was taken or left out; called for each. */
  void progressed();

  /** Whether the open segment has reached its limits. */
  boolean isFull();

  /** Commits the open segment and opens the next one, if the open one is full and may be cut. */
  void safePoint();
}
