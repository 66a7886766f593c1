package dev.harbor.run;

import dev.harbor.contract.ContractViolation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What contracts kept out of the tables of a resource. Immutable.
 *
 * @param values values left out of rows that were stored
 * @param rows rows left out, without those nested in them
 * @param items items left out whole and kept in quarantine
 * @param reasons how often, by place in the item and reason
 * @param violations the first 100, in the order in which they were found
 */
public record RefusalReport(
    long values,
    long rows,
    long items,
    Map<String, Long> reasons,
    List<ContractViolation> violations) {

  /** Takes copies. */
  public RefusalReport {
    reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    violations = List.copyOf(violations);
  }

  /** Nothing was refused. */
  public static RefusalReport none() {
    return new RefusalReport(0, 0, 0, Map.of(), List.of());
  }

  /** Whether nothing was refused. */
  public boolean isEmpty() {
    return reasons.isEmpty() && items == 0;
  }
}
