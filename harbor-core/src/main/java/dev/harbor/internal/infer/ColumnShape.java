package dev.harbor.internal.infer;

import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A column while a lane runs: it has a slot from the first key that leads to it, and a type from
 * the first value.
 */
public final class ColumnShape {
  private final String name;
  private final int slot;
  private @Nullable Column column;
  private @Nullable ColumnLimits limits;
  private boolean nullable = true;
  private ColumnHints hints = ColumnHints.none();
  private boolean declared;
  private int claims;

  ColumnShape(String name, int slot) {
    this.name = name;
    this.slot = slot;
  }

  /** Normalised name. */
  public String name() {
    return name;
  }

  /** Place of its value in a row draft. */
  public int slot() {
    return slot;
  }

  /** Type; null until the first value. */
  public @Nullable DataType type() {
    return column == null ? null : column.type();
  }

  /** The typed column; null until the first value. */
  public @Nullable Column column() {
    return column;
  }

  /** Whether a row may hold null here. */
  public boolean isNullable() {
    return column == null ? nullable : column.nullable();
  }

  /** Hints, as declared or stored. */
  public ColumnHints hints() {
    return column == null ? hints : column.hints();
  }

  /** Whether hints were declared before a value came. */
  boolean isDeclared() {
    return declared;
  }

  void hint(ColumnHints known, boolean mayBeNull) {
    this.hints = known;
    this.nullable = mayBeNull;
  }

  void declare(ColumnHints declaredHints, boolean mayBeNull) {
    this.declared = true;
    this.nullable = mayBeNull;
    this.hints = declaredHints;
    Column known = column;
    if (known != null) {
      column =
          new Column(
              known.name(),
              known.type(),
              known.nullable() && mayBeNull,
              known.precision(),
              known.scale(),
              known.timezone(),
              declaredHints);
    }
  }

  /** Notes that one more key leads here. */
  public void claim() {
    claims++;
  }

  /** Notes that a key leads elsewhere from now on. */
  public void abandon() {
    claims--;
  }

  /** Whether several keys lead here, so that two of one item may meet. */
  public boolean isShared() {
    return claims > 1;
  }

  /** What the type leaves out; null if it holds every value of its kind. */
  @Nullable ColumnLimits limits() {
    return limits;
  }

  void become(Column typed) {
    this.column = typed;
    this.limits = ColumnLimits.of(typed);
  }
}
