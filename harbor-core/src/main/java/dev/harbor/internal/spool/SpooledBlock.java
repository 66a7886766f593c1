package dev.harbor.internal.spool;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A block of whole rows, in memory or in the file of its table, with the places where load ids will
 * stand.
 */
final class SpooledBlock {
  private final byte @Nullable [] bytes;
  private final int @Nullable [] stamps;
  private final long offset;
  private final int length;
  private final int stampCount;
  private final int rowCount;

  private SpooledBlock(
      byte @Nullable [] bytes, int @Nullable [] stamps, long offset, int length, int[] counts) {
    this.bytes = bytes;
    this.stamps = stamps;
    this.offset = offset;
    this.length = length;
    this.rowCount = counts[0];
    this.stampCount = counts[1];
  }

  static SpooledBlock inMemory(byte[] bytes, int[] stamps, int rowCount) {
    return new SpooledBlock(bytes, stamps, 0, bytes.length, new int[] {rowCount, stamps.length});
  }

  /** Writes the block behind the others of its file; its stamps follow its bytes. */
  static SpooledBlock inFile(SpoolFile file, byte[] bytes, int length, int[] stamps, int rowCount)
      throws IOException {
    long offset = file.append(bytes, length);
    if (stamps.length > 0) {
      byte[] packed = new byte[stamps.length * 4];
      java.nio.ByteBuffer.wrap(packed).asIntBuffer().put(stamps);
      file.append(packed, packed.length);
    }
    return new SpooledBlock(null, null, offset, length, new int[] {rowCount, stamps.length});
  }

  boolean isInMemory() {
    return bytes != null;
  }

  int length() {
    return length;
  }

  int rowCount() {
    return rowCount;
  }

  /** The bytes, in the given array or an own one, with the load id in its places. */
  byte[] load(@Nullable SpoolFile file, byte[] buffer, byte[] loadId) throws IOException {
    byte[] content = bytes;
    int[] places = stamps;
    if (content == null || places == null) {
      SpoolFile from = java.util.Objects.requireNonNull(file, "file");
      content = buffer.length >= length ? buffer : new byte[length];
      from.read(offset, content, length);
      byte[] packed = new byte[stampCount * 4];
      from.read(offset + length, packed, packed.length);
      places = new int[stampCount];
      java.nio.ByteBuffer.wrap(packed).asIntBuffer().get(places);
    }
    for (int place : places) {
      System.arraycopy(loadId, 0, content, place, loadId.length);
    }
    return content;
  }
}
