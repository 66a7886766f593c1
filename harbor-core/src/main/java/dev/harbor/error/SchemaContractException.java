package dev.harbor.error;

import dev.harbor.contract.ContractViolation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value does not fit the table and may not change it. The segment that was being read wrote
 * nothing.
 */
public final class SchemaContractException extends HarborException {
  private final transient List<ContractViolation> violations;

  /** What was found, what was expected and what to do, in one message. */
  public SchemaContractException(String message) {
    this(message, List.of());
  }

  /** The same, with what broke the contract. */
  public SchemaContractException(String message, List<ContractViolation> violations) {
    super(message, null);
    this.violations = List.copyOf(violations);
  }

  /** The same, with its cause. */
  public SchemaContractException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.violations = List.of();
  }

  /** What broke the contract; empty if the value broke a rule that no contract can lift. */
  public List<ContractViolation> violations() {
    return violations;
  }
}
