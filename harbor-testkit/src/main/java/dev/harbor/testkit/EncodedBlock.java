package dev.harbor.testkit;

import dev.harbor.destination.Block;
import dev.harbor.state.LoadId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Some rows of a table in a destination's form, with the places where the load id is to stand. */
final class EncodedBlock {
  private final StagedTable table;
  private final int firstRow;
  private final int endRow;
  private final byte[] bytes;
  private final List<Integer> loadIdPlaces;

  EncodedBlock(
      StagedTable table, int firstRow, int endRow, byte[] bytes, List<Integer> loadIdPlaces) {
    this.table = table;
    this.firstRow = firstRow;
    this.endRow = endRow;
    this.bytes = bytes;
    this.loadIdPlaces = loadIdPlaces;
  }

  StagedTable table() {
    return table;
  }

  int firstRow() {
    return firstRow;
  }

  int endRow() {
    return endRow;
  }

  /** The block with the load id in its places, in an array that is longer than it must be. */
  Block withLoadId(LoadId id) {
    byte[] filled = Arrays.copyOf(bytes, bytes.length + 5);
    byte[] text = id.text().getBytes(StandardCharsets.US_ASCII);
    for (int place : loadIdPlaces) {
      System.arraycopy(text, 0, filled, place, text.length);
    }
    return new Block(
        table.schema(), table.schema().columns(), filled, bytes.length, endRow - firstRow);
  }
}
