package dev.harbor.internal.infer;

import dev.harbor.contract.ContractMode;
import dev.harbor.contract.ContractViolation;
import dev.harbor.contract.QuarantinedRow;
import dev.harbor.run.RefusalReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What contracts refused in a lane: all counted, the first ones kept. Confined to one thread. */
public final class RefusalTally {
  private static final int MOST_KEPT = 100;
  private static final int MOST_REASONS = 1_000;
  private static final String OTHERS = "elsewhere";

  private final List<ContractViolation> kept = new ArrayList<>();
  private final Map<String, Long> reasons = new LinkedHashMap<>();
  private long values;
  private long rows;
  private long items;

  /** A tally of nothing. */
  public RefusalTally() {}

  /**
   * Counts a violation.
   *
   * @param place its path without indexes, so that there are few
   * @param reason what was wrong there, without values
   */
  void add(ContractViolation violation, String place, String reason) {
    if (kept.size() < MOST_KEPT) {
      kept.add(violation);
    }
    String key = place + ": " + reason;
    boolean hasRoom = reasons.size() < MOST_REASONS || reasons.containsKey(key);
    reasons.merge(hasRoom ? key : OTHERS, 1L, Long::sum);
  }

  void valueDiscarded() {
    values++;
  }

  void rowDiscarded() {
    rows++;
  }

  void itemKept() {
    items++;
  }

  /**
   * Adds items that the destination refused.
   *
   * @param count how many
   * @param first the first of them
   */
  public void addRefused(long count, List<QuarantinedRow> first) {
    items += count;
    for (QuarantinedRow row : first) {
      add(
          new ContractViolation(
              row.table(),
              null,
              row.path(),
              "a row that the destination takes",
              row.reason(),
              ContractMode.QUARANTINE,
              0),
          row.path(),
          "%s, table '%s' (QUARANTINE)".formatted(row.reason(), row.table()));
    }
    if (count > first.size()) {
      reasons.merge("refused by the destination, too", count - first.size(), Long::sum);
    }
  }

  /** The tally as it stands. */
  public RefusalReport report() {
    return new RefusalReport(values, rows, items, reasons, kept);
  }
}
