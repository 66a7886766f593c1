package dev.harbor.internal.normalize;

import java.util.ArrayList;
import java.util.List;

/** The rows that one list of an item became. Confined to one thread. */
public final class ListGroup {
  private final int dictionary;
  private final KeyPlan plan;
  private final List<RowDraft> rows = new ArrayList<>();

  ListGroup(int dictionary, KeyPlan plan) {
    this.dictionary = dictionary;
    this.plan = plan;
  }

  int dictionary() {
    return dictionary;
  }

  KeyPlan plan() {
    return plan;
  }

  /** Rows in the order of the list. */
  public List<RowDraft> rows() {
    return rows;
  }
}
