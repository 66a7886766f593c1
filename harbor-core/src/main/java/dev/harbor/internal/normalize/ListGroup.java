package dev.harbor.internal.normalize;

import java.util.ArrayList;
import java.util.List;

/** The rows that one list of an item became. Confined to one thread. */
public final class ListGroup {
  private final int dictionary;
  private final List<RowDraft> rows = new ArrayList<>();

  ListGroup(int dictionary) {
    this.dictionary = dictionary;
  }

  int dictionary() {
    return dictionary;
  }

  /** Rows in the order of the list. */
  public List<RowDraft> rows() {
    return rows;
  }
}
