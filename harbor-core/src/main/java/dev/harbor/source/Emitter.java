package dev.harbor.source;

import dev.harbor.error.SourceException;
import java.io.InputStream;

/**
 * Takes the items of an extractor. Implemented by Harbor and its test kit; methods may be added.
 * Confined to the extractor's thread.
 *
 * <p>An item is a string-keyed {@code Map}, a Java record, a scalar, or a {@code List} of items.
 * Values inside are of the same kinds and {@code CharSequence}, {@code Boolean}, numbers of the
 * JDK, {@code java.time} types, {@code UUID}, enums, {@code byte[]}, {@code Optional} and null.
 * Anything else is refused with its class and path.
 */
public interface Emitter {
  /**
   * Takes one item, or the items of a {@code List}.
   *
   * @return false when nothing more can be in the window, so that the extractor may stop
   * @throws SourceException if a value is of a class that cannot be an item
   */
  boolean emit(Object item);

  /**
   * Takes JSON text: a sequence of values, each an item, or a list of items. Numbers keep every
   * digit.
   *
   * @param json UTF-8
   * @return false when nothing more can be in the window
   * @throws SourceException if it is not JSON; items before the error are not stored either
   */
  boolean emitJson(byte[] json);

  /**
   * Takes JSON text, as {@link #emitJson(byte[])} does.
   *
   * @param json text
   * @return false when nothing more can be in the window
   */
  boolean emitJson(String json);

  /**
   * Takes JSON from a stream to its end, as {@link #emitJson(byte[])} does, in constant memory.
   * Does not close the stream.
   *
   * @param json UTF-8
   * @return false when nothing more can be in the window
   */
  boolean emitJson(InputStream json);

  /**
   * Says that what was emitted up to here, with the state set up to here, is safe to commit. Harbor
   * commits here when the segment has reached its limits, and goes on otherwise.
   */
  void checkpoint();
}
