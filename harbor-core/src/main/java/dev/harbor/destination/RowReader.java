package dev.harbor.destination;

import java.util.Iterator;

/** Rows to be read once. Confined to one thread; closing it more than once does no harm. */
public interface RowReader extends Iterator<Row>, AutoCloseable {
  @Override
  void close();
}
